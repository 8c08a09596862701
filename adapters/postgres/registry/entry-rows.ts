import type { CurrentMove, CurrentMoveCause, MovedPointer } from '../../../domain/registry/current-moves.ts';
import type { EntryState, VersionFacts } from '../../../domain/registry/entry-state.ts';
import type { EntryId, OrganizationId } from '../../../domain/shared/ids.ts';
import type { Sql } from '../database.ts';
import { newId } from '../new-id.ts';
import { toOrigin } from './version-rows.ts';

/**
 * Locks the entry; whoever locks its connection too does so afterwards. Rows that refer to the entry can still be
 * added meanwhile.
 */
export async function lockEntry(sql: Sql, id: EntryId) {
  return await selectForUpdate(sql, id).executeTakeFirstOrThrow();
}

/** The same for a request of the organization; null when it has no such entry. */
export async function lockEntryOf(sql: Sql, id: EntryId, organizationId: OrganizationId): Promise<LockedEntry | null> {
  return (await selectForUpdate(sql, id).where('organizationId', '=', organizationId).executeTakeFirst()) ?? null;
}

/** Locks several entries, in the order of their ids. */
export async function lockEntries(sql: Sql, ids: EntryId[]): Promise<void> {
  const entries = sql.selectFrom('registry_entries').select('id').where('id', 'in', ids);
  await entries.orderBy('id').forNoKeyUpdate().execute();
}

/** As `lockEntryOf`, for who only reads. */
export async function readEntryOf(sql: Sql, id: EntryId, organizationId: OrganizationId): Promise<LockedEntry | null> {
  return (await selectEntry(sql, id).where('organizationId', '=', organizationId).executeTakeFirst()) ?? null;
}

function selectForUpdate(sql: Sql, id: EntryId) {
  return selectEntry(sql, id).forNoKeyUpdate();
}

function selectEntry(sql: Sql, id: EntryId) {
  return sql.selectFrom('registry_entries').select(['id', 'currentVersionId', 'currentChosenAt']).where('id', '=', id);
}

export type LockedEntry = Awaited<ReturnType<typeof lockEntry>>;

/** What planning a push needs of the entry's versions, oldest first. */
export async function versionFacts(sql: Sql, entryId: EntryId): Promise<VersionFacts[]> {
  const rows = await sql
    .selectFrom('registry_versions as v')
    .innerJoin('registry_archives as a', 'a.contentHash', 'v.contentHash')
    .select(['v.id', 'v.version', 'v.originKind', 'v.connectionId', 'v.sourceRef', 'v.sourceTag', 'v.rolledBack'])
    .select(['v.yankedAt', 'v.publishedAt', 'a.manifestHash'])
    .where('v.entryId', '=', entryId)
    .orderBy('v.publishedAt')
    .execute();
  return rows.map((row) => {
    const { id, version, manifestHash, rolledBack, publishedAt } = row;
    return { id, version, origin: toOrigin(row), manifestHash, rolledBack, yanked: row.yankedAt !== null, publishedAt };
  });
}

/** How the entry stands. */
export async function entryState(sql: Sql, entry: LockedEntry): Promise<EntryState> {
  const versions = await versionFacts(sql, entry.id);
  return { versions, currentId: entry.currentVersionId, currentChosenAt: entry.currentChosenAt };
}

/** Every move of the entry's current version, oldest first. */
export async function currentMoves(sql: Sql, entryId: EntryId): Promise<CurrentMove[]> {
  const rows = await sql
    .selectFrom('registry_current_moves')
    .select(['versionId', 'chosenAt', 'cause', 'movedAt'])
    .where('entryId', '=', entryId)
    .orderBy('position')
    .execute();
  return rows.map(({ versionId, ...move }) => ({ to: versionId, ...move }));
}

/** Moves the current version of the locked entry, and keeps that it moved. */
export async function moveCurrent(
  sql: Sql,
  entryId: EntryId,
  { to, chosenAt }: MovedPointer,
  cause: CurrentMoveCause,
  now: Date,
): Promise<void> {
  await sql
    .updateTable('registry_entries')
    .set({ currentVersionId: to, currentChosenAt: chosenAt })
    .where('id', '=', entryId)
    .execute();
  const last = await sql
    .selectFrom('registry_current_moves')
    .select('position')
    .where('entryId', '=', entryId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const movedAt = await noEarlierThanVersions(sql, entryId, now);
  const position = (last?.position ?? 0) + 1;
  await sql
    .insertInto('registry_current_moves')
    .values({ id: newId(), entryId, position, versionId: to, chosenAt, cause, movedAt })
    .execute();
}

// So that what was published after a move is told by its time, whatever the clocks of several servers say.
async function noEarlierThanVersions(sql: Sql, entryId: EntryId, now: Date): Promise<Date> {
  const newest = await newestPublication(sql, entryId);
  return newest !== null && newest > now ? newest : now;
}

/** When the entry's newest version was published; null when it has none. */
export async function newestPublication(sql: Sql, entryId: EntryId): Promise<Date | null> {
  const newest = await sql
    .selectFrom('registry_versions')
    .select('publishedAt')
    .where('entryId', '=', entryId)
    .orderBy('publishedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest?.publishedAt ?? null;
}
