import type { Actor } from '../../../domain/access/actor.ts';
import { type Connection, repositoryFullName, type WriteBackMode } from '../../../domain/connections/connection.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import type { Connections, NewConnection } from '../../../ports/connections/connections.ts';
import { recordAudit } from '../access/audit-records.ts';
import { type Database, type Sql, violates } from '../database.ts';
import { cancelPending } from '../publishing/finished-attempts.ts';
import { updateConnection } from './changed-connection.ts';
import { linksOf, listConnections } from './connection-list.ts';
import { findConnection, type LockedConnection, lockConnection, selectConnections } from './connection-rows.ts';

export function postgresConnections(database: Database): Connections {
  return {
    create: (connection, by) => create(database, connection, by),
    list: (query) => database.within(query.organizationId, (sql) => listConnections(sql, query)),

    find: (id, organizationId) =>
      database.within(organizationId, async (sql) => {
        const own = selectConnections(sql).where('c.id', '=', id).where('c.organizationId', '=', organizationId);
        return (await own.executeTakeFirst()) ?? null;
      }),

    update: (id, changes, by) => updateConnection(database, id, changes, by),

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

const create = (database: Database, connection: NewConnection, by: Actor): ReturnType<Connections['create']> =>
  database
    .within(by.organizationId, async (sql): Promise<{ kind: 'created'; connection: Connection }> => {
      const now = database.now();
      await sql
        .insertInto('github_connections')
        .values({ ...connection, createdAt: now, updatedAt: now })
        .execute();
      const created = await findConnection(sql, connection.id);
      if (created === null) throw new Error(`Connection ${connection.id} was not stored`);
      const target = { type: 'connection', id: connection.id } as const;
      const details = auditDetailsOf(connection);
      await recordAudit(sql, by, { action: 'connection.created', target, details }, now);
      return { kind: 'created', connection: created };
    })
    .catch((error: unknown) => {
      if (violates(error, 'github_connections_entry')) return { kind: 'entry-connected' };
      throw error;
    });
