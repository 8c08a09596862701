import type { Attempt } from './attempt.ts';
import type { StepFacts, TryFacts } from './explain-facts.ts';
import { isStopped } from './stopped-step.ts';

/** A step's part in a timeline. */
export type StepEvent = {
  at: Date;
  kind: 'step' | 'step_failed' | 'waiting';
  summary: string;
  code: string | null;
  details: Record<string, string | number | null>;
};

/** Of a step that was tried more often, the first and the last tries are told. */
const triesTold = { first: 2, last: 8 };

/** What the tries of steps tell: done, failed, and what is waited for before the next one. */
export function stepEvents(steps: readonly StepFacts[], attempt: Pick<Attempt, 'reason'>): StepEvent[] {
  return steps.flatMap((step) => {
    const { tries } = step;
    const told = tries.filter((_, index) => index < triesTold.first || index >= tries.length - triesTold.last);
    const isOver = step.finishedAt !== null || isStopped({ name: step.name, isFinished: false }, attempt);
    return told.flatMap((stepTry) => tryEvents(step, stepTry, !isOver && stepTry === tries.at(-1)));
  });
}

function tryEvents({ name }: StepFacts, stepTry: TryFacts, isLatest: boolean): StepEvent[] {
  const { number, startedAt, finishedAt, error, retryAt } = stepTry;
  const details = { step: name, try: number, started_at: startedAt, finished_at: finishedAt, retry_at: retryAt };
  const what = number > 1 ? `Step ${name}, try ${number},` : `Step ${name}`;
  if (finishedAt === null) {
    return [{ at: new Date(startedAt), kind: 'step', summary: `${what} began.`, code: 'step_running', details }];
  }
  const at = new Date(finishedAt);
  if (error === null) return [{ at, kind: 'step', summary: `${what} is done.`, code: 'step_done', details }];
  const failed: StepEvent = {
    at,
    kind: 'step_failed',
    summary: `${what} failed: ${error}`,
    code: 'step_failed',
    details,
  };
  if (retryAt === null || !isLatest) return [failed];
  const summary = `Step ${name} is tried again at ${retryAt}.`;
  return [failed, { at, kind: 'waiting', summary, code: 'step_waiting', details }];
}
