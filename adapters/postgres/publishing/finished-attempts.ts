import { repositoryFullName } from '../../../domain/connections/connection.ts';
import type { PublishOutcome } from '../../../domain/publishing/outcome.ts';
import { describeOutcome } from '../../../domain/publishing/outcome-message.ts';
import type { VersionId } from '../../../domain/shared/ids.ts';
import type { LockedConnection } from '../connections/connection-rows.ts';
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

/** Ends the pending attempts of a connection that is being deleted, which is locked. Nobody is told of them any more. */
export async function cancelPending(sql: Sql, connection: LockedConnection, now: Date): Promise<void> {
  const repository = repositoryFullName(connection);
  const message =
    `The connection to ${repository} was deleted before this attempt ended. ` +
    'Published versions stay; connect the repository again to publish from it.';
  await skipPending(sql, connection, { kind: 'skipped', reason: 'cancelled', message, version: null }, now);
}

type Skipped = Extract<PublishOutcome, { kind: 'skipped' }>;

/** Ends the pending attempts of a connection, which is locked, and lets go of their keys. Nobody is told of them. */
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
    .execute();
}

function versionOf(outcome: PublishOutcome): string | null {
  return outcome.kind === 'failed' ? null : (outcome.version?.version ?? null);
}
