import type { Connection } from '../../domain/connections/connection.ts';
import type { DeliveryEvent, RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import { decide } from '../../domain/publishing/decision.ts';
import type { SkipReason } from '../../domain/publishing/outcome.ts';
import { triggerOf } from '../../domain/publishing/triggers.ts';
import { fullRefName } from '../../domain/shared/git-ref.ts';
import type { RepositorySightings } from '../../ports/connections/repository-sightings.ts';
import type { Decision, Deliveries, RunDecision, StoredDelivery } from '../../ports/deliveries/deliveries.ts';
import type { WebhookReader } from '../../ports/deliveries/webhook.ts';
import { PermanentFailure, RateLimited } from '../../ports/faults.ts';
import type { GitHubApp } from '../../ports/installations/github-app.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import type { Repositories } from '../../ports/publishing/repositories.ts';
import { refreshInstallation } from '../installations/refresh-installation.ts';
import { describeStepFault, stepFaultOf } from '../step-fault.ts';
import { type DecidePreviewPorts, decidePreviewReruns, decidePreviews } from './decide-preview.ts';
import { decideRerun, verdictOf } from './decide-rerun.ts';
import { followInstallation, followSelection, sweepsOf } from './follow-installation.ts';
import { followPayload } from './follow-repository.ts';
import { type InstallationStates, installationStates } from './installation-state.ts';

export type ProcessDeliveryPorts = DecidePreviewPorts & {
  deliveries: Deliveries;
  webhooks: WebhookReader;
  sightings: RepositorySightings;
  repositories: Pick<Repositories, 'reach'>;
  installations: Installations;
  attempts: Attempts;
  app: GitHubApp;
  now(): Date;
};

export type ProcessResult =
  | { kind: 'idle' }
  | { kind: 'processed'; attemptsMade: number; previewsMade: number; skips: SkipReason[] }
  | { kind: 'put-back' };

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
    const made = await ports.deliveries.recordDecisions(delivery.id, decisions);
    const skips = decisions.flatMap(({ verdict }) => (verdict.kind === 'skip' ? [verdict.reason] : []));
    return { kind: 'processed', ...made, skips };
  } catch (error) {
    const message = describeStepFault(stepFaultOf(error));
    const spendsNoTry = error instanceof RateLimited;
    await ports.deliveries.recordFailure(delivery.id, message, retryAt(ports, delivery, error), { spendsNoTry });
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
    case 'installation-target-renamed':
      await refreshInstallation(ports, event.installationId);
      return [];
    default:
      return decideForRepository(ports, event);
  }
}

type RepositoryEvent = Extract<DeliveryEvent, { repository: RepositoryFacts }>;

/** Follows what the payload shows of the repository, whatever the event, before anything is decided by it. */
async function decideForRepository(ports: ProcessDeliveryPorts, event: RepositoryEvent): Promise<Decision[]> {
  const installations = installationStates(ports);
  await installations.know(event.installationId);
  const action = event.kind === 'repository' ? event.action : undefined;
  const resumed = await followPayload(ports, event, action);
  const connections = await ports.sightings.connectionsOf(event.repository.id);
  const sweeps = sweepsOf(connections.filter(({ id }) => resumed.includes(id)));
  switch (event.kind) {
    case 'repository':
      return sweeps;
    case 'push':
    case 'tag-created':
      return [...sweeps, ...(await decideRefEvent(ports, event, connections, installations))];
    case 'check-run-rerequested':
    case 'check-suite-rerequested':
      return [
        ...sweeps,
        ...(await decideRerun(ports, event, connections, installations)),
        ...(await decidePreviewReruns(ports, event, connections, installations)),
      ];
    case 'pull-request':
      return [...sweeps, ...(await decidePreviews(ports, event, connections, installations))];
    default:
      return event satisfies never;
  }
}

type RefEvent = Extract<DeliveryEvent, { kind: 'push' | 'tag-created' }>;

async function decideRefEvent(
  ports: ProcessDeliveryPorts,
  event: RefEvent,
  connections: readonly Connection[],
  installations: InstallationStates,
): Promise<RunDecision[]> {
  const trigger = triggerOf(event);
  if (!trigger) return [];
  // Who pushes to a repository that took a connected one's name looks for its attempts there: they say why there are none.
  const ofFormer = (await ports.sightings.connectionsByName(event)).filter(({ pausedReason }) => pausedReason !== null);
  const decisions: RunDecision[] = [];
  for (const connection of [...connections, ...ofFormer]) {
    let decision = decide(connection, trigger, { installation: 'active' });
    // The installation is looked at last: what the payload decides costs no question.
    if (decision.kind === 'publish') {
      decision = decide(connection, trigger, { installation: await installations.stateOf(connection) });
    }
    const of = { connectionId: connection.id, trigger: trigger.kind, ref: fullRefName(trigger.ref) };
    decisions.push({ ...of, commit: trigger.commit, verdict: verdictOf(decision) });
  }
  return decisions;
}
