import { attemptEvents } from './attempt-events.ts';
import type { ExplainFacts, RecordedDecision, RecordedDelivery } from './explain-facts.ts';
import { explainSkip, type SkipContext } from './skip-reason.ts';
import { connectionOf, short, skipContextOf, type TimelineEvent, timelineKinds } from './timeline-event.ts';

/** All that happened, from the deliveries to the write-backs, oldest first. */
export function timelineOf(facts: ExplainFacts): TimelineEvent[] {
  const events = [
    ...facts.deliveries.flatMap((delivery) => deliveryEvents(delivery, facts)),
    ...facts.decisions.map((decision) => decisionEvent(decision, facts)),
    ...facts.attempts.flatMap((attempt) => attemptEvents(attempt, facts)),
  ];
  return events
    .map((event, index) => ({ event, index }))
    .sort(
      (a, b) =>
        a.event.at.getTime() - b.event.at.getTime() ||
        timelineKinds.indexOf(a.event.kind) - timelineKinds.indexOf(b.event.kind) ||
        a.index - b.index,
    )
    .map(({ event }) => event);
}

function deliveryEvents(delivery: RecordedDelivery, { decisions }: ExplainFacts): TimelineEvent[] {
  const { id, guid, event, action, repository, ref, commit, status } = delivery;
  const base = { code: null, fix: null, deliveryId: id, attemptId: null, connectionId: null };
  const what = [event, action].filter(Boolean).join('.');
  const about = [repository && `of ${repository}`, ref && `for ${ref}`, commit && `at ${short(commit)}`];
  const received: TimelineEvent = {
    ...base,
    at: delivery.receivedAt,
    kind: 'delivery_received',
    summary: `${[`GitHub delivered ${what}`, ...about].filter(Boolean).join(' ')}.`,
    details: { guid, event, action, repository, ref, commit, status, tries: delivery.tries },
  };
  const decided = decisions.some(({ deliveryId }) => deliveryId === id);
  const more = afterReceipt(delivery, what, decided);
  return more ? [received, { ...base, ...more, details: { guid, tries: delivery.tries } }] : [received];
}

type Told = Pick<TimelineEvent, 'at' | 'kind' | 'summary' | 'code' | 'fix'>;

function afterReceipt(delivery: RecordedDelivery, what: string, decided: boolean): Told | null {
  const { status, tries, error, receivedAt, retryAt } = delivery;
  const failedAt = delivery.failedAt ?? receivedAt;
  if (status === 'ignored') {
    const summary = `The event ${what} is not used here, so nothing was decided.`;
    return { at: receivedAt, kind: 'delivery_ignored', summary, code: 'event_unused', fix: null };
  }
  if (status === 'failed') {
    const fix = 'Mend what the error names, then process the delivery again, or redeliver it from GitHub.';
    const summary = `Processing failed for good after ${tries} ${tries === 1 ? 'try' : 'tries'}: ${error ?? 'no error was kept'}`;
    return { at: failedAt, kind: 'delivery_failed', summary, code: 'delivery_failed', fix };
  }
  if (status === 'pending' && error !== null) {
    const again = retryAt ? `It is tried again at ${retryAt.toISOString()}.` : 'It is tried again soon.';
    const summary = `A try to process it failed: ${error} ${again}`;
    return { at: failedAt, kind: 'delivery_failed', summary, code: 'delivery_waiting', fix: null };
  }
  if (status === 'pending') {
    const summary = 'The delivery waits in the inbox to be processed.';
    return { at: receivedAt, kind: 'waiting', summary, code: 'delivery_waiting', fix: null };
  }
  if (decided) return null;
  const summary = 'The delivery asked for no publish of a connection of this organization.';
  return {
    ...{ at: delivery.processedAt ?? receivedAt, kind: 'delivery_processed', summary, code: 'nothing_decided' },
    fix: 'When it should have published something, check that its repository is connected.',
  };
}

function decisionEvent(decision: RecordedDecision, facts: ExplainFacts): TimelineEvent {
  const { ref, commit, verdict, reason, connectionId, deliveryId, attemptId, trigger } = decision;
  const connection = connectionOf(facts, connectionId);
  const into = connection ? `into ${connection.entryName}` : 'for a connection that was deleted since';
  const told = decisionText(decision, skipContextOf(facts, connectionId, ref), into);
  return {
    ...told,
    ...{ at: decision.decidedAt, kind: 'decision', deliveryId, attemptId, connectionId },
    details: { verdict, reason, trigger, ref, commit },
  };
}

function decisionText({ verdict, reason, ref, commit }: RecordedDecision, context: SkipContext, into: string) {
  const what = commit ? `${ref} at ${short(commit)}` : ref;
  switch (verdict) {
    case 'publish':
      return { summary: `Decided to publish ${what} ${into}.`, code: 'publish', fix: null };
    case 'preview':
      return { summary: `Decided to preview ${what} ${into}.`, code: 'preview', fix: null };
    case 'joined': {
      const summary = `An attempt for ${what} ${into} was there already; it serves this delivery too.`;
      return { summary, code: reason ?? 'joined', fix: null };
    }
    case 'skip': {
      if (reason === null) return { summary: `Decided not to publish ${what} ${into}.`, code: 'skip', fix: null };
      const { sentence, fix } = explainSkip(reason, context);
      return { summary: `Decided not to publish ${what} ${into}: ${sentence}`, code: reason, fix };
    }
    default:
      return verdict satisfies never;
  }
}
