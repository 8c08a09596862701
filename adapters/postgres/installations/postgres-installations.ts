import type { Actor } from '../../../domain/access/actor.ts';
import type { PauseReason } from '../../../domain/connections/connection.ts';
import type { Installation, InstallationFacts } from '../../../domain/installations/installation.ts';
import type { ConnectionId, InstallationId, InstallationRowId, OrganizationId } from '../../../domain/shared/ids.ts';
import type { Installations } from '../../../ports/installations/installations.ts';
import { recordAudit } from '../access/audit-records.ts';
import { endPauses, pauseConnections } from '../connections/pauses.ts';
import type { Database, Lock, Sql } from '../database.ts';
import { newId } from '../new-id.ts';
import { sweepBranch } from '../publishing/new-attempt.ts';
import { auditDetailsOf, auditTargetOf, findInstallation, lockInstallation } from './installation-rows.ts';
import { usesOf } from './installation-uses.ts';
import { unbindInstallation } from './unbound-installation.ts';

/** `brand` is part of the status contexts of new attempts. */
export function postgresInstallations(database: Database, brand: string): Installations {
  return {
    find: (installationId) => findInstallation(database.sql(), installationId),

    listOf: (organizationId) =>
      database.within(organizationId, (sql) =>
        sql
          .selectFrom('github_installations')
          .selectAll()
          .where('organizationId', '=', organizationId)
          .orderBy('createdAt', 'desc')
          .orderBy('id', 'desc')
          .execute(),
      ),

    usesOf: (organizationId) => database.within(organizationId, (sql) => usesOf(sql, organizationId)),

    keep: (facts) =>
      database.transaction(async (sql, lock) => {
        await lockInstallation(lock, facts.installationId);
        const tombstone = await sql
          .selectFrom('github_installation_tombstones')
          .select('installationId')
          .where('installationId', '=', facts.installationId)
          .executeTakeFirst();
        if (tombstone !== undefined) return { kind: 'deleted' };
        const now = database.now();
        await removeEarlier(sql, lock, facts, now);
        const known = await findInstallation(sql, facts.installationId);
        const installation = await store(sql, facts, {}, now);
        await sweepIfLifted(sql, known, installation, brand, now);
        return { kind: 'kept', installation };
      }),

    bind: (facts, by) => bind(database, brand, facts, by),
    unbind: (installationId, by) => unbindInstallation(database, installationId, by),
    remove: (installationId) => remove(database, installationId),
  };
}

/** Whoever learns that a suspension is over: the event that ends it may have been lost. */
async function sweepIfLifted(
  sql: Sql,
  known: Installation | null,
  { installationId, organizationId, suspended }: Installation,
  brand: string,
  now: Date,
): Promise<void> {
  if (!known?.suspended || suspended) return;
  const connections = sql
    .selectFrom('github_connections')
    .select('id')
    .where('installationId', '=', installationId)
    .where('organizationId', '=', organizationId);
  for (const { id } of await connections.orderBy('id').execute()) await sweepBranch(sql, id, brand, now);
}

const bind = (
  database: Database,
  brand: string,
  facts: InstallationFacts,
  by: Actor,
): ReturnType<Installations['bind']> =>
  // As the service: until it is bound, the row is no organization's, and the one before may have been another's.
  database.transaction(async (sql, lock) => {
    await lockInstallation(lock, facts.installationId);
    const { organizationId } = by;
    const known = await findInstallation(sql, facts.installationId);
    if (known !== null && known.organizationId !== null && known.organizationId !== organizationId) {
      return { kind: 'bound-elsewhere' };
    }
    // The facts are GitHub's answer of just now: whatever left a tombstone, this installation exists.
    await sql.deleteFrom('github_installation_tombstones').where('installationId', '=', facts.installationId).execute();
    const now = database.now();
    await removeEarlier(sql, lock, facts, now);
    const installation = await store(sql, facts, { organizationId }, now);
    await sweepIfLifted(sql, known, installation, brand, now);
    const takenBack = await takeBackConnections(sql, installation, organizationId, now);
    for (const id of takenBack) await sweepBranch(sql, id, brand, now);
    if (known?.organizationId !== organizationId) {
      const details = { ...auditDetailsOf(installation), connections_resumed: takenBack.length };
      await recordAudit(sql, by, { action: 'installation.bound', target: auditTargetOf(installation), details }, now);
    }
    return { kind: 'bound', installation };
  });

const remove = (database: Database, installationId: InstallationId): Promise<void> =>
  database.transaction((sql, lock) => removeIn(sql, lock, installationId, database.now()));

async function removeIn(sql: Sql, lock: Lock, installationId: InstallationId, now: Date): Promise<void> {
  await lockInstallation(lock, installationId);
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
}

/** An account has one installation of an App at a time: GitHub shows this one, so the event of another's end was lost. */
async function removeEarlier(
  sql: Sql,
  lock: Lock,
  { installationId, accountId }: InstallationFacts,
  now: Date,
): Promise<void> {
  const ofAccount = sql.selectFrom('github_installations').select('installationId').where('accountId', '=', accountId);
  for (const earlier of await ofAccount.where('installationId', '<', installationId).execute()) {
    await removeIn(sql, lock, earlier.installationId, now);
  }
}

async function store(
  sql: Sql,
  facts: InstallationFacts,
  binding: { organizationId?: OrganizationId },
  now: Date,
): Promise<Installation> {
  await followAccount(sql, facts, now);
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

/** Connections of an earlier installation on the account come back; what else pauses them stays. Gives those that go on. */
async function takeBackConnections(
  sql: Sql,
  { installationId, accountId }: Installation,
  organizationId: OrganizationId,
  now: Date,
): Promise<ConnectionId[]> {
  const ofAccount = sql
    .selectFrom('github_connections')
    .select(['id', 'pausedReasons'])
    .where('organizationId', '=', organizationId)
    .where('repositoryOwnerId', '=', accountId);
  const ended: PauseReason[] = ['installation_deleted', 'installation_unbound'];
  const rows = (await ofAccount.execute()).filter((row) => ended.some((reason) => row.pausedReasons.includes(reason)));
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  const connections = sql.updateTable('github_connections').set({ installationId, updatedAt: now });
  await connections.where('id', 'in', ids).where('installationId', '!=', installationId).execute();
  // What the former installation reached says nothing of this one: the next attempt asks what it reaches.
  return endPauses(sql, ids, [...ended, 'repository_removed_from_installation'], now);
}

/** A renamed account: the names of its repositories follow, save of those that left it for another one. */
async function followAccount(sql: Sql, { accountId, accountLogin }: InstallationFacts, now: Date): Promise<void> {
  await sql
    .updateTable('github_connections')
    .set({ repositoryOwner: accountLogin, updatedAt: now })
    .where('repositoryOwnerId', '=', accountId)
    .where('repositoryOwner', '!=', accountLogin)
    .where((where) =>
      where.not(where(where.val<PauseReason>('repository_transferred'), '=', where.fn.any('pausedReasons'))),
    )
    .execute();
}
