import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { AttemptId } from '../../domain/shared/ids.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import { toChangeGitHub } from '../access/needs.ts';
import { conflict, type Refusal } from '../refusal.ts';
import { attemptNotFound } from './show-attempt.use-case.ts';

export type CancelAttemptPorts = {
  attempts: Pick<Attempts, 'cancel'>;
  /** Wakes the dispatcher, which ends the attempt's run and has the commit told. */
  wakeDispatcher(): void;
};

/** Ends a pending attempt, once and for all: a step that is under way publishes nothing any more. */
export async function cancelAttempt(
  ports: CancelAttemptPorts,
  { caller, attemptId }: { caller: Caller; attemptId: AttemptId },
): Promise<{ kind: 'cancelled'; attempt: Attempt } | Refusal> {
  const allowed = authorize(caller, toChangeGitHub);
  if (allowed.kind === 'denied') return allowed;
  const ended = await ports.attempts.cancel(attemptId, caller);
  if (ended.kind === 'not-found') return attemptNotFound(attemptId);
  if (ended.kind === 'finished') {
    const { status, reason } = ended.attempt;
    const how = reason ? `${status} (${reason})` : status;
    const message = `Attempt ${attemptId} has ended as ${how}: only pending attempts can be cancelled. Published versions can be yanked or rolled back.`;
    return conflict('attempt_finished', message);
  }
  if (ended.isNew) ports.wakeDispatcher();
  return { kind: 'cancelled', attempt: ended.attempt };
}
