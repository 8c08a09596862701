import type { PublishedVersion } from '../../../domain/registry/version.ts';
import type { EntryId, OrganizationId, VersionId } from '../../../domain/shared/ids.ts';
import type { VersionSearch } from '../../../ports/registry/registry.ts';
import type { Sql } from '../database.ts';
import { containing } from '../like-pattern.ts';
import { pageOf, parseCursor } from '../row-cursor.ts';
import { isStorable } from '../storable-text.ts';
import { selectVersions, toVersion } from './version-rows.ts';

/** The versions of an entry of the organization. */
export function versionsOf(
  sql: Sql,
  { entryId, organizationId }: { entryId: EntryId; organizationId: OrganizationId },
) {
  return selectVersions(sql)
    .innerJoin('registry_entries as e', 'e.id', 'v.entryId')
    .where('v.entryId', '=', entryId)
    .where('e.organizationId', '=', organizationId);
}

/** See `Registry.searchVersions`. */
export async function versionsPage(
  sql: Sql,
  of: { entryId: EntryId; organizationId: OrganizationId },
  { text, limit, cursor }: Partial<VersionSearch>,
): Promise<{ versions: PublishedVersion[]; nextCursor: string | null }> {
  if (text !== undefined && !isStorable(text)) return { versions: [], nextCursor: null };
  let rows = versionsOf(sql, of).orderBy('v.publishedAt', 'desc').orderBy('v.id', 'desc');
  if (limit !== undefined) rows = rows.limit(limit + 1);
  if (text !== undefined) rows = rows.where('v.version', 'ilike', containing(text));
  const after = parseCursor<VersionId>(cursor);
  if (after !== null) {
    const { createdAt: publishedAt, id } = after;
    rows = rows
      .where('v.publishedAt', '<=', publishedAt)
      .where((where) => where.or([where('v.publishedAt', '<', publishedAt), where('v.id', '<', id)]));
  }
  const found = (await rows.execute()).map((row) => ({ ...row, createdAt: row.publishedAt }));
  const { page, nextCursor } = pageOf(found, limit ?? found.length);
  return { versions: page.map(toVersion), nextCursor };
}
