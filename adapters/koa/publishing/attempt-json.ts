import type { Attempt } from '../../../domain/publishing/attempt.ts';
import type { StepHistory } from '../../../ports/workflow-engine.ts';

/** An attempt as lists show it, and as a connection's `last_attempt`. */
export function attemptJson(attempt: Attempt) {
  return {
    id: attempt.id,
    connection_id: attempt.connectionId,
    trigger: attempt.trigger,
    ref: attempt.ref,
    commit: attempt.commit,
    run: attempt.run,
    status: attempt.status,
    reason: attempt.reason,
    message: attempt.message,
    version: attempt.version,
    write_back_status: attempt.writeBackStatus,
    check_run_id: attempt.checkRunId,
    status_context: attempt.statusContext,
    created_at: attempt.createdAt.toISOString(),
    finished_at: attempt.finishedAt?.toISOString() ?? null,
  };
}

/** An attempt with its steps and all of their tries. */
export function attemptDetailJson(attempt: Attempt, steps: readonly StepHistory[]) {
  return {
    ...attemptJson(attempt),
    engine: attempt.engine,
    workflow_id: attempt.workflowId === '' ? null : attempt.workflowId,
    steps: steps.map(stepJson),
  };
}

function stepJson({ name, startedAt, finishedAt, tries }: StepHistory) {
  return {
    name,
    started_at: startedAt,
    finished_at: finishedAt,
    tries: tries.map((stepTry) => ({
      number: stepTry.number,
      started_at: stepTry.startedAt,
      finished_at: stepTry.finishedAt,
      error: stepTry.error,
      retry_at: stepTry.retryAt,
    })),
  };
}
