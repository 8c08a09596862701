import { ApplicationFailure, isCancellation, proxyActivities, sleep } from '@temporalio/workflow';
import type { JsonValue } from '../../ports/workflow-engine.ts';
import {
  durableSteps,
  type Process,
  type StepPolicy,
  type StepRunner,
  type Steps,
  type TryResult,
} from '../../workflows/durable-steps.ts';
import { activityFault } from './activity-fault.ts';

export type TemporalWorkflowOptions = {
  /** How soon a worker that died in a step is noticed, in milliseconds. */
  heartbeatTimeoutMs?: number;
};

// Beyond the step's own time-out, which the worker keeps: only for a worker that hangs with its heart beating.
const workerMarginMs = 30_000;

/**
 * A process as a Temporal workflow. The workflow bundle exports it under the process's name. It ends as completed
 * with the process's output, as cancelled, or, when the process throws (a bug), as failed; it is never stuck.
 */
export function temporalWorkflow<S extends Steps, Input, Output>(
  process: Process<S, Input, Output>,
  options: TemporalWorkflowOptions = {},
): (input: Input) => Promise<Output> {
  const steps = durableSteps(process.policies, temporalRunner(process.name, options.heartbeatTimeoutMs ?? 5_000));
  return async (input) => {
    try {
      return await process.run(steps, input);
    } catch (error) {
      if (isCancellation(error)) throw error;
      const message = error instanceof Error ? error.message : String(error);
      throw ApplicationFailure.nonRetryable(message, 'ProcessThrew');
    }
  };
}

function temporalRunner(processName: string, heartbeatTimeoutMs: number): StepRunner {
  return {
    tryStep: (step, tryNumber, policy, input) => {
      const options = {
        ...tryOptions(policy),
        heartbeatTimeout: heartbeatTimeoutMs,
        activityId: `${step}#${tryNumber}`,
      };
      return tryActivity(`${processName}.${step}`, options, input);
    },
    sleepMs: (durationMs) => sleep(durationMs),
    nowMs: async () => Date.now(),
  };
}

// One activity is one try: the loop of tries and pauses is the process's own, on every engine.
function tryOptions(policy: StepPolicy) {
  return { startToCloseTimeout: policy.attemptTimeoutMs + workerMarginMs, retry: { maximumAttempts: 1 } };
}

async function tryActivity(
  type: string,
  options: Parameters<typeof proxyActivities>[0],
  input: JsonValue,
): Promise<TryResult> {
  const activities = proxyActivities<Record<string, (input: JsonValue) => Promise<JsonValue>>>(options);
  try {
    return { kind: 'done', value: await activities[type]?.(input) };
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { kind: 'failed', fault: activityFault(error) };
  }
}
