import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { repositoryFullName } from '../../domain/connections/connection.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import { fixOf } from '../../domain/publishing/fix.ts';
import type { AttemptId } from '../../domain/shared/ids.ts';
import type { AttemptContext, AttemptDetail, Attempts } from '../../ports/publishing/attempts.ts';
import type { StepHistory, WorkflowEngine } from '../../ports/workflow-engine.ts';
import { toChangeGitHub, toReadGitHub } from '../access/needs.ts';
import type { Tenancy } from '../deliveries/delivery-scope.ts';
import { notFound, type Refusal } from '../refusal.ts';
import { historyOf } from './attempt-runs.ts';
import { toldAttempt, toldSteps } from './told-errors.ts';

export type ShowAttemptPorts = {
  attempts: Pick<Attempts, 'detail' | 'context' | 'keptHistory'>;
  engine: Pick<WorkflowEngine, 'history'>;
};

/**
 * An attempt with all that explains it. `fix`: what to do when it published nothing; null: nothing is to be mended.
 * `can`: what the caller may do about it as it stands.
 */
export type ShownAttempt = AttemptDetail & {
  steps: StepHistory[];
  fix: string | null;
  can: { rerun: boolean; cancel: boolean };
};

/** An attempt of the caller's organization; its steps come in the order in which they began. */
export async function showAttempt(
  ports: ShowAttemptPorts & Tenancy,
  { caller, attemptId }: { caller: Caller; attemptId: AttemptId },
): Promise<({ kind: 'found' } & ShownAttempt) | Refusal> {
  const allowed = authorize(caller, toReadGitHub);
  if (allowed.kind === 'denied') return allowed;
  const shown = await shownAttempt(ports, attemptId, caller);
  return shown ? { kind: 'found', ...shown } : attemptNotFound(attemptId);
}

/** Null: there is no such attempt in the caller's organization. */
export async function shownAttempt(
  ports: Tenancy & Pick<ShowAttemptPorts, 'engine'> & { attempts: Pick<Attempts, 'detail' | 'keptHistory'> },
  id: AttemptId,
  caller: Caller,
): Promise<ShownAttempt | null> {
  const detail = await ports.attempts.detail(id, caller.organizationId);
  if (!detail) return null;
  const { attempt, connection } = detail;
  const repository = connection ? repositoryFullName(connection) : 'the repository';
  const { defaultBranch, tagPattern, pausedReason = null } = connection ?? {};
  const context = { repository, ref: attempt.ref, pausedReason, version: attempt.version };
  const named = { ...(defaultBranch && { defaultBranch }), ...(tagPattern && { tagPattern }) };
  const steps = toldSteps(ports, await stepsOf(ports, attempt));
  const fix = fixOf(attempt, { ...context, ...named });
  const mayChange = authorize(caller, toChangeGitHub).kind === 'allowed';
  const can = { rerun: mayChange && connection !== null, cancel: mayChange && attempt.status === 'pending' };
  return { ...detail, attempt: toldAttempt(ports, attempt), steps, fix, can };
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
export async function stepsOf(
  ports: Pick<ShowAttemptPorts, 'engine'> & { attempts: Pick<Attempts, 'keptHistory'> },
  attempt: Attempt,
): Promise<StepHistory[]> {
  const kept = await ports.attempts.keptHistory(attempt.id);
  if (kept) return kept;
  if (attempt.engine === null || attempt.workflowId === '') return [];
  try {
    return (await historyOf(ports.engine, attempt)) ?? [];
  } catch {
    return [];
  }
}

export function attemptNotFound(id: AttemptId): Refusal {
  const message = `There is no attempt ${id} here. GET /api/v1/github/attempts lists your organization's.`;
  return notFound('attempt_not_found', message);
}
