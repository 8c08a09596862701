import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { StepHistory, WorkflowEngine } from '../../ports/workflow-engine.ts';

/** The id of the run that tells the commit of a cancelled attempt. */
export function conclusionOf({ id }: Pick<Attempt, 'id'>): string {
  return `conclude/${id}`;
}

export function isCancelled({ status, reason }: Pick<Attempt, 'status' | 'reason'>): boolean {
  return status === 'skipped' && reason === 'cancelled';
}

/** The steps of the attempt's run and, when it was cancelled, of the one that told its commit; null: none is known. */
export async function historyOf(
  engine: Pick<WorkflowEngine, 'history'>,
  attempt: Attempt,
): Promise<StepHistory[] | null> {
  const steps = await engine.history(attempt.workflowId);
  const conclusion = isCancelled(attempt) ? await engine.history(conclusionOf(attempt)) : null;
  return conclusion ? [...(steps ?? []), ...conclusion] : steps;
}
