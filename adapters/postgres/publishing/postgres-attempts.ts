import type { Connection } from '../../../domain/connections/connection.ts';
import type { AttemptId, OrganizationId } from '../../../domain/shared/ids.ts';
import type { Attempts } from '../../../ports/publishing/attempts.ts';
import { findConnection } from '../connections/connection-rows.ts';
import type { Database, Sql } from '../database.ts';
import { attemptDetail } from './attempt-detail.ts';
import { latestOf, listAttempts } from './attempt-list.ts';
import { attemptQueues } from './attempt-queues.ts';
import { findAttempt, selectAttempts, toAttempt } from './attempt-rows.ts';
import type { DeletedConnection } from './attempt-tables.ts';
import { cancelAttempt } from './cancelled-attempt.ts';
import { recordOutcome } from './recorded-outcome.ts';
import { requestRun } from './requested-run.ts';
import { settleCommit } from './settled-commit.ts';
import { writeBackRecords } from './write-back-records.ts';

/** `brand` is part of the status contexts of new attempts. */
export function postgresAttempts(database: Database, brand: string): Attempts {
  return {
    find: (id, organizationId) => database.within(organizationId, (sql) => findOwn(sql, id, organizationId)),
    detail: (id, organizationId) => attemptDetail(database, id, organizationId),
    list: (query) => database.within(query.organizationId, (sql) => listAttempts(sql, query)),
    latestOf: (connectionIds, organizationId) =>
      database.within(organizationId, (sql) => latestOf(sql, connectionIds, organizationId)),
    context: (id) => context(database, id),
    findForRerun: (by) => findForRerun(database, by),
    request: (run, by) => requestRun(database, brand, run, by),
    cancel: (id, by) => cancelAttempt(database, id, by),
    settleCommit: (id, resolved) => settleCommit(database, id, resolved),
    recordOutcome: (id, outcome) => recordOutcome(database, id, outcome),
    ...writeBackRecords(database),
    ...attemptQueues(database),
  };
}

async function findOwn(sql: Sql, id: AttemptId, organizationId: OrganizationId) {
  const attempt = await findAttempt(sql, id);
  return attempt?.organizationId === organizationId ? attempt : null;
}

const context = async (database: Database, id: AttemptId): ReturnType<Attempts['context']> => {
  const sql = database.sql();
  const row = await selectAttempts(sql)
    .innerJoin('organizations as o', 'o.id', 'a.organizationId')
    .where('a.id', '=', id)
    .select(['a.outcome', 'a.deletedConnection', 'o.writeBackMode'])
    .executeTakeFirst();
  if (row === undefined) return null;
  const { outcome, writeBackMode, deletedConnection, ...attempt } = row;
  const connection = (await findConnection(sql, attempt.connectionId)) ?? revived(deletedConnection);
  return connection && { attempt: toAttempt(attempt), connection, writeBackMode, outcome };
};

function revived(connection: DeletedConnection | null): Connection | null {
  if (connection === null) return null;
  const { createdAt, updatedAt } = connection;
  return { ...connection, createdAt: new Date(createdAt), updatedAt: new Date(updatedAt) };
}

const findForRerun = async (
  database: Database,
  by: Parameters<Attempts['findForRerun']>[0],
): ReturnType<Attempts['findForRerun']> => {
  const sql = database.sql();
  if ('attemptId' in by) {
    const attempt = await findAttempt(sql, by.attemptId);
    return attempt === null ? [] : [attempt];
  }
  const rows = await selectAttempts(sql)
    .where('a.connectionId', '=', by.connectionId)
    .where('a.commit', '=', by.commit)
    .where('a.joinedTo', 'is', null)
    .distinctOn('a.ref')
    .orderBy('a.ref')
    .orderBy('a.createdAt', 'desc')
    .orderBy('a.run', 'desc')
    .execute();
  return rows.map(toAttempt);
};
