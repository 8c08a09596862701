import { Context } from '@temporalio/activity';
import type { JsonValue } from '../../ports/workflow-engine.ts';
import type { ProcessWithSteps, StepPolicy } from '../../workflows/durable-steps.ts';
import { type AnyStep, tryStep } from '../../workflows/step-try.ts';
import { activityFailure } from './activity-fault.ts';

type Activity = (input: JsonValue) => Promise<unknown>;

/** The activities of these processes, named `<process>.<step>`. */
export function stepActivities(processes: readonly ProcessWithSteps[]): Record<string, Activity> {
  const entries = processes.flatMap(({ process, steps }) =>
    Object.entries(process.policies).map(([name, policy]) => {
      const step = steps[name];
      if (step === undefined) throw new Error(`process ${process.name} has no step ${name}: give it to the worker`);
      return [`${process.name}.${name}`, stepActivity(step as AnyStep, policy)] as const;
    }),
  );
  return Object.fromEntries(entries);
}

function stepActivity(step: AnyStep, policy: StepPolicy): Activity {
  return async (input) => {
    const context = Context.current();
    // Temporal tells a worker of a cancellation, and learns of a dead worker, only through heartbeats.
    const heartbeat = setInterval(() => context.heartbeat(), (context.info.heartbeatTimeoutMs ?? 5_000) / 4);
    try {
      const limits = { attemptTimeoutMs: policy.attemptTimeoutMs, stop: context.cancellationSignal };
      const result = await tryStep(step, input, limits);
      if (result.kind === 'failed') throw activityFailure(result.fault);
      return result.value;
    } finally {
      clearInterval(heartbeat);
    }
  };
}
