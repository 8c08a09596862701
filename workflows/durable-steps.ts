import type { JsonValue } from '../ports/workflow-engine.ts';

/** When a step is tried again and when it gives up. All times in milliseconds. */
export type StepPolicy = {
  maxAttempts: number;
  /** One try is given up after this long and counts as failed. */
  attemptTimeoutMs: number;
  firstRetryMs: number;
  backoffFactor: number;
  /** The longest pause between two tries. */
  maxRetryMs: number;
  /** How often the step may be told to wait for a rate limit before it gives up; a wait spends no try. */
  maxRateLimitWaits: number;
};

/** Rides out about ten minutes of an outage; how long one try may take depends on the step. */
export const patient: Omit<StepPolicy, 'attemptTimeoutMs'> = {
  maxAttempts: 15,
  firstRetryMs: 500,
  backoffFactor: 2,
  maxRetryMs: 60_000,
  maxRateLimitWaits: 24,
};
/** Our own database only: without it nothing can be said, so it is waited for (about a day). */
export const untilRecorded: StepPolicy = { ...patient, maxAttempts: 1_500, attemptTimeoutMs: 30_000 };

/** What a step gets beside its input. `signal` aborts when the try's time is up or the run is cancelled. */
export type StepContext = { readonly signal: AbortSignal };

// A step takes one JSON value and gives one; the parameter is `never` so that every concrete step fits.
type Step = (input: never, context: StepContext) => Promise<unknown>;
export type Steps = Readonly<Record<string, Step>>;

export type StepPolicies<S extends Steps> = { readonly [K in keyof S]: StepPolicy };

/** Why one try failed, as the engines store it. */
export type StepFault =
  | { kind: 'passing'; message: string }
  | { kind: 'permanent'; code: string; message: string }
  | { kind: 'rate-limited'; untilMs: number; message: string };

/** A step that gave up is a value, so that a process always reaches its end and says why. */
export type StepResult<T> = { kind: 'done'; value: T } | { kind: 'gave-up'; tries: number; fault: StepFault };

/** What a process sees of its steps: each call is tried by its policy, survives a crash, and never throws. */
export type DurableSteps<S extends Steps> = {
  readonly [K in keyof S]: (...input: StepInput<S[K]>) => Promise<StepResult<Awaited<ReturnType<S[K]>>>>;
};

type StepInput<F extends Step> = Parameters<F> extends [infer Input, ...unknown[]] ? [input: Input] : [];

/** A process: the order of steps, their policies as data, and the name under which engines know it. */
export type Process<S extends Steps, Input, Output> = {
  readonly name: string;
  readonly policies: StepPolicies<S>;
  readonly run: (steps: DurableSteps<S>, input: Input) => Promise<Output>;
};

/** A process whose types are left behind: what engines register. */
export type AnyProcess = {
  readonly name: string;
  readonly policies: Readonly<Record<string, StepPolicy>>;
  readonly run: (steps: never, input: never) => Promise<unknown>;
};

/** A process together with the steps that it runs on in this program. */
export type ProcessWithSteps = { readonly process: AnyProcess; readonly steps: Steps };

export type TryResult = { kind: 'done'; value: unknown } | { kind: 'failed'; fault: StepFault };

/** What an engine supplies: each method is recorded durably, and gives the recorded answer on replay. */
export type StepRunner = {
  tryStep(step: string, tryNumber: number, policy: StepPolicy, input: JsonValue): Promise<TryResult>;
  sleepMs(durationMs: number): Promise<void>;
  nowMs(): Promise<number>;
};

/** The durable version of a process's steps on one engine: the same loop of tries and pauses on every engine. */
export function durableSteps<S extends Steps>(policies: StepPolicies<S>, runner: StepRunner): DurableSteps<S> {
  const entries = Object.entries<StepPolicy>(policies).map(([name, policy]) => [
    name,
    (input: JsonValue = null) => runStep(runner, name, policy, input),
  ]);
  return Object.fromEntries(entries) as DurableSteps<S>;
}

async function runStep(
  runner: StepRunner,
  name: string,
  policy: StepPolicy,
  input: JsonValue,
): Promise<StepResult<unknown>> {
  let spent = 0;
  let waits = 0;
  for (let tryNumber = 1; ; tryNumber += 1) {
    const result = await runner.tryStep(name, tryNumber, policy, input);
    if (result.kind === 'done') return result;
    const { fault } = result;
    if (fault.kind === 'rate-limited') waits += 1;
    else spent += 1;
    const exhausted = spent >= policy.maxAttempts || waits > policy.maxRateLimitWaits;
    if (fault.kind === 'permanent' || exhausted) return { kind: 'gave-up', tries: tryNumber, fault };
    await runner.sleepMs(await pauseMs(runner, policy, fault, spent));
  }
}

async function pauseMs(runner: StepRunner, policy: StepPolicy, fault: StepFault, spent: number): Promise<number> {
  if (fault.kind === 'rate-limited') return Math.max(0, fault.untilMs - (await runner.nowMs()));
  return Math.min(policy.maxRetryMs, policy.firstRetryMs * policy.backoffFactor ** (spent - 1));
}
