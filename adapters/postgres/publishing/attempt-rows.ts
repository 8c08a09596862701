import { repositoryFullName } from '../../../domain/connections/connection.ts';
import type { Attempt } from '../../../domain/publishing/attempt.ts';
import type { AttemptId } from '../../../domain/shared/ids.ts';
import type { Sql } from '../database.ts';

/** Attempts with the names that people know them by, without their bulky columns (outcome, history). */
export function selectAttempts(sql: Sql) {
  return sql
    .selectFrom('github_publish_attempts as a')
    .innerJoin('registry_entries as e', 'e.id', 'a.entryId')
    .leftJoin('github_connections as c', 'c.id', 'a.connectionId')
    .select(['e.name as entryName', 'c.repositoryOwner', 'c.repositoryName'])
    .select(['a.id', 'a.organizationId', 'a.connectionId', 'a.entryId', 'a.trigger', 'a.ref', 'a.commit', 'a.run'])
    .select(['a.status', 'a.reason', 'a.message', 'a.version', 'a.versionId'])
    .select(['a.writeBackStatus', 'a.writeBackMessage', 'a.checkRunId', 'a.statusContext'])
    .select(['a.workflowId', 'a.engine', 'a.createdAt', 'a.finishedAt']);
}

type AttemptRow = Awaited<ReturnType<ReturnType<typeof selectAttempts>['execute']>>[number];

/** An attempt that no engine ever runs (a skip decided from a payload) has an empty workflow id. */
export function toAttempt({ repositoryOwner, repositoryName, ...row }: AttemptRow): Attempt {
  const isNamed = repositoryOwner !== null && repositoryName !== null;
  const repository = isNamed ? repositoryFullName({ repositoryOwner, repositoryName }) : null;
  return { ...row, repository, workflowId: row.workflowId ?? '' };
}

export async function findAttempt(sql: Sql, id: AttemptId): Promise<Attempt | null> {
  const row = await selectAttempts(sql).where('a.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toAttempt(row);
}

/** Locks the attempt, after its entry and connection where those are locked too. Throws when there is none. */
export async function lockAttempt(sql: Sql, id: AttemptId) {
  const row = await sql
    .selectFrom('github_publish_attempts')
    .selectAll()
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new Error(`Attempt ${id} does not exist`);
  return row;
}

export type LockedAttempt = Awaited<ReturnType<typeof lockAttempt>>;
