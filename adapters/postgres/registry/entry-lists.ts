import type { Entry } from '../../../domain/registry/version.ts';
import type { VersionId } from '../../../domain/shared/ids.ts';
import type { EntrySearch, EntryWithCurrent, PublicEntry } from '../../../ports/registry/registry.ts';
import type { Sql } from '../database.ts';
import { containing } from '../like-pattern.ts';
import { isStorable } from '../storable-text.ts';
import { formatEntryCursor, parseEntryCursor } from './entry-cursor.ts';
import { versionsById } from './version-rows.ts';

export function selectEntries(sql: Sql) {
  return sql
    .selectFrom('registry_entries as e')
    .select(['e.id', 'e.organizationId', 'e.name', 'e.entryType', 'e.description', 'e.visibility', 'e.sourceRepo'])
    .select(['e.hiddenReason', 'e.currentVersionId', 'e.createdAt']);
}

type EntrySelect = ReturnType<typeof selectEntries>;

/** What everybody may read (`isReadableByAll`). */
export function readableByAll(query: EntrySelect): EntrySelect {
  return query.where('e.visibility', '!=', 'org').where('e.hiddenReason', 'is', null);
}

/** What everybody finds (`isListed`). */
export function listed(query: EntrySelect): EntrySelect {
  return query.where('e.visibility', '=', 'public').where('e.hiddenReason', 'is', null);
}

/** One page by name; without `limit` it holds all of them. */
export async function searchPage(
  sql: Sql,
  from: EntrySelect,
  { text, limit, cursor }: Partial<EntrySearch>,
): Promise<{ entries: EntryWithCurrent[]; nextCursor: string | null }> {
  if (text !== undefined && !isStorable(text)) return { entries: [], nextCursor: null };
  let page = from.orderBy('e.name').orderBy('e.id');
  if (limit !== undefined) page = page.limit(limit + 1);
  if (text !== undefined) {
    const pattern = containing(text);
    page = page.where((where) =>
      where.or([where('e.name', 'ilike', pattern), where('e.description', 'ilike', pattern)]),
    );
  }
  const after = parseEntryCursor(cursor);
  if (after !== null) {
    const { name, id } = after;
    page = page
      .where('e.name', '>=', name)
      .where((where) => where.or([where('e.name', '>', name), where('e.id', '>', id)]));
  }
  const rows = await page.execute();
  const entries = rows.slice(0, limit);
  const last = entries.at(-1);
  const isWhole = limit === undefined || rows.length <= limit;
  const nextCursor = isWhole || last === undefined ? null : formatEntryCursor(last);
  return { entries: await withCurrent(sql, entries), nextCursor };
}

export async function withCurrent(sql: Sql, entries: Entry[]): Promise<EntryWithCurrent[]> {
  const ids = entries.map((entry) => entry.currentVersionId).filter((id): id is VersionId => id !== null);
  const versions = await versionsById(sql, ids);
  return entries.map((entry) => ({
    entry,
    current: entry.currentVersionId === null ? null : (versions.get(entry.currentVersionId) ?? null),
  }));
}

/** With the names of their organizations. */
export async function asPublic(sql: Sql, entries: EntryWithCurrent[]): Promise<PublicEntry[]> {
  if (entries.length === 0) return [];
  const ids = entries.map(({ entry }) => entry.organizationId);
  const rows = await sql.selectFrom('organizations').select(['id', 'name']).where('id', 'in', ids).execute();
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return entries.map((found) => ({ ...found, organizationName: names.get(found.entry.organizationId) ?? '' }));
}
