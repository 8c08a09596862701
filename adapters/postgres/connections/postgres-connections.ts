import type { Connection } from '../../../domain/connections/connection.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import type { Connections, NewConnection } from '../../../ports/connections/connections.ts';
import { type Database, type Sql, violates } from '../database.ts';
import { cancelPending } from '../publishing/finished-attempts.ts';
import { findConnection, lockConnection, selectConnections } from './connection-rows.ts';
import { pauseConnections } from './pauses.ts';

export function postgresConnections(database: Database): Connections {
  return {
    create: (connection) => create(database, connection),
    listOf: (organizationId) => selectOf(database.sql(), organizationId).execute(),

    find: async (id, organizationId) =>
      (await selectOf(database.sql(), organizationId).where('c.id', '=', id).executeTakeFirst()) ?? null,

    setWriteBack: async (id, organizationId, enabled) => {
      const sql = database.sql();
      await sql
        .updateTable('github_connections')
        .set({ writeBackEnabled: enabled, updatedAt: database.now() })
        .where('id', '=', id)
        .where('organizationId', '=', organizationId)
        .where('writeBackEnabled', '!=', enabled)
        .execute();
      return (await selectOf(sql, organizationId).where('c.id', '=', id).executeTakeFirst()) ?? null;
    },

    delete: (id, organizationId) =>
      database.transaction(async (sql) => {
        const connection = await lockConnection(sql, id);
        if (connection?.organizationId !== organizationId) return false;
        await cancelPending(sql, connection, database.now());
        await sql.deleteFrom('github_connections').where('id', '=', id).execute();
        return true;
      }),

    listOfInstallation: (installationId) =>
      selectConnections(database.sql()).where('c.installationId', '=', installationId).orderBy('c.id').execute(),

    listOfRepository: (repositoryId) =>
      selectConnections(database.sql()).where('c.repositoryId', '=', repositoryId).orderBy('c.id').execute(),

    followRepository: (repository) => followRepository(database, repository),

    pauseRepository: (repositoryId, reason) =>
      database.transaction(async (sql) => {
        const connections = sql.selectFrom('github_connections').select('id').where('repositoryId', '=', repositoryId);
        const rows = await connections.orderBy('id').forNoKeyUpdate().execute();
        const ids = rows.map((row) => row.id);
        await pauseConnections(sql, ids, reason, database.now());
      }),

    resume: (where, reason) => resume(database, where, reason),

    writeBackMode: async (organizationId) => {
      const row = await database
        .sql()
        .selectFrom('organizations')
        .select('writeBackMode')
        .where('id', '=', organizationId)
        .executeTakeFirst();
      if (row === undefined) throw new Error(`Organization ${organizationId} does not exist`);
      return row.writeBackMode;
    },

    setWriteBackMode: async (organizationId, mode) => {
      const organization = database.sql().updateTable('organizations').where('id', '=', organizationId);
      await organization.set({ writeBackMode: mode }).execute();
    },
  };
}

function selectOf(sql: Sql, organizationId: OrganizationId) {
  return selectConnections(sql)
    .where('c.organizationId', '=', organizationId)
    .orderBy('c.createdAt', 'desc')
    .orderBy('c.id', 'desc');
}

const create = (database: Database, connection: NewConnection): ReturnType<Connections['create']> =>
  database
    .transaction(async (sql): Promise<{ kind: 'created'; connection: Connection }> => {
      const now = database.now();
      await sql
        .insertInto('github_connections')
        .values({ ...connection, createdAt: now, updatedAt: now })
        .execute();
      const created = await findConnection(sql, connection.id);
      if (created === null) throw new Error(`Connection ${connection.id} was not stored`);
      return { kind: 'created', connection: created };
    })
    .catch((error: unknown) => {
      if (violates(error, 'github_connections_entry')) return { kind: 'entry-connected' };
      throw error;
    });

const followRepository: (
  database: Database,
  repository: Parameters<Connections['followRepository']>[0],
) => Promise<void> = async (database, repository) => {
  const { owner, name } = repository;
  await database
    .sql()
    .updateTable('github_connections')
    .set({ repositoryOwner: owner, repositoryName: name, updatedAt: database.now() })
    .where('repositoryId', '=', repository.id)
    .where((where) => where.or([where('repositoryOwner', '!=', owner), where('repositoryName', '!=', name)]))
    .execute();
};

const resume = async (database: Database, ...[where, reason]: Parameters<Connections['resume']>): Promise<void> => {
  const paused = database
    .sql()
    .updateTable('github_connections')
    .set({ pausedReason: null, updatedAt: database.now() })
    .where('pausedReason', '=', reason)
    .where('installationId', '=', where.installationId);
  await ('repositoryId' in where ? paused.where('repositoryId', '=', where.repositoryId) : paused).execute();
};
