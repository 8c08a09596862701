import { DBOS } from '@dbos-inc/dbos-sdk';
import type { JsonValue } from '../../ports/workflow-engine.ts';
import {
  durableSteps,
  type ProcessWithSteps,
  type StepPolicies,
  type StepRunner,
  type Steps,
  type TryResult,
} from '../../workflows/durable-steps.ts';
import { type AnyStep, tryStep } from '../../workflows/step-try.ts';
import { beginOfTry, endOfTry } from './embedded-history.ts';

/** A registered process: starting it through DBOS runs it durably. */
export type DbosWorkflow = (input: JsonValue) => Promise<JsonValue>;

/** The steps that run now, and how to stop them. */
export type RunningSteps = {
  run<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T>;
  /** Lets no further step begin and waits for those that run; after `graceMs` they are told to stop. */
  stop(graceMs: number): Promise<void>;
};

export function runningSteps(): RunningSteps {
  const running = new Set<Promise<unknown>>();
  const stop = new AbortController();
  let stopping = false;
  return {
    run: async (work) => {
      // What does not begin and does not end is not recorded: the next start of the engine does it.
      if (stopping) return never();
      const result = work(stop.signal);
      const settled = result.catch(() => {});
      running.add(settled);
      try {
        return await result;
      } finally {
        running.delete(settled);
      }
    },
    stop: async (graceMs) => {
      stopping = true;
      const timer = setTimeout(() => stop.abort(new Error('the server stops')), graceMs);
      await Promise.race([Promise.all(running), aborted(stop.signal)]);
      clearTimeout(timer);
    },
  };
}

/** Makes a process known to DBOS under its name. Must happen before DBOS is launched. */
export function registerProcess({ process, steps }: ProcessWithSteps, running: RunningSteps): DbosWorkflow {
  for (const name of Object.keys(process.policies)) {
    if (!(name in steps)) throw new Error(`process ${process.name} has no step ${name}: give it to the engine`);
  }
  const durable = durableSteps(process.policies as StepPolicies<Steps>, dbosRunner(steps, running));
  const run = process.run as (steps: unknown, input: JsonValue) => Promise<JsonValue>;
  return DBOS.registerWorkflow((input: JsonValue) => run(durable, input), { name: process.name });
}

function dbosRunner(steps: Steps, running: RunningSteps): StepRunner {
  return {
    tryStep: (name, tryNumber, policy, input) =>
      running.run(async (stop) => {
        await DBOS.runStep(async () => null, { name: beginOfTry(name, tryNumber) });
        const attempt = () => runTry(steps[name] as AnyStep, input, policy.attemptTimeoutMs, stop);
        return DBOS.runStep(attempt, { name: endOfTry(name, tryNumber) });
      }),
    sleepMs: (durationMs) => DBOS.sleepms(durationMs),
    nowMs: () => DBOS.now(),
  };
}

async function runTry(
  step: AnyStep,
  input: JsonValue,
  attemptTimeoutMs: number,
  stop: AbortSignal,
): Promise<TryResult> {
  const cancelled = DBOS.stepStatus?.cancelSignal;
  const signals = cancelled ? [stop, cancelled] : [stop];
  const result = await tryStep(step, input, { attemptTimeoutMs, stop: AbortSignal.any(signals) });
  // A try that the server's end cut short is not the step's failure: it is run again by the next start.
  if (stop.aborted) return never();
  // Thrown, it is not recorded: the run has been cancelled, and its last try stays open.
  cancelled?.throwIfAborted();
  return result;
}

function never(): Promise<never> {
  return new Promise(() => {});
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
