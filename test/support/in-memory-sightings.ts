import { judgeSighting } from '../../domain/deliveries/repository-sighting.ts';
import type { RepositorySightings } from '../../ports/connections/repository-sightings.ts';
import type { World } from './in-memory-ports.ts';

/** What a request may do to a connection by what GitHub shows of its repository. */
export function sightings(world: World): Pick<RepositorySightings, 'confirmTransfer' | 'seen'> {
  return {
    seen: async ({ repository, installationId }) => {
      const concerned = world.connections.filter(({ repositoryId }) => repositoryId === repository.id);
      for (const connection of concerned) {
        const { pausedReasons } = judgeSighting(connection, { repository, installationId });
        Object.assign(connection, { pausedReasons, pausedReason: pausedReasons[0] ?? null });
      }
      return concerned.filter(({ pausedReason }) => pausedReason === null).map(({ id }) => id);
    },
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
