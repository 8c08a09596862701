import { defaultFailureConverter, defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import type { StepHistory, StepTry } from '../../ports/workflow-engine.ts';
import { describeStepFault } from '../../workflows/step-fault.ts';
import { activityFault } from './activity-fault.ts';

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type Failure = temporal.api.failure.v1.IFailure;

/**
 * A run's steps out of its event history: an activity is a try (its id is `<step>#<try>`), a timer the pause
 * after one.
 */
export function stepHistory(history: temporal.api.history.v1.IHistory): StepHistory[] {
  const steps: StepHistory[] = [];
  // A finished activity's events name the event that scheduled it.
  const tries = new Map<string, { step: StepHistory; attempt: StepTry }>();
  for (const event of history.events ?? []) {
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled) tries.set(String(event.eventId), beginTry(steps, scheduled.activityId ?? '', timeOf(event)));
    const started = event.activityTaskStartedEventAttributes;
    const begun = started && tries.get(String(started.scheduledEventId));
    if (begun) begun.attempt.startedAt = timeOf(event);
    const timer = event.timerStartedEventAttributes;
    if (timer) planNextTry(steps.at(-1), timeOf(event, millisecondsOf(timer.startToFireTimeout)));
    const end = endOfTry(event);
    const ended = end && tries.get(end.scheduledEventId);
    if (ended) finishTry(ended.step, ended.attempt, timeOf(event), end.failure);
  }
  return steps.map((step) => ({ ...step, startedAt: step.tries[0]?.startedAt ?? step.startedAt }));
}

function beginTry(steps: StepHistory[], activityId: string, time: string): { step: StepHistory; attempt: StepTry } {
  const split = activityId.lastIndexOf('#');
  const number = Number(activityId.slice(split + 1));
  const attempt: StepTry = { number, startedAt: time, finishedAt: null, error: null, retryAt: null };
  const latest = steps.at(-1);
  if (latest && number > 1) {
    latest.tries.push(attempt);
    latest.finishedAt = null;
    return { step: latest, attempt };
  }
  const step = { name: activityId.slice(0, split), startedAt: time, finishedAt: null, tries: [attempt] };
  steps.push(step);
  return { step, attempt };
}

function planNextTry(step: StepHistory | undefined, retryAt: string): void {
  const latest = step?.tries.at(-1);
  if (!step || !latest) return;
  latest.retryAt = retryAt;
  step.finishedAt = null;
}

function endOfTry(event: HistoryEvent): { scheduledEventId: string; failure: Failure | null } | null {
  const end =
    event.activityTaskCompletedEventAttributes ??
    event.activityTaskFailedEventAttributes ??
    event.activityTaskTimedOutEventAttributes;
  if (!end) return null;
  const failure = 'failure' in end ? (end.failure ?? null) : null;
  return { scheduledEventId: String(end.scheduledEventId), failure };
}

function finishTry(step: StepHistory, attempt: StepTry, time: string, failure: Failure | null): void {
  attempt.finishedAt = time;
  step.finishedAt = time;
  if (failure === null) return;
  const error = defaultFailureConverter.failureToError(failure, defaultPayloadConverter);
  attempt.error = describeStepFault(activityFault(error));
}

function timeOf(event: HistoryEvent, plusMs = 0): string {
  return new Date(millisecondsOf(event.eventTime) + plusMs).toISOString();
}

function millisecondsOf(time: { seconds?: unknown; nanos?: number | null } | null | undefined): number {
  return Number(time?.seconds ?? 0) * 1_000 + Math.round((time?.nanos ?? 0) / 1e6);
}
