import type { RepositorySightings } from '../../ports/connections/repository-sightings.ts';
import type { World } from './in-memory-ports.ts';

/** What a request may do to a connection by what GitHub shows of its repository. */
export function sightings(world: World): Pick<RepositorySightings, 'confirmTransfer'> {
  return {
    confirmTransfer: async (id, { repository, installationId }, { organizationId }) => {
      const connection = world.connections.find((one) => one.id === id && one.organizationId === organizationId);
      if (!connection) return null;
      const { ownerId: repositoryOwnerId, owner: repositoryOwner, name: repositoryName } = repository;
      return Object.assign(connection, {
        ...{ installationId, repositoryOwnerId, repositoryOwner, repositoryName },
        ...{ pausedReason: null, pausedReasons: [] },
      });
    },
  };
}
