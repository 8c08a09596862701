import type { VersionFacts } from '../../../domain/registry/entry-state.ts';
import type { EntryId, VersionId } from '../../../domain/shared/ids.ts';
import type { Sql } from '../database.ts';
import { toOrigin } from './version-rows.ts';

/**
 * Locks the entry; whoever locks its connection too does so afterwards. Rows that refer to the entry can still be
 * added meanwhile.
 */
export async function lockEntry(sql: Sql, id: EntryId) {
  return await sql
    .selectFrom('registry_entries')
    .select(['id', 'currentVersionId', 'currentChosenAt'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
}

export type LockedEntry = Awaited<ReturnType<typeof lockEntry>>;

/** What planning a push needs of the entry's versions, oldest first. */
export async function versionFacts(sql: Sql, entryId: EntryId): Promise<VersionFacts[]> {
  const rows = await sql
    .selectFrom('registry_versions as v')
    .innerJoin('registry_archives as a', 'a.contentHash', 'v.contentHash')
    .select(['v.id', 'v.version', 'v.originKind', 'v.connectionId', 'v.sourceRef', 'v.sourceTag', 'v.rolledBack'])
    .select(['v.publishedAt', 'a.manifestHash'])
    .where('v.entryId', '=', entryId)
    .orderBy('v.publishedAt')
    .execute();
  return rows.map((row) => {
    const { id, version, manifestHash, rolledBack, publishedAt } = row;
    return { id, version, origin: toOrigin(row), manifestHash, rolledBack, publishedAt };
  });
}

/** Makes the version current because the rules say so, not because somebody chose it. The entry is locked. */
export async function moveCurrent(sql: Sql, entryId: EntryId, to: VersionId): Promise<void> {
  await sql
    .updateTable('registry_entries')
    .set({ currentVersionId: to, currentChosenAt: null })
    .where('id', '=', entryId)
    .execute();
}
