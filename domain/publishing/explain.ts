import { repositoryFullName } from '../connections/connection.ts';
import { explainPause } from '../connections/pause-reason.ts';
import { parseRef } from '../shared/git-ref.ts';
import { adviceBeside } from './advice.ts';
import type { AttemptFacts, ConnectionFacts, ExplainFacts, ExplainSubject, RecordedDelivery } from './explain-facts.ts';
import { fixOf } from './fix.ts';
import { describeOutcome } from './outcome-message.ts';
import { explainSkip } from './skip-reason.ts';
import { timelineOf } from './timeline.ts';
import { connectionOf, short, skipContextOf, type TimelineEvent } from './timeline-event.ts';

export type Explanation = {
  /** What happened and what to do, for people; also when nothing is known. What is about one thing stands on one line. */
  answer: string;
  events: TimelineEvent[];
};

/** Connections that the answer speaks of; the events tell the others. */
const maxConnectionsTold = 3;

/** Why something was, or was not, published: one answer, and all that happened in order. */
export function explain(facts: ExplainFacts): Explanation {
  const lines = [nowNamed(facts), answerOf(facts)].filter((line) => line !== null);
  return { answer: lines.join('\n'), events: timelineOf(facts) };
}

/** A repository goes by its id: deliveries from before it was renamed or transferred still name it as it was. */
function nowNamed({ subject, connections }: ExplainFacts): string | null {
  const asked = subject.repository;
  const names = [...new Set(connections.map(repositoryFullName))];
  const [name] = names;
  if (asked === null || name === undefined || names.length > 1) return null;
  return name.toLowerCase() === asked.toLowerCase() ? null : `${asked} is named ${name} now.`;
}

function answerOf(facts: ExplainFacts): string {
  const attempts = newestOfEach(facts.attempts, ({ attempt }) => [attempt.connectionId, attempt.createdAt]);
  if (attempts.length > 0) return told(mostTellingFirst(attempts).map((attempt) => attemptText(attempt, facts)));
  const skips = facts.decisions.filter(({ verdict }) => verdict === 'skip');
  const decisions = newestOfEach(skips, ({ connectionId, decidedAt }) => [connectionId, decidedAt]);
  const reasons = decisions.flatMap(({ reason, connectionId, ref }) =>
    reason === null ? [] : [explainSkip(reason, skipContextOf(facts, connectionId, ref))],
  );
  // Connections of one repository often have the same reason, which is told once.
  const texts = new Set(reasons.map(({ sentence, fix }) => `Nothing was published: ${sentence} ${fix}`));
  if (texts.size > 0) return told([...texts]);
  const unknown = connectionMissing(facts);
  // GitHub tells of a pushed commit in more ways than one: those that publish nothing do not make up for the push.
  const telling = facts.deliveries.filter(({ status }) => status !== 'ignored' || facts.subject.delivery !== null);
  const [delivery] = newestOfEach(telling, ({ receivedAt }) => ['', receivedAt]);
  if (delivery) return deliveryText(delivery, unknown);
  return unknown ?? nothingKnown(facts);
}

const tellingOrder = { failed: 0, published: 1, pending: 2, skipped: 3 } as const;

/** What went wrong, and what was published, before what merely did not change. */
function mostTellingFirst(attempts: readonly AttemptFacts[]): AttemptFacts[] {
  return attempts.toSorted((one, other) => tellingOrder[one.attempt.status] - tellingOrder[other.attempt.status]);
}

function told(sentences: string[]): string {
  const more = sentences.length - maxConnectionsTold;
  const shown = sentences.slice(0, maxConnectionsTold);
  return (more > 0 ? [...shown, `The events tell of ${more} more.`] : shown).join('\n');
}

function attemptText(facts: AttemptFacts, all: ExplainFacts): string {
  const { attempt, outcome } = facts;
  const { status, reason, ref, commit } = attempt;
  const context = skipContextOf(all, attempt.connectionId, ref, attempt.version);
  const entry = connectionOf(all, attempt.connectionId)?.entryName ?? 'a connection that was deleted since';
  const what = `${ref}${commit ? ` at ${short(commit)}` : ''} of ${context.repository}`;
  if (status === 'pending') return `Publishing ${what} into ${entry} is under way: ${progressOf(facts)}`;
  const message = outcome ? describeOutcome(outcome, context) : (attempt.message ?? '');
  const fix = adviceBeside({ reason, message, fix: fixOf({ status, reason }, context) });
  const advice = fix === null ? '' : ` ${fix}`;
  switch (status) {
    case 'published':
      return `Published ${attempt.version ?? 'a version'} of ${entry} from ${what}.${writeBackTrouble(attempt)}`;
    case 'skipped':
      return `Nothing new was published into ${entry} from ${what} (${reason}): ${message}${advice}`;
    case 'failed':
      return `Publishing ${what} into ${entry} failed (${reason}): ${message}${advice}`;
    default:
      return status satisfies never;
  }
}

