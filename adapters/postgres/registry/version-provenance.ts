import type { EntryId, OrganizationId } from '../../../domain/shared/ids.ts';
import type { VersionContents, VersionProvenance } from '../../../ports/registry/registry.ts';
import type { Sql } from '../database.ts';
import { selectEntries } from './entry-lists.ts';
import { selectVersions, toVersion } from './version-rows.ts';

type Wanted = { entryId: EntryId; version: string; organizationId: OrganizationId };

/** See `VersionContents`; null when the organization has no such entry or the entry no such version. */
export async function contentsOf(sql: Sql, wanted: Wanted): Promise<VersionContents | null> {
  return (await readContents(sql, wanted))?.contents ?? null;
}

async function readContents(sql: Sql, { entryId, version, organizationId }: Wanted) {
  const entry = await selectEntries(sql)
    .where('e.id', '=', entryId)
    .where('e.organizationId', '=', organizationId)
    .executeTakeFirst();
  if (entry === undefined) return null;
  const row = await selectVersions(sql)
    .select(['a.unpackedBytes', 'a.compressor', 'a.fileManifest', 'a.skillManifest'])
    .where('v.entryId', '=', entryId)
    .where('v.version', '=', version)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { contentHash, tarHash, manifestHash, sizeBytes, unpackedBytes, compressor, fileManifest: files } = row;
  const archive = { contentHash, tarHash, manifestHash, sizeBytes, unpackedBytes, compressor, files };
  const contents: VersionContents = { version: toVersion(row), entry, archive, skill: row.skillManifest };
  return { row, contents };
}

/** See `VersionProvenance`; null as for `contentsOf`. */
export async function provenanceOf(sql: Sql, wanted: Wanted): Promise<VersionProvenance | null> {
  const read = await readContents(sql, wanted);
  if (read === null) return null;
  const { row, contents } = read;
  const attempt = await sql
    .selectFrom('github_publish_attempts')
    .select('id')
    .where('versionId', '=', row.id)
    .where('status', '=', 'published')
    .orderBy('createdAt')
    .limit(1)
    .executeTakeFirst();
  const pusher = row.pushedBy
    ? await sql.selectFrom('members').select(['id', 'name']).where('id', '=', row.pushedBy).executeTakeFirst()
    : undefined;
  return {
    ...contents,
    attemptId: attempt?.id ?? null,
    pushedBy: pusher ? { memberId: pusher.id, name: pusher.name } : null,
    rollback: row.rolledBack && row.rolledBackAt ? { at: row.rolledBackAt, reason: row.rollbackReason } : null,
  };
}
