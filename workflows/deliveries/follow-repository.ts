import type { DeliveryEvent, RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import { isAsKnown, type RepositorySighting } from '../../domain/deliveries/repository-sighting.ts';
import type { ConnectionId, InstallationId, RepositoryId } from '../../domain/shared/ids.ts';
import type { ReachedRepository, RepositorySightings } from '../../ports/connections/repository-sightings.ts';
import { PermanentFailure } from '../../ports/faults.ts';
import type { Repositories } from '../../ports/publishing/repositories.ts';

export type FollowRepositoryPorts = {
  sightings: Pick<
    RepositorySightings,
    'connectionsOf' | 'connectionsByName' | 'seen' | 'madePrivate' | 'outOfReach' | 'gone'
  >;
  repositories: Pick<Repositories, 'reach'>;
};

type Place = { installationId: InstallationId; repositoryId: RepositoryId };

/**
 * Follows what a payload shows of a repository. Payloads come in any order, the one of a rename after that of the next:
 * what differs from what is known is asked for at GitHub. Gives the connections that go on again.
 */
export async function followPayload(
  ports: FollowRepositoryPorts,
  { installationId, repository }: ReachedRepository,
  action?: Extract<DeliveryEvent, { kind: 'repository' }>['action'],
): Promise<ConnectionId[]> {
  const sighting = { installationId, repository };
  const connections = await ports.sightings.connectionsOf(repository.id);
  const resumed: ConnectionId[] = [];
  if (action === 'deleted' || connections.some((connection) => !isAsKnown(connection, sighting))) {
    const wasPublic = connections.some(({ repositoryPrivate }) => repositoryPrivate === false);
    // At once, and mended by the answer if it is over by now: files that may be private are not shown while GitHub is away.
    if (repository.private && (wasPublic || action === 'privatized')) await ports.sightings.madePrivate(repository.id);
    resumed.push(...(await lookAt(ports, { installationId, repositoryId: repository.id }, action === 'deleted')));
  }
  return [...resumed, ...(await followName(ports, sighting))];
}

/** A repository that bears the name of a connected one: that one was renamed, or is gone. */
async function followName(ports: FollowRepositoryPorts, sighting: RepositorySighting): Promise<ConnectionId[]> {
  const resumed: ConnectionId[] = [];
  for (const former of await ports.sightings.connectionsByName(sighting)) {
    if (former.pausedReasons.includes('repository_replaced')) continue;
    const reached = await reachNow(ports, former);
    if (reached === 'unknown') continue;
    const { installationId, repositoryId } = former;
    if (reached) resumed.push(...(await ports.sightings.seen({ installationId, repository: reached })));
    else await ports.sightings.gone(repositoryId, 'repository_replaced');
  }
  return resumed;
}

/**
 * Asks GitHub what the installation reaches of the repository now, and follows it. `deleted`: somebody said so; where
 * it is not reached, it is. Gives the connections that go on again.
 */
export async function lookAt(ports: FollowRepositoryPorts, place: Place, deleted = false): Promise<ConnectionId[]> {
  const { installationId, repositoryId } = place;
  const reached = await reachNow(ports, place);
  if (reached && reached !== 'unknown') return ports.sightings.seen({ installationId, repository: reached });
  if (deleted) await ports.sightings.gone(repositoryId, 'repository_deleted');
  if (reached === null) await ports.sightings.outOfReach(repositoryId, installationId);
  return [];
}

/** `unknown`: the installation itself is suspended or gone, which other events tell. */
async function reachNow(ports: FollowRepositoryPorts, place: Place): Promise<RepositoryFacts | null | 'unknown'> {
  const { installationId, repositoryId } = place;
  try {
    return await ports.repositories.reach({ installationId, repositoryId });
  } catch (error) {
    if (!(error instanceof PermanentFailure)) throw error;
    if (error.code === 'installation_suspended' || error.code === 'installation_missing') return 'unknown';
    throw error;
  }
}
