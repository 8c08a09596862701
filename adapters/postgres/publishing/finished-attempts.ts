import { repositoryFullName } from '../../../domain/connections/connection.ts';
import type { PublishOutcome } from '../../../domain/publishing/outcome.ts';
import { describeOutcome } from '../../../domain/publishing/outcome-message.ts';
import type { VersionId } from '../../../domain/shared/ids.ts';
import { findConnection, type LockedConnection } from '../connections/connection-rows.ts';
import type { Sql } from '../database.ts';
import type { LockedAttempt } from './attempt-rows.ts';
import { settles } from './key-runs.ts';

export type Ending = {
  outcome: PublishOutcome;
  versionId: VersionId | null;
  repository: string;
  now: Date;
  /** A person ended it. */
  cancelled?: boolean;
};

/** Ends a pending attempt, which is locked. A key that the outcome does not settle is free again. */
export async function finish(sql: Sql, attempt: LockedAttempt, ending: Ending): Promise<void> {
  const { outcome, versionId, repository, now } = ending;
  const reason = outcome.kind === 'published' ? null : outcome.reason;
  const holdsKey = attempt.holdsKey && settles(outcome.kind, reason, outcome);
  await sql
    .updateTable('github_publish_attempts')
    .set({
      ...{ status: outcome.kind, reason, outcome, message: describeOutcome(outcome, { repository }) },
      ...{ version: versionOf(outcome), versionId, holdsKey, finishedAt: now },
      ...(ending.cancelled && { cancelledAt: now }),
    })
    .where('id', '=', attempt.id)
    .execute();
}

/**
 * Ends the pending attempts of a connection that is being deleted, which is locked. What was announced on a commit is still
 * concluded there, for which the attempts keep what the connection was.
 */
export async function cancelPending(sql: Sql, connection: LockedConnection, now: Date): Promise<void> {
  await keepConnection(sql, connection);
  const repository = repositoryFullName(connection);
  const message =
    `The connection to ${repository} was deleted before this attempt ended. ` +
    'Published versions stay; connect the repository again to publish from it.';
  await skipPending(sql, connection, { kind: 'skipped', reason: 'cancelled', message, version: null }, now);
}

type Skipped = Extract<PublishOutcome, { kind: 'skipped' }>;

/** On the attempts whose run is not over: it may have announced itself on the commit by now. */
async function keepConnection(sql: Sql, { id }: LockedConnection): Promise<void> {
  const connection = await findConnection(sql, id);
  if (connection === null) return;
  const { createdAt, updatedAt } = connection;
  const deletedConnection = { ...connection, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  await sql
    .updateTable('github_publish_attempts')
    .set({ deletedConnection })
    .where('connectionId', '=', id)
    .where((where) => where.or([where('status', '=', 'pending'), where('writeBackStatus', '=', 'pending')]))
    .execute();
}

/**
 * Ends the pending attempts of a connection, which is locked, and lets go of their keys. Nobody is told of them, save where
 * they were announced: their runs go on to conclude that.
 */
export async function skipPending(sql: Sql, connection: LockedConnection, outcome: Skipped, now: Date): Promise<void> {
  const { reason, message } = outcome;
  await sql
    .updateTable('github_publish_attempts')
    .set({ status: 'skipped', reason, message, outcome, holdsKey: false, finishedAt: now })
    .where('connectionId', '=', connection.id)
    .where('status', '=', 'pending')
    .execute();
  await sql
    .updateTable('github_publish_attempts')
    .set({ writeBackStatus: 'disabled', writeBackAt: now })
    .where('connectionId', '=', connection.id)
    .where('writeBackStatus', '=', 'pending')
    .where('announceBegunAt', 'is', null)
    .execute();
}

function versionOf(outcome: PublishOutcome): string | null {
  return outcome.kind === 'failed' ? null : (outcome.version?.version ?? null);
}
