import type { Actor } from '../../domain/access/actor.ts';
import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { type Connection, repositoryFullName } from '../../domain/connections/connection.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import { type DecisionFacts, decide } from '../../domain/publishing/decision.ts';
import type { NamedVersion, SkipReason } from '../../domain/publishing/outcome.ts';
import { describeOutcome } from '../../domain/publishing/outcome-message.ts';
import { skipped } from '../../domain/publishing/outcomes.ts';
import { fullRefName, isRefName, parseRef } from '../../domain/shared/git-ref.ts';
import { type AttemptId, type ConnectionId, parseId } from '../../domain/shared/ids.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import type { AttemptWaiter } from '../../ports/publishing/attempt-waiter.ts';
import type { Attempts, RequestedRun } from '../../ports/publishing/attempts.ts';
import { toChangeGitHub } from '../access/needs.ts';
import { connectionNotFound } from '../connections/show-connection.use-case.ts';
import { invalid, type Refusal } from '../refusal.ts';

export type RequestSyncPorts = {
  connections: Pick<Connections, 'find'>;
  installations: Pick<Installations, 'find'>;
  attempts: Pick<Attempts, 'request' | 'context' | 'recordOutcome' | 'recordWriteBack'>;
  waiter: AttemptWaiter;
  /** Wakes the dispatcher, which starts the attempt; a lost call only means that it starts a little later. */
  wakeDispatcher(): void;
  /** A new UUID. */
  newId(): string;
};

export type RequestSync = {
  caller: Caller;
  connectionId: ConnectionId;
  /** A branch or tag, by its short or its full name; left out: the connection's default branch. */
  ref?: string | undefined;
  /** Ends the waiting, not the attempt. */
  signal: AbortSignal;
};

/** `version`: the published one, or the one that made publishing needless. */
export type SyncResult =
  | { kind: 'finished'; attempt: Attempt; version: NamedVersion | null; message: string | null }
  | { kind: 'pending'; attempt: Attempt };

/** How long a caller waits for the end of the attempt. */
const patienceMs = 25_000;

/** Makes an attempt by hand, and waits for a while for its end. */
export async function requestSync(ports: RequestSyncPorts, input: RequestSync): Promise<SyncResult | Refusal> {
  const { caller, connectionId, ref, signal } = input;
  const allowed = authorize(caller, toChangeGitHub);
  if (allowed.kind === 'denied') return allowed;
  if (ref !== undefined && !isRef(ref)) return badRef;
  const connection = await ports.connections.find(connectionId, caller.organizationId);
  if (!connection) return connectionNotFound(connectionId);
  const attempt = await makeAttempt(ports, caller, connection, ref);
  if (!attempt) return connectionNotFound(connectionId);
  const { id, organizationId } = attempt;
  const settled = await ports.waiter.waitUntilSettled(id, organizationId, patienceMs, signal);
  return resultOf(ports, settled ?? attempt);
}

const badRef = invalid([
  { path: 'ref', message: 'Give the name of a branch or a tag, for example main, v1.2.0 or refs/tags/v1.2.0.' },
]);

function isRef(name: string): boolean {
  return /^refs\/(heads|tags)\//.test(name) ? parseRef(name) !== null : isRefName(name) && !name.startsWith('-');
}

/**
 * A run that is not to be made is an attempt all the same: whoever asked for it finds it, with the reason. Null when
 * the connection was deleted in the meantime.
 */
async function makeAttempt(
  ports: RequestSyncPorts,
  by: Actor,
  connection: Connection,
  requestedRef: string | undefined,
): Promise<Attempt | null> {
  const trigger = 'manual';
  const ref = requestedRef ?? fullRefName({ kind: 'branch', name: connection.defaultBranch });
  const installation = await installationState(ports, connection);
  const decision = decide(connection, { kind: trigger, ref, commit: null }, { installation });
  const run: RequestedRun = { id: newAttemptId(ports), connectionId: connection.id, trigger, ref, commit: null };
  const attempt = await requestUnlessDeleted(ports, by, connection, run);
  if (!attempt) return null;
  if (decision.kind === 'skip') await endSkipped(ports, connection, attempt, decision.reason);
  else ports.wakeDispatcher();
  return attempt;
}

async function requestUnlessDeleted(
  ports: RequestSyncPorts,
  by: Actor,
  connection: Connection,
  run: RequestedRun,
): Promise<Attempt | null> {
  try {
    return await ports.attempts.request(run, by);
  } catch (error) {
    if (await ports.connections.find(connection.id, connection.organizationId)) throw error;
    return null;
  }
}

async function installationState(
  ports: RequestSyncPorts,
  connection: Connection,
): Promise<DecisionFacts['installation']> {
  const installation = await ports.installations.find(connection.installationId);
  if (installation?.organizationId !== connection.organizationId) return 'missing';
  return installation.suspended ? 'suspended' : 'active';
}

/** Such skips are only recorded: the write-back is settled first, so that nothing waits for it. */
async function endSkipped(
  ports: RequestSyncPorts,
  connection: Connection,
  attempt: Attempt,
  reason: SkipReason,
): Promise<void> {
  const { pausedReason } = connection;
  const outcome = skipped(reason, { repository: repositoryFullName(connection), ref: attempt.ref, pausedReason });
  await ports.attempts.recordWriteBack(attempt.id, 'disabled', null);
  await ports.attempts.recordOutcome(attempt.id, outcome);
}

async function resultOf(ports: RequestSyncPorts, attempt: Attempt): Promise<SyncResult> {
  if (attempt.status === 'pending') return { kind: 'pending', attempt };
  const context = await ports.attempts.context(attempt.id);
  const outcome = context?.outcome;
  if (!context || !outcome) return { kind: 'finished', attempt, version: null, message: attempt.message };
  const version = outcome.kind === 'failed' ? null : outcome.version;
  const message = describeOutcome(outcome, { repository: repositoryFullName(context.connection) });
  return { kind: 'finished', attempt, version, message };
}

function newAttemptId(ports: RequestSyncPorts): AttemptId {
  const id = parseId<AttemptId>(ports.newId());
  if (!id) throw new Error('newId gave no UUID.');
  return id;
}
