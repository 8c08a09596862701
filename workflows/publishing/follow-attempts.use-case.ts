import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { type Attempt, isConcluded } from '../../domain/publishing/attempt.ts';
import type { AttemptId } from '../../domain/shared/ids.ts';
import type { AttemptChange, AttemptChanges, AttemptNotifications } from '../../ports/publishing/attempt-changes.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import type { WorkflowEngine } from '../../ports/workflow-engine.ts';
import { toReadGitHub } from '../access/needs.ts';
import type { Tenancy } from '../deliveries/delivery-scope.ts';
import type { Refusal } from '../refusal.ts';
import { attemptNotFound, type ShownAttempt, shownAttempt } from './show-attempt.use-case.ts';
import { wakeUps } from './wake-ups.ts';

export type FollowPorts = Tenancy & {
  changes: AttemptChanges;
  notifications: AttemptNotifications;
  attempts: Pick<Attempts, 'detail' | 'keptHistory'>;
  engine: Pick<WorkflowEngine, 'history'>;
  /** Resolves after `pauseMs`, or as soon as `signal` aborts. */
  sleep(pauseMs: number, signal: AbortSignal): Promise<void>;
  now(): Date;
};

export type Follow = {
  caller: Caller;
  /** The `id` of the last event that the client got. */
  lastEventId?: string | undefined;
  /** Whether the caller's key still holds; asked at each heartbeat. */
  stillAllowed(): Promise<boolean>;
  /** Ends the stream. */
  signal: AbortSignal;
};

export type FeedItem =
  /** The attempt as it stands now; `revision` tells a change from a repetition. */
  | { kind: 'attempt'; id: string; attempt: Attempt; revision: number }
  /** It is in lists no more: another attempt serves its event. It may have been told before, while its commit was not known. */
  | { kind: 'joined'; id: string; attemptId: AttemptId; joinedTo: AttemptId }
  /** Changes were missed, or may have been: the list is to be read anew. */
  | { kind: 'reset'; id: string }
  | { kind: 'heartbeat' };

export type AttemptItem =
  | { kind: 'attempt'; id: string; shown: ShownAttempt; revision: number }
  | { kind: 'heartbeat' }
  /** There is nothing more to come. */
  | { kind: 'end' };

/** Proxies cut connections that are silent; the key is looked at as often. */
const heartbeatMs = 15_000;
/** Steps begin and end in the engine, which does not say so: it is asked this often while the attempt runs. */
const stepsEveryMs = 1_000;
/** A client that missed more reads the list anew. */
const mostMissed = 1_000;
/** Meanwhile the client reads the list. */
const resetPauseMs = 1_000;

/** The changes of an organization's attempts, from now on or from where the client was cut off. */
export async function followAttempts(
  ports: FollowPorts,
  follow: Follow,
): Promise<{ kind: 'following'; items: AsyncGenerator<FeedItem> } | Refusal> {
  const allowed = authorize(follow.caller, toReadGitHub);
  if (allowed.kind === 'denied') return allowed;
  return { kind: 'following', items: feed(ports, follow) };
}

async function* feed(ports: FollowPorts, follow: Follow): AsyncGenerator<FeedItem> {
  const { caller, signal } = follow;
  const { organizationId } = caller;
  const wakes = wakeUps(ports, organizationId, signal);
  const heart = heartbeat(ports);
  try {
    let position = follow.lastEventId ?? (await ports.changes.position());
    let sent = new Map<AttemptId, number>();
    while (!signal.aborted) {
      const read = await ports.changes.changesSince(position, organizationId, mostMissed);
      if (read.kind === 'lost') {
        position = await ports.changes.position();
        sent = new Map();
        yield { kind: 'reset', id: position };
        // A transaction that takes long keeps all that came since it began among what is read: that may be too much again.
        await ports.sleep(resetPauseMs, signal);
        continue;
      }
      for (const change of read.changes) {
        if (sent.get(change.attempt.id) !== change.revision) yield feedItem(change);
      }
      // What is read again next time is among what was read now.
      sent = new Map(read.changes.map(({ attempt, revision }) => [attempt.id, revision]));
      position = read.next;
      await wakes.next(heart.leftMs());
      if (heart.leftMs() > 0) continue;
      if (!(await follow.stillAllowed())) return;
      yield { kind: 'heartbeat' };
      heart.beat();
    }
  } finally {
    wakes.stop();
  }
}

/** Tells what lists show, and what they show no more. */
function feedItem({ attempt, revision, joinedTo, position: id }: AttemptChange): FeedItem {
  return joinedTo === null
    ? { kind: 'attempt', id, attempt, revision }
    : { kind: 'joined', id, attemptId: attempt.id, joinedTo };
}

/** One attempt as it changes, with its steps, until it has ended and its commit was told. */
export async function followAttempt(
  ports: FollowPorts,
  follow: Follow & { attemptId: AttemptId },
): Promise<{ kind: 'following'; items: AsyncGenerator<AttemptItem> } | Refusal> {
  const { caller, attemptId } = follow;
  const allowed = authorize(caller, toReadGitHub);
  if (allowed.kind === 'denied') return allowed;
  const known = await ports.changes.current(attemptId, caller.organizationId);
  if (!known) return attemptNotFound(attemptId);
  return { kind: 'following', items: progress(ports, follow) };
}

async function* progress(ports: FollowPorts, follow: Follow & { attemptId: AttemptId }): AsyncGenerator<AttemptItem> {
  const { caller, attemptId, signal } = follow;
  const { organizationId } = caller;
  const wakes = wakeUps(ports, organizationId, signal);
  const heart = heartbeat(ports);
  let last = follow.lastEventId ?? '';
  try {
    while (!signal.aborted) {
      // Read before the rest: a change in between shows at the next look.
      const known = await ports.changes.current(attemptId, organizationId);
      const shown = known && (await shownAttempt(ports, attemptId, caller));
      if (!shown) return;
      const id = `${known.revision}.${triesOf(shown)}`;
      if (id !== last) {
        yield { kind: 'attempt', id, shown, revision: known.revision };
        last = id;
      }
      if (isConcluded(known.attempt)) {
        yield { kind: 'end' };
        return;
      }
      await wakes.next(Math.min(stepsEveryMs, heart.leftMs()));
      if (heart.leftMs() > 0) continue;
      if (!(await follow.stillAllowed())) return;
      yield { kind: 'heartbeat' };
      heart.beat();
    }
  } finally {
    wakes.stop();
  }
}

/** By the clock: where much happens, the key is looked at as often as where nothing does. */
function heartbeat({ now }: FollowPorts) {
  let nextAt = now().getTime() + heartbeatMs;
  return {
    leftMs: () => Math.max(0, nextAt - now().getTime()),
    beat: () => {
      nextAt = now().getTime() + heartbeatMs;
    },
  };
}

/** Grows with each try that begins, each one that ends, and each pause after one, which engines record a moment later. */
function triesOf({ steps }: ShownAttempt): number {
  const tries = steps.flatMap((step) => step.tries);
  const marks = tries.flatMap(({ finishedAt, retryAt }) => [finishedAt, retryAt]);
  return tries.length + marks.filter((mark) => mark !== null).length;
}
