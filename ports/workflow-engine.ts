/** Anything that survives `JSON.parse(JSON.stringify(value))` unchanged: what engines store of inputs and results. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** One try of one step. Times are ISO 8601 in UTC; `retryAt` is set when another try was planned after this one. */
export type StepTry = {
  number: number;
  startedAt: string;
  finishedAt: string | null;
  error: string | null;
  retryAt: string | null;
};

/** One step of a run with all of its tries, in the order in which the steps began. */
export type StepHistory = {
  name: string;
  startedAt: string;
  finishedAt: string | null;
  tries: StepTry[];
};

export type RunStatus = 'running' | 'completed' | 'failed' | 'cancelled';

export type RunDescription = {
  id: string;
  process: string;
  status: RunStatus;
  startedAt: string;
  finishedAt: string | null;
  /** The process's result, once `completed`; else null. */
  result: JsonValue;
};

/** A durable run of a process. `id` names the run for ever: a second start with the same id starts nothing. */
export type RunStart = { process: string; id: string; input: JsonValue };

/** A run of `process` every `everyMs` milliseconds until the schedule is removed. Each run has an id of its own. */
export type Schedule = { id: string; process: string; everyMs: number; input: JsonValue };

/**
 * Runs processes durably. A method throws when the engine cannot be reached; the caller keeps its work and
 * comes again. Source: docs/decisions/0003-one-process-two-engines.md
 */
export type WorkflowEngine = {
  readonly name: 'temporal' | 'embedded';
  start(run: RunStart): Promise<{ kind: 'started' } | { kind: 'already-started' }>;
  /** Ends the run: no later step begins. Cancelling a finished or an unknown run does nothing. */
  cancel(id: string): Promise<void>;
  /** Makes the schedule, or makes the existing one of that id agree. */
  schedule(schedule: Schedule): Promise<void>;
  unschedule(id: string): Promise<void>;
  /** Null when the engine does not know the run (never started, or past its retention). */
  describe(id: string): Promise<RunDescription | null>;
  /** Null when the engine does not know the run. */
  history(id: string): Promise<StepHistory[] | null>;
};
