import type { Actor } from '../../../domain/access/actor.ts';
import { type Connection, repositoryFullName, type WriteBackMode } from '../../../domain/connections/connection.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import type { Connections, NewConnection } from '../../../ports/connections/connections.ts';
import { recordAudit } from '../access/audit-records.ts';
import { type Database, type Sql, violates } from '../database.ts';
import { cancelPending } from '../publishing/finished-attempts.ts';
import { selectEntries } from '../registry/entry-lists.ts';
import { lockEntryOf } from '../registry/entry-rows.ts';
import { updateConnection } from './changed-connection.ts';
import { linksOf, listConnections } from './connection-list.ts';
import { findConnection, type LockedConnection, lockConnection, selectConnections } from './connection-rows.ts';

/** `brand` is part of the status contexts of new attempts. */
export function postgresConnections(database: Database, brand: string): Connections {
  return {
    create: (connection, by, options) => create(database, connection, by, options?.confirmed ?? false),
    list: (query) => database.within(query.organizationId, (sql) => listConnections(sql, query)),

    find: (id, organizationId) =>
      database.within(organizationId, async (sql) => {
        const own = selectConnections(sql).where('c.id', '=', id).where('c.organizationId', '=', organizationId);
        return (await own.executeTakeFirst()) ?? null;
      }),

    update: (id, changes, by) => updateConnection(database, brand, id, changes, by),

    delete: (id, by) =>
      database.within(by.organizationId, async (sql) => {
        const connection = await lockConnection(sql, id);
        if (connection?.organizationId !== by.organizationId) return false;
        const now = database.now();
        await cancelPending(sql, connection, now);
        await sql.deleteFrom('github_connections').where('id', '=', id).execute();
        const details = auditDetailsOf(connection);
        await recordAudit(sql, by, { action: 'connection.deleted', target: { type: 'connection', id }, details }, now);
        return true;
      }),

    linksOf: (repositoryIds, organizationId) => linksOf(database, repositoryIds, organizationId),

    writeBackMode: (organizationId) =>
      database.within(organizationId, (sql) => modeOf(organizationRow(sql, organizationId))),

    setWriteBackMode: (mode, by) =>
      database.within(by.organizationId, async (sql) => {
        const id = by.organizationId;
        const before = await modeOf(organizationRow(sql, id).forNoKeyUpdate());
        if (before === mode) return;
        await sql.updateTable('organizations').set({ writeBackMode: mode }).where('id', '=', id).execute();
        const details = { write_back_mode: { from: before, to: mode } };
        const target = { type: 'organization', id } as const;
        await recordAudit(sql, by, { action: 'write_back_mode.updated', target, details }, database.now());
      }),
  };
}

function organizationRow(sql: Sql, id: OrganizationId) {
  return sql.selectFrom('organizations').select('writeBackMode').where('id', '=', id);
}

async function modeOf(row: ReturnType<typeof organizationRow>): Promise<WriteBackMode> {
  return (await row.executeTakeFirstOrThrow()).writeBackMode;
}

/** What the audit log keeps of a connection that was made or removed. */
function auditDetailsOf(connection: NewConnection | LockedConnection) {
  return {
    repository: repositoryFullName(connection),
    entry_id: connection.entryId,
    installation_id: connection.installationId,
    skill_path: connection.skillPath,
    default_branch: connection.defaultBranch,
    tag_pattern: connection.tagPattern,
  };
}

function create(
  database: Database,
  connection: NewConnection,
  by: Actor,
  confirmed: boolean,
): ReturnType<Connections['create']> {
  return database
    .within(by.organizationId, async (sql) => {
      const entry = await privateEntryShown(sql, connection, by);
      if (entry !== null && !confirmed) return { kind: 'confirmation-needed', entry } as const;
      return { kind: 'created', connection: await insertConnection(sql, connection, by, database.now()) } as const;
    })
    .catch((error: unknown) => {
      if (violates(error, 'github_connections_entry')) return { kind: 'entry-connected' };
      throw error;
    });
}

/** The connection's entry, if everybody could read what comes from a repository that is not known to be public. */
async function privateEntryShown(sql: Sql, { entryId, repositoryPrivate }: NewConnection, by: Actor) {
  // Locked, so that nobody makes it public before its connection is there for him to see.
  if ((await lockEntryOf(sql, entryId, by.organizationId)) === null) throw new Error(`Entry ${entryId} does not exist`);
  if (repositoryPrivate === false) return null;
  const entry = await selectEntries(sql).where('e.id', '=', entryId).executeTakeFirstOrThrow();
  return entry.visibility === 'org' ? null : entry;
}

async function insertConnection(sql: Sql, connection: NewConnection, by: Actor, now: Date): Promise<Connection> {
  await sql
    .insertInto('github_connections')
    .values({ ...connection, createdAt: now, updatedAt: now })
    .execute();
  const created = await findConnection(sql, connection.id);
  if (created === null) throw new Error(`Connection ${connection.id} was not stored`);
  const target = { type: 'connection', id: connection.id } as const;
  const details = auditDetailsOf(connection);
  await recordAudit(sql, by, { action: 'connection.created', target, details }, now);
  return created;
}
