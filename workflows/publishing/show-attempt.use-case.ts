import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { AttemptId } from '../../domain/shared/ids.ts';
import type { AttemptContext, Attempts } from '../../ports/publishing/attempts.ts';
import type { StepHistory, WorkflowEngine } from '../../ports/workflow-engine.ts';
import { toReadGitHub } from '../access/needs.ts';
import { notFound, type Refusal } from '../refusal.ts';

export type ShowAttemptPorts = {
  attempts: Pick<Attempts, 'find' | 'context' | 'keptHistory'>;
  engine: Pick<WorkflowEngine, 'history'>;
};

/** An attempt of the caller's organization with its steps, in the order in which they began. */
export async function showAttempt(
  ports: ShowAttemptPorts,
  { caller, attemptId }: { caller: Caller; attemptId: AttemptId },
): Promise<{ kind: 'found'; attempt: Attempt; steps: StepHistory[] } | Refusal> {
  const allowed = authorize(caller, toReadGitHub);
  if (allowed.kind === 'denied') return allowed;
  const attempt = await ports.attempts.find(attemptId, caller.organizationId);
  if (!attempt) return attemptNotFound(attemptId);
  return { kind: 'found', attempt, steps: await stepsOf(ports, attempt) };
}

/**
 * An attempt for whoever has its link: the reader of a check-run on GitHub has no key of ours. What is given says no
 * more than the check-run does, and an attempt's id cannot be guessed.
 */
export async function showAttemptByLink(
  ports: ShowAttemptPorts,
  { attemptId }: { attemptId: AttemptId },
): Promise<({ kind: 'found'; steps: StepHistory[] } & AttemptContext) | Refusal> {
  const context = await ports.attempts.context(attemptId);
  if (!context) return attemptNotFound(attemptId);
  return { kind: 'found', ...context, steps: await stepsOf(ports, context.attempt) };
}

/** None while the attempt waits for an engine; none either while the engine is away, as the attempt is told all the same. */
async function stepsOf(ports: ShowAttemptPorts, attempt: Attempt): Promise<StepHistory[]> {
  const kept = await ports.attempts.keptHistory(attempt.id);
  if (kept) return kept;
  if (attempt.engine === null || attempt.workflowId === '') return [];
  try {
    return (await ports.engine.history(attempt.workflowId)) ?? [];
  } catch {
    return [];
  }
}

function attemptNotFound(id: AttemptId): Refusal {
  const message = `There is no attempt ${id} here. GET /api/v1/github/attempts lists your organization's.`;
  return notFound('attempt_not_found', message);
}
