import type { JsonValue, StepHistory, StepTry } from '../../ports/workflow-engine.ts';
import type { TryResult } from '../../workflows/durable-steps.ts';
import { describeStepFault } from '../../workflows/step-fault.ts';

/** What DBOS recorded of one call in a run, in the order of the calls. */
export type RecordedCall = {
  name: string;
  output: unknown;
  startedAtEpochMs?: number;
  completedAtEpochMs?: number;
};

/** The names under which one try is recorded: that it begins, and how it ended. */
export const beginOfTry = (step: string, tryNumber: number) => `${step}#${tryNumber} begins`;
export const endOfTry = (step: string, tryNumber: number) => `${step}#${tryNumber}`;

/** A run's steps out of what DBOS recorded: tries, and the pauses after them. */
export function stepHistory(calls: readonly RecordedCall[]): StepHistory[] {
  const steps: StepHistory[] = [];
  for (const call of calls) {
    const named = /^(?<step>.+)#(?<number>\d+)(?<begins> begins)?$/.exec(call.name)?.groups;
    if (named?.begins) beginTry(steps, named.step ?? '', Number(named.number), isoTime(call.startedAtEpochMs));
    else if (named) finishTry(steps.at(-1), call);
    else if (call.name === 'DBOS.sleep') planNextTry(steps.at(-1), call);
  }
  return steps;
}

function beginTry(steps: StepHistory[], name: string, number: number, startedAt: string): void {
  const attempt: StepTry = { number, startedAt, finishedAt: null, error: null, retryAt: null };
  if (number === 1) steps.push({ name, startedAt, finishedAt: null, tries: [attempt] });
  else steps.at(-1)?.tries.push(attempt);
}

function finishTry(step: StepHistory | undefined, call: RecordedCall): void {
  const attempt = step?.tries.at(-1);
  if (!step || !attempt) return;
  const result = call.output as TryResult;
  // Interrupted by a crash, the same try began again: what counts is the run of it that came to its end.
  attempt.startedAt = isoTime(call.startedAtEpochMs);
  attempt.finishedAt = isoTime(call.completedAtEpochMs);
  attempt.error = result.kind === 'failed' ? describeStepFault(result.fault) : null;
  if (attempt.number === 1) step.startedAt = attempt.startedAt;
  step.finishedAt = attempt.finishedAt;
}

// DBOS records a sleep when it begins, with the time of its end as output.
function planNextTry(step: StepHistory | undefined, call: RecordedCall): void {
  const attempt = step?.tries.at(-1);
  if (!step || !attempt) return;
  attempt.retryAt = isoTime(Number(call.output as JsonValue));
  step.finishedAt = null;
}

function isoTime(epochMs: number | undefined): string {
  return new Date(epochMs ?? 0).toISOString();
}
