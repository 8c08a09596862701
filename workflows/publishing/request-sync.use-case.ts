import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { repositoryFullName } from '../../domain/connections/connection.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { NamedVersion } from '../../domain/publishing/outcome.ts';
import { describeOutcome } from '../../domain/publishing/outcome-message.ts';
import { fullRefName, isRefName, parseRef } from '../../domain/shared/git-ref.ts';
import type { ConnectionId } from '../../domain/shared/ids.ts';
import type { AttemptWaiter } from '../../ports/publishing/attempt-waiter.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import { toChangeGitHub } from '../access/needs.ts';
import { connectionNotFound } from '../connections/show-connection.use-case.ts';
import { invalid, type Refusal } from '../refusal.ts';
import { type RequestRunPorts, requestRun } from './request-run.ts';

export type RequestSyncPorts = RequestRunPorts & { attempts: Pick<Attempts, 'context'>; waiter: AttemptWaiter };

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
  const branch = fullRefName({ kind: 'branch', name: connection.defaultBranch });
  const attempt = await requestRun(ports, caller, connection, { trigger: 'manual', ref: ref ?? branch, commit: null });
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

async function resultOf(ports: RequestSyncPorts, attempt: Attempt): Promise<SyncResult> {
  if (attempt.status === 'pending') return { kind: 'pending', attempt };
  const context = await ports.attempts.context(attempt.id);
  const outcome = context?.outcome;
  if (!context || !outcome) return { kind: 'finished', attempt, version: null, message: attempt.message };
  const version = outcome.kind === 'failed' ? null : outcome.version;
  const message = describeOutcome(outcome, { repository: repositoryFullName(context.connection) });
  return { kind: 'finished', attempt, version, message };
}
