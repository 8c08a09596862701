import type { Actor } from '../../../domain/access/actor.ts';
import { repositoryFullName } from '../../../domain/connections/connection.ts';
import { skipped } from '../../../domain/publishing/outcomes.ts';
import type { AttemptId } from '../../../domain/shared/ids.ts';
import type { Cancelling } from '../../../ports/publishing/attempts.ts';
import { recordAudit } from '../access/audit-records.ts';
import { findConnection } from '../connections/connection-rows.ts';
import type { Database, Sql } from '../database.ts';
import { findAttempt, lockAttempt } from './attempt-rows.ts';
import { finish } from './finished-attempts.ts';

/** See `Attempts.cancel`. The lock decides between a cancellation and an outcome that come at once: the first one stays. */
export function cancelAttempt(database: Database, id: AttemptId, by: Actor): Promise<Cancelling> {
  return database.within(by.organizationId, async (sql): Promise<Cancelling> => {
    const seen = await findAttempt(sql, id);
    if (seen?.organizationId !== by.organizationId) return { kind: 'not-found' };
    const locked = await lockAttempt(sql, id);
    if (locked.cancelledAt !== null) return { kind: 'cancelled', attempt: await found(sql, id), isNew: false };
    if (locked.outcome !== null) return { kind: 'finished', attempt: await found(sql, id) };
    const connection = await findConnection(sql, locked.connectionId);
    const repository = connection ? repositoryFullName(connection) : 'the repository';
    const now = database.now();
    const outcome = skipped('cancelled', { repository, ref: locked.ref });
    await finish(sql, locked, { outcome, versionId: null, repository, now, cancelled: true });
    const details = { connection_id: locked.connectionId, ref: locked.ref, commit: locked.commit };
    await recordAudit(sql, by, { action: 'attempt.cancelled', target: { type: 'attempt', id }, details }, now);
    return { kind: 'cancelled', attempt: await found(sql, id), isNew: true };
  });
}

async function found(sql: Sql, id: AttemptId) {
  const attempt = await findAttempt(sql, id);
  if (attempt === null) throw new Error(`Attempt ${id} does not exist`);
  return attempt;
}
