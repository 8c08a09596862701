import type { Connection } from '../../domain/connections/connection.ts';
import type { DeliveryEvent } from '../../domain/deliveries/delivery-event.ts';
import type { Installation } from '../../domain/installations/installation.ts';
import { fullRefName } from '../../domain/shared/git-ref.ts';
import type { ConnectionId, InstallationId } from '../../domain/shared/ids.ts';
import type { RepositorySightings } from '../../ports/connections/repository-sightings.ts';
import type { Decision } from '../../ports/deliveries/deliveries.ts';
import type { GitHubApp } from '../../ports/installations/github-app.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import { refreshInstallation } from '../installations/refresh-installation.ts';
import { type FollowRepositoryPorts, lookAt } from './follow-repository.ts';

export type FollowInstallationPorts = FollowRepositoryPorts & {
  installations: Pick<Installations, 'find' | 'keep' | 'remove'>;
  sightings: FollowRepositoryPorts['sightings'] & Pick<RepositorySightings, 'connectionsThrough'>;
  attempts: Pick<Attempts, 'latestOf'>;
  app: Pick<GitHubApp, 'installation'>;
};

export type LookAtRemovedPorts = FollowRepositoryPorts & Pick<FollowInstallationPorts, 'sightings'>;

type InstallationEvent = Extract<DeliveryEvent, { kind: 'installation' }>;
type SelectionEvent = Extract<DeliveryEvent, { kind: 'installation-repositories' }>;

/** What holds now is asked for, as events come in any order: a suspension after its end, a creation after its deletion. */
export async function followInstallation(
  ports: FollowInstallationPorts,
  { action, installation: { installationId } }: InstallationEvent,
): Promise<Decision[]> {
  if (action === 'deleted') {
    await ports.installations.remove(installationId);
    return [];
  }
  const installation = await refreshInstallation(ports, installationId);
  if (!installation || installation.suspended) return [];
  if (action === 'unsuspend') return resume(ports, installation);
  return action === 'new_permissions_accepted' ? tellAgain(ports, installation) : [];
}

/** Whatever order the events come in, GitHub's answer of now decides for each repository that they name. */
export async function followSelection(
  ports: FollowInstallationPorts,
  { installation: { installationId }, added, removed }: SelectionEvent,
): Promise<Decision[]> {
  await refreshInstallation(ports, installationId);
  const resumed: ConnectionId[] = [];
  for (const repositoryId of new Set([...added, ...removed])) {
    if ((await ports.sightings.connectionsOf(repositoryId)).length === 0) continue;
    resumed.push(...(await lookAt(ports, { installationId, repositoryId })));
  }
  const concerned = (await ports.sightings.connectionsThrough(installationId)).filter(
    ({ id, repositoryId }) => added.includes(repositoryId) || resumed.includes(id),
  );
  return sweepsOf(concerned);
}

/** What was pushed while nothing could be read is published now: whatever each branch's head is. */
export function sweepsOf(connections: readonly Connection[]): Decision[] {
  const open = connections.filter((connection) => connection.autoPublish && connection.pausedReason === null);
  return open.map(({ id, defaultBranch }) => {
    const ref = fullRefName({ kind: 'branch', name: defaultBranch });
    return { connectionId: id, trigger: 'sweep', ref, commit: null, verdict: { kind: 'publish' } };
  });
}

async function resume(ports: FollowInstallationPorts, { installationId }: Installation): Promise<Decision[]> {
  await lookAtRemoved(ports, installationId);
  return sweepsOf(await ports.sightings.connectionsThrough(installationId));
}

/** While the installation was suspended GitHub could not be asked whether such pauses had ended. */
export async function lookAtRemoved(ports: LookAtRemovedPorts, installationId: InstallationId): Promise<void> {
  for (const { pausedReasons, repositoryId } of await ports.sightings.connectionsThrough(installationId)) {
    if (!pausedReasons.includes('repository_removed_from_installation')) continue;
    await lookAt(ports, { installationId, repositoryId });
  }
}

/**
 * The commits whose newest outcome could not be told are told now: that attempt is run again, which finds its version
 * published already and writes that back.
 */
async function tellAgain(ports: FollowInstallationPorts, installation: Installation): Promise<Decision[]> {
  const { installationId, organizationId, permissions } = installation;
  if (organizationId === null || (permissions.checks !== 'write' && permissions.statuses !== 'write')) return [];
  const connections = (await ports.sightings.connectionsThrough(installationId)).filter(
    (connection) => connection.organizationId === organizationId && connection.pausedReason === null,
  );
  if (connections.length === 0) return [];
  const ids = connections.map(({ id }) => id);
  const decisions: Decision[] = [];
  for (const { connectionId, ref, commit, writeBackStatus } of (
    await ports.attempts.latestOf(ids, organizationId)
  ).values()) {
    if (writeBackStatus !== 'unsupported' || commit === null) continue;
    decisions.push({ connectionId, trigger: 're-run', ref, commit, verdict: { kind: 'publish' } });
  }
  return decisions;
}
