import { createHash } from 'node:crypto';
import type { ApiKey } from '../../domain/access/api-key.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { Member } from '../../domain/access/member.ts';
import { type Connection, repositoryFullName, type WriteBackMode } from '../../domain/connections/connection.ts';
import { changedPauses, isPausedByMember } from '../../domain/connections/pauses.ts';
import type { RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import type { Installation, InstallationFacts } from '../../domain/installations/installation.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { RecordedDecision } from '../../domain/publishing/explain-facts.ts';
import type { PublishOutcome } from '../../domain/publishing/outcome.ts';
import { describeOutcome } from '../../domain/publishing/outcome-message.ts';
import type { Entry, PublishedVersion } from '../../domain/registry/version.ts';
import type { Access } from '../../ports/access/access.ts';
import type { ConnectionQuery, Connections } from '../../ports/connections/connections.ts';
import type { Deliveries, ReceivedDelivery } from '../../ports/deliveries/deliveries.ts';
import type { WebhookReader } from '../../ports/deliveries/webhook.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import type { AttemptDetail, AttemptQuery, Attempts, DecidedDelivery } from '../../ports/publishing/attempts.ts';
import type { StepHistory } from '../../ports/workflow-engine.ts';
import type { AccessRows } from './in-memory-access.ts';
import { GitHubSide } from './in-memory-github.ts';
import type { RegistryRows } from './in-memory-registry.ts';
import { sampleAttempt, sampleConnection, sampleId, sampleInstallation, sampleTime } from './sample-rows.ts';

/** What the ports stand on: rows of all organizations, in plain lists that a test may fill and read. */
export class World {
  callers = new Map<string, Caller>();
  members: Member[] = [];
  apiKeys: ApiKey[] = [];
  audit: AccessRows['audit'] = [];
  names = new Map<string, string>();
  entries: Entry[] = [];
  versions: PublishedVersion[] = [];
  archives: RegistryRows['archives'] = new Map();
  installs: RegistryRows['installs'] = [];
  bytes = new Map<string, Uint8Array>();
  installations: Installation[] = [];
  connections: Connection[] = [];
  attempts: Attempt[] = [];
  outcomes = new Map<string, PublishOutcome>();
  histories = new Map<string, StepHistory[]>();
  deliveries: ReceivedDelivery[] = [];
  decisions: (RecordedDecision & Partial<DecidedDelivery>)[] = [];
  people = new Map<string, Partial<Pick<AttemptDetail, 'requestedBy' | 'cancelledBy'>>>();
  packages = new Map<string, NonNullable<AttemptDetail['package']>>();
  modes = new Map<string, WriteBackMode>();
  /** GitHub's side; a function may throw what the adapter would. */
  onGitHub = new Map<number, InstallationFacts>();
  /** Who owns the connected repository now, and how the App sees it there. */
  ownerOnGitHub: InstallationFacts | null = null;
  reached: RepositoryFacts | null = null;
  describeRepository: (owner: string, name: string) => RepositoryFacts = () => {
    throw new Error('GitHub is away');
  };
  github = new GitHubSide();
  engineHistory: (workflowId: string) => StepHistory[] | null = () => null;
  wakes = 0;
  /** What becomes of attempts once the dispatcher was woken; null: nothing happens. */
  nextOutcome: PublishOutcome | null = null;

  /** Ends pending attempts as `nextOutcome` says, as the dispatcher and the engine would. */
  wake(): void {
    this.wakes += 1;
    for (const attempt of this.attempts) {
      if (this.nextOutcome && attempt.status === 'pending') this.end(attempt, this.nextOutcome);
    }
  }

  end(attempt: Attempt, outcome: PublishOutcome): void {
    const repository = 'acme/skills';
    this.outcomes.set(attempt.id, outcome);
    Object.assign(attempt, {
      status: outcome.kind,
      reason: outcome.kind === 'published' ? null : outcome.reason,
      message: describeOutcome(outcome, { repository }),
      version: outcome.kind === 'published' ? outcome.version.version : null,
      writeBackStatus: 'disabled',
      finishedAt: sampleTime,
    });
  }
}

export function hashOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

export function access(world: World): Pick<Access, 'callerOf'> {
  return { callerOf: async (keyHash) => world.callers.get(keyHash) ?? null };
}

export function attempts(world: World): Attempts {
  const one = (id: string) => world.attempts.find((attempt) => attempt.id === id);
  const unused = () => Promise.reject(new Error('Requests do not call this.'));
  return {
    find: async (id, organizationId) => clone(one(id), (attempt) => attempt.organizationId === organizationId),
    list: async (query) => ({ attempts: world.attempts.filter((attempt) => fits(attempt, query)), nextCursor: null }),
    latestOf: async (ids) =>
      new Map(world.attempts.filter(({ connectionId }) => ids.includes(connectionId)).map((a) => [a.connectionId, a])),
    context: async (id) => {
      const attempt = one(id);
      const connection = world.connections.find((candidate) => candidate.id === attempt?.connectionId);
      if (!attempt || !connection) return null;
      return { attempt, connection, writeBackMode: 'off', outcome: world.outcomes.get(id) ?? null };
    },
    request: async (run) => {
      const connection = world.connections.find((candidate) => candidate.id === run.connectionId);
      if (!connection) throw new Error('The connection is gone.');
      const attempt = sampleAttempt({ ...run, organizationId: connection.organizationId, writeBackStatus: 'pending' });
      world.attempts.push(attempt);
      return { ...attempt };
    },
    recordOutcome: async (id, outcome) => {
      const attempt = one(id);
      if (attempt) {
        const { writeBackStatus } = attempt;
        world.end(attempt, outcome);
        attempt.writeBackStatus = writeBackStatus;
      }
      return outcome;
    },
    recordWriteBack: async (id, writeBackStatus) => {
      Object.assign(one(id) ?? {}, { writeBackStatus });
    },
    keptHistory: async (id) => world.histories.get(id) ?? null,
    detail: async (id, organizationId) => {
      const attempt = one(id);
      if (attempt?.organizationId !== organizationId) return null;
      const connection = world.connections.find((candidate) => candidate.id === attempt.connectionId) ?? null;
      const outcome = world.outcomes.get(id) ?? null;
      const delivery = { guid: null, event: null, action: null };
      const decisions = world.decisions
        .filter(({ attemptId }) => attemptId === id)
        .map((decision) => ({ ...delivery, ...decision }));
      const people = { requestedBy: null, cancelledBy: null, ...world.people.get(id) };
      const packed = world.packages.get(id) ?? null;
      return { attempt, connection, outcome, writeBackAt: null, decisions, package: packed, ...people };
    },
    cancel: async (id, by) => {
      const attempt = one(id);
      if (attempt?.organizationId !== by.organizationId) return { kind: 'not-found' };
      if (attempt.reason === 'cancelled') return { kind: 'cancelled', attempt, isNew: false };
      if (attempt.status !== 'pending') return { kind: 'finished', attempt };
      world.end(attempt, { kind: 'skipped', reason: 'cancelled', message: 'Cancelled.', version: null });
      return { kind: 'cancelled', attempt, isNew: true };
    },
    listCancelled: unused,
    markConclusionStarted: unused,
    findForRerun: unused,
    settleCommit: unused,
    beginWriteBack: unused,
    recordCheckRun: unused,
    listUnstarted: unused,
    markStarted: unused,
    listStartedBefore: unused,
    markUnstarted: unused,
    listWithoutHistory: unused,
    keepHistory: unused,
  };
}

function clone<T>(value: T | undefined, accepted: (value: T) => boolean): T | null {
  return value !== undefined && accepted(value) ? { ...value } : null;
}

function fits(attempt: Attempt, { organizationId, connectionId, ref, commit, status }: AttemptQuery): boolean {
  return (
    attempt.organizationId === organizationId &&
    (connectionId === undefined || attempt.connectionId === connectionId) &&
    (ref === undefined || attempt.ref === ref) &&
    (commit === undefined || attempt.commit === commit) &&
    (status === undefined || attempt.status === status)
  );
}

export function connections(world: World): Connections {
  const one = (id: string, organizationId: string) =>
    world.connections.find((connection) => connection.id === id && connection.organizationId === organizationId);
  return {
    create: async (wanted, _by, options) => {
      const entry = world.entries.find(({ id }) => id === wanted.entryId);
      const shows = entry !== undefined && entry.visibility !== 'org' && wanted.repositoryPrivate !== false;
      if (shows && !options?.confirmed) return { kind: 'confirmation-needed', entry };
      if (world.connections.some(({ entryId }) => entryId === wanted.entryId)) return { kind: 'entry-connected' };
      const connection = sampleConnection(wanted);
      world.connections.push(connection);
      return { kind: 'created', connection };
    },
    list: async (query) => listedConnections(world, query),
    linksOf: async (ids, organizationId) =>
      new Map(
        ids.map((repositoryId) => {
          const linked = world.connections.filter((connection) => connection.repositoryId === repositoryId);
          const own = linked.filter((connection) => connection.organizationId === organizationId).map(({ id }) => id);
          return [repositoryId, { own, elsewhere: own.length < linked.length }];
        }),
      ),
    find: async (id, organizationId) => one(id, organizationId) ?? null,
    update: async (id, changes, { organizationId }) => {
      const connection = one(id, organizationId);
      if (!connection) return null;
      const { pausedByMember = isPausedByMember(connection.pausedReasons), ...settings } = changes;
      const change = { [pausedByMember ? 'begun' : 'ended']: ['paused_by_member'] as const };
      const pausedReasons = changedPauses(connection.pausedReasons, change);
      return Object.assign(connection, settings, { pausedReasons, pausedReason: pausedReasons[0] ?? null });
    },
    delete: async (id, { organizationId }) => {
      const found = one(id, organizationId);
      world.connections = world.connections.filter((connection) => connection !== found);
      return found !== undefined;
    },
    writeBackMode: async (organizationId) => world.modes.get(organizationId) ?? 'checks',
    setWriteBackMode: async (mode, { organizationId }) => {
      world.modes.set(organizationId, mode);
    },
  };
}

function listedConnections(world: World, query: ConnectionQuery) {
  const { organizationId, installationId, entryId, repository, search, limit = Infinity, cursor } = query;
  const isWanted = (connection: Connection) =>
    connection.organizationId === organizationId &&
    (installationId === undefined || connection.installationId === installationId) &&
    (entryId === undefined || connection.entryId === entryId) &&
    (repository === undefined || repositoryFullName(connection).toLowerCase() === repository.toLowerCase()) &&
    (search === undefined || `${repositoryFullName(connection)} ${connection.skillPath}`.includes(search));
  const start = Number(cursor ?? 0);
  const wanted = world.connections.filter(isWanted).slice(start);
  return {
    connections: wanted.slice(0, limit),
    nextCursor: wanted.length > limit ? String(start + limit) : null,
  };
}

export function installations(world: World): Installations {
  const unused = () => Promise.reject(new Error('Requests do not call this.'));
  return {
    find: async (id) => world.installations.find(({ installationId }) => installationId === id) ?? null,
    listOf: async (organizationId) => world.installations.filter((one) => one.organizationId === organizationId),
    usesOf: async (organizationId) =>
      new Map(
        world.connections
          .filter((connection) => connection.organizationId === organizationId)
          .map(({ installationId }) => [installationId, { connections: 1, repositories: 1, lastEventAt: sampleTime }]),
      ),
    bind: async (facts, { organizationId }) => {
      const known = world.installations.find(({ installationId }) => installationId === facts.installationId);
      if (known?.organizationId && known.organizationId !== organizationId) return { kind: 'bound-elsewhere' };
      const installation = sampleInstallation({ ...known, ...facts, organizationId });
      world.installations = [...world.installations.filter((one) => one !== known), installation];
      return { kind: 'bound', installation };
    },
    unbind: async (id, { organizationId }) => {
      const bound = world.installations.find((one) => one.installationId === id);
      if (bound?.organizationId !== organizationId) return null;
      bound.organizationId = null;
      return { pausedConnections: world.connections.filter((one) => one.installationId === id).length };
    },
    keep: async (facts) => {
      const known = world.installations.find(({ installationId }) => installationId === facts.installationId);
      const installation = sampleInstallation({ ...known, ...facts });
      world.installations = [...world.installations.filter((one) => one !== known), installation];
      return { kind: 'kept', installation };
    },
    remove: unused,
  };
}

export function deliveries(world: World): Deliveries {
  const unused = () => Promise.reject(new Error('Requests do not call this.'));
  return {
    receive: async (delivery) => {
      const known = world.deliveries.some(({ guid }) => guid === delivery.guid);
      if (!known) world.deliveries.push(delivery);
      return { kind: known ? 'repeated' : 'stored' };
    },
    claim: unused,
    recordDecisions: unused,
    recordFailure: unused,
  };
}

/** Takes `sha256=` and the plain SHA-256 of the bytes for a good signature; uses `push` events only. */
export function webhooks(): WebhookReader {
  return {
    verify: async (body, signature) => signature === signatureOf(body),
    originOf: () => ({ installationId: null, repositoryId: null, repository: null, ref: null, commit: null }),
    read: (event) => (event === 'push' ? { kind: 'malformed', message: 'not looked at here' } : unusedEvent),
  };
}

const unusedEvent = { kind: 'event', event: { kind: 'unused' } } as const;

export function signatureOf(body: Uint8Array | string): string {
  return `sha256=${createHash('sha256').update(body).digest('hex')}`;
}

/** UUIDs in a row, from 1000 on. */
export function idsInARow(): () => string {
  let last = 999;
  return () => {
    last += 1;
    return sampleId(last);
  };
}
