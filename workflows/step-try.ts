import type { JsonValue } from '../ports/workflow-engine.ts';
import type { StepContext, TryResult } from './durable-steps.ts';
import { stepFaultOf } from './step-fault.ts';

/** A step as engines call it, once its concrete types are left behind. */
export type AnyStep = (input: JsonValue, context: StepContext) => Promise<unknown>;

/** How long a try that was told to stop may take to do so, in milliseconds, before nobody waits for it any more. */
const stopGraceMs = 5_000;

export type TryLimits = {
  attemptTimeoutMs: number;
  /** Aborts when the run is cancelled or its worker stops. */
  stop: AbortSignal;
};

/**
 * One try of a step, the same on every engine: what it gave (as JSON keeps it) or why it failed; never throws.
 * A try that is out of time is told so by its signal and awaited, so that the next one does not run beside it.
 */
export async function tryStep(step: AnyStep, input: JsonValue, limits: TryLimits): Promise<TryResult> {
  const timeout = new AbortController();
  const message = `no answer within ${limits.attemptTimeoutMs} ms`;
  const timer = setTimeout(() => timeout.abort(new Error(message)), limits.attemptTimeoutMs);
  const signal = AbortSignal.any([timeout.signal, limits.stop]);
  const settled = settle(step, input, signal);
  try {
    const result = await Promise.race([settled, stoppedFor(signal)]);
    if (timeout.signal.aborted) return { kind: 'failed', fault: { kind: 'passing', message } };
    return result;
  } finally {
    clearTimeout(timer);
  }
}

async function settle(step: AnyStep, input: JsonValue, signal: AbortSignal): Promise<TryResult> {
  try {
    return { kind: 'done', value: asJson(await step(input, { signal })) };
  } catch (error) {
    return { kind: 'failed', fault: stepFaultOf(error) };
  }
}

/** Fails `stopGraceMs` after `signal`: for a step that does not listen to it. */
function stoppedFor(signal: AbortSignal): Promise<TryResult> {
  return new Promise((resolve) => {
    const giveUp = () => resolve({ kind: 'failed', fault: stepFaultOf(signal.reason) });
    const start = () => setTimeout(giveUp, stopGraceMs).unref();
    if (signal.aborted) start();
    else signal.addEventListener('abort', start, { once: true });
  });
}

function asJson(value: unknown): JsonValue {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}