function progressOf({ attempt, steps }: AttemptFacts): string {
  const step = steps.at(-1);
  const latest = step?.tries.at(-1);
  if (!step || !latest) {
    return attempt.engine === null ? 'it waits for the workflow engine.' : 'its first step is about to begin.';
  }
  if (latest.retryAt !== null && step.finishedAt === null) {
    return `step ${step.name} failed (${latest.error ?? 'no error was kept'}) and is tried again at ${latest.retryAt}.`;
  }
  return step.finishedAt === null
    ? `step ${step.name} is running.`
    : `step ${step.name} is done, the next one follows.`;
}

function writeBackTrouble({ writeBackStatus, writeBackMessage }: AttemptFacts['attempt']): string {
  if (writeBackStatus !== 'failed' && writeBackStatus !== 'unsupported') return '';
  return ` The commit could not be told of it${writeBackMessage ? `: ${writeBackMessage}` : '.'}`;
}

function deliveryText(delivery: RecordedDelivery, unconnected: string | null): string {
  const { status, event, guid, error, retryAt } = delivery;
  const named = `GitHub's delivery ${guid} (${event})`;
  switch (status) {
    case 'failed':
      return `${named} arrived but could not be processed: ${error ?? 'no error was kept'} Mend that, then process the delivery again, or redeliver it from the App's settings on GitHub.`;
    case 'pending': {
      const again = retryAt ? ` It is tried again at ${retryAt.toISOString()}.` : '';
      return `${named} arrived and waits to be processed.${error ? ` The last try failed: ${error}` : ''}${again}`;
    }
    case 'ignored':
      return `${named} arrived, but events of that kind publish nothing. Pushes and tags do.`;
    case 'processed':
      return unconnected
        ? `${named} arrived, but published nothing. ${unconnected}`
        : `${named} arrived and was processed; it asked for no publish.`;
    default:
      return status satisfies never;
  }
}

function connectionMissing({ connections, subject, deliveries }: ExplainFacts): string | null {
  if (connections.length > 0) return null;
  const repository = subject.repository ?? deliveries[0]?.repository;
  if (!repository) return null;
  return `No connection of your organization publishes from ${repository}. Connect the repository, then push again or sync the connection.`;
}

function nothingKnown({ connections, subject, deliveries }: ExplainFacts): string {
  const what = namedSubject(subject);
  const [connection] = connections;
  if (!connection) {
    return `Nothing is known of ${what}. ${subject.delivery ? 'The id may be mistyped, the delivery may be of an installation that is not bound to your organization, or it never arrived: ' : ''}${howToCheck('the repository')}`;
  }
  const repository = repositoryFullName(connection);
  const states = [...new Set(connections.flatMap((one) => standsInTheWay(one, subject)))];
  const hints = states.length > 0 ? `\nBesides: ${states.join(' ')}` : '';
  const others = [...new Set(deliveries.map(({ event }) => event))].join(', ');
  const missing = others
    ? `No push or tag of ${what} ever arrived from ${repository}, only events that publish nothing (${others})`
    : `No delivery of ${what} ever arrived from ${repository}`;
  return `${missing}, and nothing ran for it.\n${howToCheck(repository)}${hints}`;
}

function namedSubject({ commit, ref, delivery, repository }: ExplainSubject): string {
  const parts = [delivery && `delivery ${delivery}`, commit && `commit ${commit}`, ref && `ref ${ref}`].filter(Boolean);
  return parts.length > 0 ? parts.join(', ') : (repository ?? 'that');
}

function howToCheck(repository: string): string {
  return (
    "Check that it was pushed to GitHub; in the App's settings on GitHub, that the webhook's URL and secret are this service's, " +
    `that the App subscribes to push and create, and what Recent deliveries says; and that the installation includes ${repository}. ` +
    'Then redeliver it there, or sync the connection.'
  );
}

/** What would keep the connection from publishing the subject, or from publishing by itself. */
function standsInTheWay(connection: ConnectionFacts, { ref }: ExplainSubject): string[] {
  const repository = repositoryFullName(connection);
  const { pausedReason, installation, autoPublish, defaultBranch, tagPattern } = connection;
  const context = { repository, defaultBranch, tagPattern, pausedReason };
  const both = ({ sentence, fix }: { sentence: string; fix: string }) => `${sentence} ${fix}`;
  const found: string[] = [];
  if (pausedReason) found.push(both(explainPause(pausedReason, { repository })));
  if (installation === 'suspended') found.push(both(explainSkip('installation_suspended', context)));
  if (installation === 'missing') found.push(both(explainSkip('installation_missing', context)));
  if (!autoPublish) found.push(both(explainSkip('auto_publish_off', context)));
  const branch = ref === null ? null : branchOf(ref);
  if (branch !== null && branch !== defaultBranch)
    found.push(both(explainSkip('branch_not_default', { ...context, ref: branch })));
  return found;
}

/** The branch that a full ref name names; a short name may as well be a tag's. */
function branchOf(ref: string): string | null {
  const parsed = parseRef(ref);
  return parsed?.kind === 'branch' ? parsed.name : null;
}

function newestOfEach<T>(items: readonly T[], keyOf: (item: T) => [group: string, at: Date]): T[] {
  const newest = new Map<string, T>();
  for (const item of items) {
    const [group, at] = keyOf(item);
    const known = newest.get(group);
    if (known === undefined || at > keyOf(known)[1]) newest.set(group, item);
  }
  return [...newest.values()];
}
