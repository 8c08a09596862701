import type { Connection } from '../../domain/connections/connection.ts';
import type { DeliveryEvent, RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import type { Installation } from '../../domain/installations/installation.ts';
import { decide, type InstallationState } from '../../domain/publishing/decision.ts';
import { triggerOf } from '../../domain/publishing/triggers.ts';
import { fullRefName } from '../../domain/shared/git-ref.ts';
import type { InstallationId } from '../../domain/shared/ids.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import type { Decision, Deliveries, StoredDelivery } from '../../ports/deliveries/deliveries.ts';
import type { WebhookReader } from '../../ports/deliveries/webhook.ts';
import { PermanentFailure, RateLimited } from '../../ports/faults.ts';
import type { GitHubApp } from '../../ports/installations/github-app.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import { decideRerun } from './decide-rerun.ts';

export type ProcessDeliveryPorts = {
  deliveries: Deliveries;
  webhooks: WebhookReader;
  connections: Connections;
  installations: Installations;
  attempts: Attempts;
  app: GitHubApp;
  now(): Date;
};

export type ProcessResult = { kind: 'idle' } | { kind: 'processed'; attemptsMade: number } | { kind: 'put-back' };

/** Longer than any processing takes; a server that died frees its delivery after this long. */
const leaseMs = 15_000;
/** A delivery that keeps failing waits longer each time; after the last try it waits for a redelivery. */
const retryAfterMs = [500, 2_000, 5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000];

/** Takes one delivery from the inbox and does all that it calls for. Everything here may run twice. */
export async function processNextDelivery(ports: ProcessDeliveryPorts): Promise<ProcessResult> {
  const delivery = await ports.deliveries.claim(leaseMs);
  if (!delivery) return { kind: 'idle' };
  try {
    const decisions = await decisionsOf(ports, delivery);
    const { attemptsMade } = await ports.deliveries.recordDecisions(delivery.id, decisions);
    return { kind: 'processed', attemptsMade };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    await ports.deliveries.recordFailure(delivery.id, message, retryAt(ports, delivery, error));
    return { kind: 'put-back' };
  }
}

function retryAt(ports: ProcessDeliveryPorts, { tries }: StoredDelivery, error: unknown): Date | null {
  if (error instanceof RateLimited) return error.until;
  if (error instanceof PermanentFailure) return null;
  const pauseMs = retryAfterMs[tries - 1];
  return pauseMs === undefined ? null : new Date(ports.now().getTime() + pauseMs);
}

async function decisionsOf(ports: ProcessDeliveryPorts, delivery: StoredDelivery): Promise<Decision[]> {
  const read = ports.webhooks.read(delivery.event, JSON.parse(new TextDecoder().decode(delivery.body)));
  if (read.kind === 'malformed') throw new PermanentFailure('payload_malformed', read.message);
  const { event } = read;
  switch (event.kind) {
    case 'ping':
    case 'unused':
      return [];
    case 'installation':
      return followInstallation(ports, event);
    case 'installation-repositories':
      return followSelection(ports, event);
    case 'repository':
      await followRepository(ports, event.repository, event.action === 'deleted');
      return [];
    case 'push':
    case 'tag-created':
      return decideForRepository(ports, event);
    case 'check-run-rerequested':
    case 'check-suite-rerequested':
      return decideRerun(ports, event);
    default:
      return event satisfies never;
  }
}

async function followInstallation(
  ports: ProcessDeliveryPorts,
  { action, installation: { installationId } }: Extract<DeliveryEvent, { kind: 'installation' }>,
): Promise<Decision[]> {
  if (action === 'deleted') {
    await ports.installations.remove(installationId);
    return [];
  }
  const installation = await refreshInstallation(ports, installationId);
  const resumed = action === 'unsuspend' && installation?.suspended === false;
  return resumed ? sweepsOf(await ports.connections.listOfInstallation(installationId)) : [];
}

/** Events come in any order, a suspension after its end: what holds now is asked for. */
async function refreshInstallation(ports: ProcessDeliveryPorts, id: InstallationId): Promise<Installation | null> {
  const facts = await ports.app.installation(id);
  const kept = facts ? await ports.installations.keep(facts) : null;
  return kept?.kind === 'kept' ? kept.installation : null;
}

async function followSelection(
  ports: ProcessDeliveryPorts,
  { installation: { installationId }, added, removed }: Extract<DeliveryEvent, { kind: 'installation-repositories' }>,
): Promise<Decision[]> {
  await refreshInstallation(ports, installationId);
  for (const repositoryId of removed) {
    await ports.connections.pauseRepository(repositoryId, 'repository_removed_from_installation');
  }
  const decisions: Decision[] = [];
  for (const repositoryId of added) {
    await ports.connections.resume({ repositoryId, installationId }, 'repository_removed_from_installation');
    const connections = await ports.connections.listOfRepository(repositoryId);
    decisions.push(...sweepsOf(connections.filter((connection) => connection.installationId === installationId)));
  }
  return decisions;
}

/** What was pushed while nothing could be read is published now: whatever each branch's head is. */
function sweepsOf(connections: readonly Connection[]): Decision[] {
  const open = connections.filter((connection) => connection.autoPublish && connection.pausedReason === null);
  return open.map(({ id, defaultBranch }) => {
    const ref = fullRefName({ kind: 'branch', name: defaultBranch });
    return { connectionId: id, trigger: 'sweep', ref, commit: null, verdict: { kind: 'publish' } };
  });
}

/** Names follow the repository's id; a new owner or a deletion pauses its connections. */
async function followRepository(
  ports: ProcessDeliveryPorts,
  repository: RepositoryFacts,
  deleted: boolean,
): Promise<void> {
  if (deleted) return ports.connections.pauseRepository(repository.id, 'repository_deleted');
  const connections = await ports.connections.listOfRepository(repository.id);
  if (connections.some((connection) => connection.repositoryOwnerId !== repository.ownerId)) {
    await ports.connections.pauseRepository(repository.id, 'repository_transferred');
  }
  const renamed = ({ repositoryOwner, repositoryName }: Connection) =>
    repositoryOwner !== repository.owner || repositoryName !== repository.name;
  if (connections.some(renamed)) await ports.connections.followRepository(repository);
}

type RepositoryEvent = Extract<DeliveryEvent, { kind: 'push' | 'tag-created' }>;

async function decideForRepository(ports: ProcessDeliveryPorts, event: RepositoryEvent): Promise<Decision[]> {
  await followRepository(ports, event.repository, false);
  const trigger = triggerOf(event);
  const connections = await ports.connections.listOfRepository(event.repository.id);
  if (!trigger || connections.length === 0) return [];
  const decisions: Decision[] = [];
  const states = new Map<InstallationId, InstallationState>();
  for (const connection of connections) {
    let decision = decide(connection, trigger, { installation: 'active' });
    // The installation is looked at last: what the payload decides costs no question.
    if (decision.kind === 'publish') {
      const id = connection.installationId;
      const installation = states.get(id) ?? (await stateOf(ports, id));
      states.set(id, installation);
      decision = decide(connection, trigger, { installation });
    }
    const of = { connectionId: connection.id, trigger: trigger.kind, ref: fullRefName(trigger.ref) };
    decisions.push({ ...of, commit: trigger.commit, verdict: verdictOf(decision) });
  }
  return decisions;
}

/** Skips that a maintainer who pushed would wonder about are shown among the attempts. */
function verdictOf(decision: ReturnType<typeof decide>): Decision['verdict'] {
  if (decision.kind === 'publish') return { kind: 'publish' };
  const { reason } = decision;
  const asAttempt =
    reason === 'installation_suspended' || reason === 'installation_missing' || reason === 'connection_paused';
  return { kind: 'skip', reason, asAttempt };
}

/** An installation that we do not know is asked for at GitHub, once, and kept. */
async function stateOf(ports: ProcessDeliveryPorts, id: InstallationId): Promise<InstallationState> {
  const installation = (await ports.installations.find(id)) ?? (await refreshInstallation(ports, id));
  if (!installation) return 'missing';
  return installation.suspended ? 'suspended' : 'active';
}
