import { repositoryFullName } from '../connections/connection.ts';
import type { AttemptId, ConnectionId, DeliveryId } from '../shared/ids.ts';
import type {
  AttemptFacts,
  ConnectionFacts,
  ExplainFacts,
  RecordedDecision,
  RecordedDelivery,
} from './explain-facts.ts';
import { fixOf } from './fix.ts';
import { describeOutcome } from './outcome-message.ts';
import { explainSkip, type SkipContext } from './skip-reason.ts';
import { stepEvents } from './step-events.ts';

/** In the order in which things of one moment happened. */
export const timelineKinds = [
  'delivery_received',
  'delivery_ignored',
  'delivery_failed',
  'delivery_processed',
  'decision',
  'attempt_created',
  'step',
  'step_failed',
  'waiting',
  'outcome',
  'write_back',
] as const;

/** One thing that happened. `code` is stable; `fix` says what to do when that is not what was wanted. */
export type TimelineEvent = {
  at: Date;
  kind: (typeof timelineKinds)[number];
  summary: string;
  code: string | null;
  fix: string | null;
  deliveryId: DeliveryId | null;
  attemptId: AttemptId | null;
  connectionId: ConnectionId | null;
  details: Record<string, string | number | null>;
};

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

function attemptEvents({ attempt, outcome, steps, writeBackAt }: AttemptFacts, facts: ExplainFacts): TimelineEvent[] {
  const { id: attemptId, connectionId, trigger, ref, commit, run, status, reason, finishedAt } = attempt;
  const base = { code: null, fix: null, deliveryId: null, attemptId, connectionId };
  const events: TimelineEvent[] = [
    {
      ...base,
      at: attempt.createdAt,
      kind: 'attempt_created',
      summary: `An attempt was made for ${ref}${commit ? ` at ${short(commit)}` : ''} (trigger ${trigger}${run > 1 ? `, run ${run}` : ''}).`,
      details: { trigger, ref, commit, run, engine: attempt.engine },
    },
    ...stepEvents(steps).map((step) => ({ ...base, ...step })),
  ];
  if (finishedAt === null) return events;
  const context = skipContextOf(facts, connectionId, ref, attempt.version);
  const said = outcome ? describeOutcome(outcome, context) : (attempt.message ?? `The attempt ended as ${status}.`);
  const fix = fixOf({ status, reason }, context);
  events.push({
    ...{ ...base, at: finishedAt, kind: 'outcome', summary: said, code: reason ?? status },
    ...{ fix, details: { status, reason, version: attempt.version } },
  });
  const written = writeBackEvent(attempt);
  if (written) events.push({ ...base, ...written, at: latest(writeBackAt, finishedAt) });
  return events;
}

function writeBackEvent({ writeBackStatus, writeBackMessage, checkRunId, statusContext }: AttemptFacts['attempt']) {
  const details = { status: writeBackStatus, check_run_id: checkRunId, status_context: statusContext };
  const kind = 'write_back' as const;
  const because = writeBackMessage ? ` ${writeBackMessage}` : '';
  switch (writeBackStatus) {
    case 'pending':
      return { kind, summary: 'The commit has not been told yet.', code: 'write_back_pending', fix: null, details };
    case 'disabled':
      return { kind, summary: 'Nothing was written to the commit.', code: 'write_back_disabled', fix: null, details };
    case 'success':
      return { kind, summary: `The commit was told.${because}`, code: 'write_back_success', fix: null, details };
    case 'failed': {
      const fix = 'The publish stands as it is. Re-run the attempt to have the commit told.';
      return { kind, summary: `The commit could not be told.${because}`, code: 'write_back_failed', fix, details };
    }
    case 'unsupported': {
      const fix = 'Give the App the permission checks: write or statuses: write, and accept it on the account.';
      const summary = `The commit cannot be told: the App lacks the permission.${because}`;
      return { kind, summary, code: 'write_back_unsupported', fix, details };
    }
    default:
      return writeBackStatus satisfies never;
  }
}

export function connectionOf({ connections }: ExplainFacts, id: ConnectionId): ConnectionFacts | undefined {
  return connections.find((connection) => connection.id === id);
}

/** What the sentences of a skip of this connection can name. */
export function skipContextOf(
  facts: ExplainFacts,
  connectionId: ConnectionId,
  ref: string,
  version: string | null = null,
): SkipContext {
  const connection = connectionOf(facts, connectionId);
  const repository = connection ? repositoryFullName(connection) : (facts.subject.repository ?? 'the repository');
  if (!connection) return { repository, ref, version };
  const { defaultBranch, tagPattern, pausedReason } = connection;
  return { repository, ref, defaultBranch, tagPattern, pausedReason, version };
}

export function short(commit: string): string {
  return commit.slice(0, 7);
}

function latest(a: Date | null, b: Date): Date {
  return a !== null && a > b ? a : b;
}
