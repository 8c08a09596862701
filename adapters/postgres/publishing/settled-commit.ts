import { isAutomatic } from '../../../domain/publishing/attempt.ts';
import type { PublishOutcome } from '../../../domain/publishing/outcome.ts';
import type { AttemptId, Sha } from '../../../domain/shared/ids.ts';
import type { Attempts } from '../../../ports/publishing/attempts.ts';
import { lockConnection } from '../connections/connection-rows.ts';
import type { Database, Sql } from '../database.ts';
import { findAttempt, type LockedAttempt, lockAttempt } from './attempt-rows.ts';
import { nextRun, planRun, releaseKey, runsOf } from './key-runs.ts';

type Settled = Awaited<ReturnType<Attempts['settleCommit']>>;

/** See `Attempts.settleCommit`. Trying again gives the same answer. */
export function settleCommit(
  database: Database,
  id: AttemptId,
  { ref, commit }: { ref: string; commit: Sha },
): Promise<Settled> {
  return database.transaction(async (sql): Promise<Settled> => {
    const seen = await findAttempt(sql, id);
    if (seen === null) throw new Error(`Attempt ${id} does not exist`);
    const connection = await lockConnection(sql, seen.connectionId);
    const attempt = await lockAttempt(sql, id);
    if (attempt.joinedTo !== null) return { kind: 'joined', to: attempt.joinedTo };
    // A deleted connection's attempts have ended: there is nothing left to set.
    if (connection === null || attempt.status !== 'pending' || attempt.commit !== null) return { kind: 'settled' };
    const key = { connection, ref, commit };
    const runs = await runsOf(sql, key);
    if (isAutomatic(attempt.trigger)) {
      const plan = await planRun(sql, key, runs);
      if (plan.kind === 'join') {
        await join(sql, attempt, { ref, commit, to: plan.attemptId, now: database.now() });
        return { kind: 'joined', to: plan.attemptId };
      }
      await releaseKey(sql, key);
    }
    const { settingsRevision } = connection;
    await sql
      .updateTable('github_publish_attempts')
      .set({ ref, commit, run: nextRun(runs), settingsRevision })
      .where('id', '=', id)
      .execute();
    return { kind: 'settled' };
  });
}

type Joining = { ref: string; commit: Sha; to: AttemptId; now: Date };

async function join(sql: Sql, attempt: LockedAttempt, { ref, commit, to, now }: Joining): Promise<void> {
  const message = `Attempt ${to} serves this event too: it publishes, or published, the same commit of the same ref.`;
  const outcome: PublishOutcome = { kind: 'skipped', reason: 'already_published', message, version: null };
  await sql
    .updateTable('github_publish_attempts')
    .set({
      ...{ ref, commit, joinedTo: to, holdsKey: false },
      ...{ status: 'skipped', reason: 'already_published', message, outcome, finishedAt: now },
      ...{ writeBackStatus: 'disabled', writeBackAt: now, statusContext: null },
    })
    .where('id', '=', attempt.id)
    .execute();
}
