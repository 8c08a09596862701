import type { Installation, InstallationFacts } from '../../../domain/installations/installation.ts';
import type { ConnectionId, InstallationId, InstallationRowId, OrganizationId } from '../../../domain/shared/ids.ts';
import type { Installations } from '../../../ports/installations/installations.ts';
import { lockConnection } from '../connections/connection-rows.ts';
import { pauseConnections } from '../connections/pauses.ts';
import type { Database, Lock, Sql } from '../database.ts';
import { newId } from '../new-id.ts';
import { branchRefOf } from '../publishing/key-runs.ts';
import { insertRun } from '../publishing/new-attempt.ts';

/** `brand` is part of the status contexts of new attempts. */
export function postgresInstallations(database: Database, brand: string): Installations {
  return {
    find: (installationId) => find(database.sql(), installationId),

    listOf: (organizationId) =>
      database
        .sql()
        .selectFrom('github_installations')
        .selectAll()
        .where('organizationId', '=', organizationId)
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc')
        .execute(),

    keep: (facts) =>
      database.transaction(async (sql, lock) => {
        await lockInstallation(lock, facts.installationId);
        const tombstone = await sql
          .selectFrom('github_installation_tombstones')
          .select('installationId')
          .where('installationId', '=', facts.installationId)
          .executeTakeFirst();
        if (tombstone !== undefined) return { kind: 'deleted' };
        return { kind: 'kept', installation: await store(sql, facts, {}, database.now()) };
      }),

    bind: (facts, organizationId) => bind(database, brand, facts, organizationId),
    remove: (installationId) => remove(database, installationId),
  };
}

const bind = (
  database: Database,
  brand: string,
  facts: InstallationFacts,
  organizationId: OrganizationId,
): ReturnType<Installations['bind']> =>
  database.transaction(async (sql, lock) => {
    await lockInstallation(lock, facts.installationId);
    const known = await find(sql, facts.installationId);
    if (known !== null && known.organizationId !== null && known.organizationId !== organizationId) {
      return { kind: 'bound-elsewhere' };
    }
    // The facts are GitHub's answer of just now: whatever left a tombstone, this installation exists.
    await sql.deleteFrom('github_installation_tombstones').where('installationId', '=', facts.installationId).execute();
    const now = database.now();
    const installation = await store(sql, facts, { organizationId }, now);
    const takenBack = await takeBackConnections(sql, installation, organizationId, now);
    for (const id of takenBack) await sweep(sql, id, brand, now);
    return { kind: 'bound', installation };
  });

const remove = (database: Database, installationId: InstallationId): Promise<void> =>
  database.transaction(async (sql, lock) => {
    await lockInstallation(lock, installationId);
    const now = database.now();
    await sql
      .insertInto('github_installation_tombstones')
      .values({ installationId, deletedAt: now })
      .onConflict((conflict) => conflict.column('installationId').doNothing())
      .execute();
    await sql.deleteFrom('github_installations').where('installationId', '=', installationId).execute();
    const connections = sql.selectFrom('github_connections').select('id').where('installationId', '=', installationId);
    const rows = await connections.orderBy('id').forNoKeyUpdate().execute();
    const ids = rows.map((row) => row.id);
    await pauseConnections(sql, ids, 'installation_deleted', now);
  });

// The row may not exist yet: what happens to one installation is put in order by a lock on its id.
function lockInstallation(lock: Lock, id: InstallationId): Promise<void> {
  return lock(`installation/${id}`);
}

async function find(sql: Sql, id: InstallationId): Promise<Installation | null> {
  const rows = sql.selectFrom('github_installations').selectAll().where('installationId', '=', id);
  return (await rows.executeTakeFirst()) ?? null;
}

async function store(
  sql: Sql,
  facts: InstallationFacts,
  binding: { organizationId?: OrganizationId },
  now: Date,
): Promise<Installation> {
  const changed = { ...columnsOf(facts), ...binding, updatedAt: now };
  return await sql
    .insertInto('github_installations')
    .values({ ...changed, id: newId<InstallationRowId>(), createdAt: now })
    .onConflict((conflict) => conflict.column('installationId').doUpdateSet(changed))
    .returningAll()
    .executeTakeFirstOrThrow();
}

function columnsOf(facts: InstallationFacts): InstallationFacts {
  const { installationId, accountId, accountLogin, accountType, suspended } = facts;
  const { permissions, events, repositorySelection } = facts;
  return { installationId, accountId, accountLogin, accountType, suspended, permissions, events, repositorySelection };
}

async function takeBackConnections(
  sql: Sql,
  installation: Installation,
  organizationId: OrganizationId,
  now: Date,
): Promise<ConnectionId[]> {
  const paused = sql
    .selectFrom('github_connections')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('repositoryOwnerId', '=', installation.accountId)
    .where('pausedReason', '=', 'installation_deleted');
  const rows = await paused.orderBy('id').forNoKeyUpdate().execute();
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  await sql
    .updateTable('github_connections')
    .set({ installationId: installation.installationId, pausedReason: null, updatedAt: now })
    .where('id', 'in', ids)
    .execute();
  return ids;
}

/** What was pushed while the connection was paused is published now: whatever its branch's head is. */
async function sweep(sql: Sql, id: ConnectionId, brand: string, now: Date): Promise<void> {
  const connection = await lockConnection(sql, id);
  if (connection === null || !connection.autoPublish || connection.pausedReason !== null) return;
  await insertRun(sql, { connection, trigger: 'sweep', ref: branchRefOf(connection), commit: null, brand, now });
}
