import type { Actor } from '../../../domain/access/actor.ts';
import { type Connection, repositoryFullName } from '../../../domain/connections/connection.ts';
import { changedPauses } from '../../../domain/connections/pauses.ts';
import { judgeSighting, type RepositorySighting } from '../../../domain/deliveries/repository-sighting.ts';
import type { ConnectionId, RepositoryId } from '../../../domain/shared/ids.ts';
import type { ReachedRepository, RepositorySightings } from '../../../ports/connections/repository-sightings.ts';
import { recordAudit } from '../access/audit-records.ts';
import type { Database, Sql } from '../database.ts';
import { sweepBranch } from '../publishing/new-attempt.ts';
import { lockEntries } from '../registry/entry-rows.ts';
import { hideEntry, showEntry } from '../registry/hidden-entries.ts';
import { findConnection, type LockedConnection, lockConnections, selectConnections } from './connection-rows.ts';
import { pauseConnections, setPauses } from './pauses.ts';

/** `brand` is part of the status contexts of new attempts. All of it is the service's: events name no organization. */
export function repositorySightings(database: Database, brand: string): RepositorySightings {
  return {
    connectionsOf: (repositoryId) =>
      selectConnections(database.sql()).where('c.repositoryId', '=', repositoryId).orderBy('c.id').execute(),

    connectionsByName: ({ repository }) =>
      selectConnections(database.sql())
        .where(({ fn }) => fn('lower', ['c.repositoryOwner']), '=', repository.owner.toLowerCase())
        .where(({ fn }) => fn('lower', ['c.repositoryName']), '=', repository.name.toLowerCase())
        .where('c.repositoryId', '!=', repository.id)
        .orderBy('c.id')
        .execute(),

    connectionsThrough: (installationId) =>
      selectConnections(database.sql()).where('c.installationId', '=', installationId).orderBy('c.id').execute(),

    seen: (sighting) => database.transaction((sql) => follow(sql, sighting, brand, database.now())),

    madePrivate: (repositoryId) =>
      database.transaction(async (sql) => {
        for (const connection of await lockWithEntries(sql, repositoryId)) {
          if (connection.repositoryPrivate) continue;
          await hideEntry(sql, connection.entryId, database.now());
          await update(sql, connection.id, { repositoryPrivate: true, updatedAt: database.now() });
        }
      }),

    outOfReach: (repositoryId, installationId) =>
      database.transaction(async (sql) => {
        const connections = await lockOf(sql, repositoryId);
        const ids = connections.filter((it) => it.installationId === installationId).map((it) => it.id);
        await pauseConnections(sql, ids, 'repository_removed_from_installation', database.now());
      }),

    gone: (repositoryId, reason) =>
      database.transaction(async (sql) => {
        const ids = (await lockOf(sql, repositoryId)).map((it) => it.id);
        await pauseConnections(sql, ids, reason, database.now());
      }),

    confirmTransfer: (id, sighting, by) =>
      database.transaction((sql) => confirmTransfer(sql, { id, sighting, by, brand, now: database.now() })),
  };
}

async function lockOf(sql: Sql, repositoryId: RepositoryId): Promise<LockedConnection[]> {
  return lockAll(sql, await rowsOf(sql, repositoryId));
}

/** For changes that may hide or show entries too: an entry is locked before its connection. */
async function lockWithEntries(sql: Sql, repositoryId: RepositoryId): Promise<LockedConnection[]> {
  const rows = await rowsOf(sql, repositoryId);
  if (rows.length === 0) return [];
  await lockEntries(
    sql,
    rows.map((row) => row.entryId),
  );
  return lockAll(sql, rows);
}

function rowsOf(sql: Sql, repositoryId: RepositoryId) {
  const connections = sql.selectFrom('github_connections').select(['id', 'entryId']);
  return connections.where('repositoryId', '=', repositoryId).execute();
}

async function lockAll(sql: Sql, rows: { id: ConnectionId }[]): Promise<LockedConnection[]> {
  const ids = rows.map((row) => row.id);
  return ids.length === 0 ? [] : lockConnections(sql, ids);
}

async function follow(sql: Sql, sighting: RepositorySighting, brand: string, now: Date): Promise<ConnectionId[]> {
  const resumed: ConnectionId[] = [];
  for (const connection of await lockWithEntries(sql, sighting.repository.id)) {
    const { pausedReasons, entry } = judgeSighting(connection, sighting);
    if (entry === 'hide') await hideEntry(sql, connection.entryId, now);
    if (entry === 'show') await showEntry(sql, connection.entryId);
    await followFacts(sql, connection, sighting, now);
    if (!(await setPauses(sql, connection, pausedReasons, now))) continue;
    resumed.push(connection.id);
    await sweepBranch(sql, connection.id, brand, now);
  }
  return resumed;
}

async function followFacts(sql: Sql, known: LockedConnection, { repository }: RepositorySighting, now: Date) {
  const { owner: repositoryOwner, name: repositoryName } = repository;
  const { private: repositoryPrivate, archived: repositoryArchived } = repository;
  const isNew =
    known.repositoryOwner !== repositoryOwner ||
    known.repositoryName !== repositoryName ||
    known.repositoryPrivate !== repositoryPrivate ||
    known.repositoryArchived !== repositoryArchived;
  const facts = { repositoryOwner, repositoryName, repositoryPrivate, repositoryArchived };
  if (isNew) await update(sql, known.id, { ...facts, updatedAt: now });
}

type Confirmation = { id: ConnectionId; sighting: ReachedRepository; by: Actor; brand: string; now: Date };

async function confirmTransfer(sql: Sql, confirmation: Confirmation): Promise<Connection | null> {
  const { id, sighting, by, brand, now } = confirmation;
  const { repository, installationId } = sighting;
  const before = (await lockWithEntries(sql, repository.id)).find((connection) => connection.id === id);
  if (before?.organizationId !== by.organizationId) return null;
  await update(sql, id, { repositoryOwnerId: repository.ownerId, installationId, updatedAt: now });
  // What kept the former installation from the repository is over with it.
  const pausedReasons = changedPauses(before.pausedReasons, {
    ended: ['installation_deleted', 'installation_unbound'],
  });
  if (await setPauses(sql, before, pausedReasons, now)) await sweepBranch(sql, id, brand, now);
  await follow(sql, sighting, brand, now);
  const connection = await findConnection(sql, id);
  if (connection === null) return null;
  const details = {
    repository: repositoryFullName(connection),
    repository_owner_id: { from: before.repositoryOwnerId, to: repository.ownerId },
    installation_id: { from: before.installationId, to: installationId },
  };
  await recordAudit(
    sql,
    by,
    { action: 'connection.transfer_confirmed', target: { type: 'connection', id }, details },
    now,
  );
  return connection;
}

type Changes = Partial<
  Pick<
    LockedConnection,
    | 'installationId'
    | 'repositoryOwnerId'
    | 'repositoryOwner'
    | 'repositoryName'
    | 'repositoryPrivate'
    | 'repositoryArchived'
    | 'updatedAt'
  >
>;

async function update(sql: Sql, id: ConnectionId, changes: Changes): Promise<void> {
  await sql.updateTable('github_connections').set(changes).where('id', '=', id).execute();
}
