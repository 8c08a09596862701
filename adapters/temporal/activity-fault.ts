import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/common';
import type { StepFault } from '../../workflows/durable-steps.ts';

/** A step's fault as Temporal stores and shows it: the failure's type names the kind, its detail is the fault. */
export function activityFailure(fault: StepFault): ApplicationFailure {
  const types = { passing: 'PassingFault', permanent: 'PermanentFailure', 'rate-limited': 'RateLimited' };
  return ApplicationFailure.create({ type: types[fault.kind], message: fault.message, details: [fault] });
}

/** The fault behind an activity's failure: the step's own, or what Temporal noticed of the worker. */
export function activityFault(error: unknown): StepFault {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof ApplicationFailure) {
    const [detail] = cause.details ?? [];
    if (isStepFault(detail)) return detail;
  }
  if (cause instanceof TimeoutFailure) {
    const lost = cause.timeoutType === 'HEARTBEAT';
    return {
      kind: 'passing',
      message: lost ? 'the worker was lost during this try' : 'no answer from the worker in time',
    };
  }
  return { kind: 'passing', message: cause instanceof Error ? cause.message : String(cause) };
}

// Only activityFailure writes a detail, so its kind is enough to know it by.
function isStepFault(value: unknown): value is StepFault {
  return typeof value === 'object' && value !== null && 'kind' in value && 'message' in value;
}
