import type { Connection } from '../../domain/connections/connection.ts';
import { isPausedByRepository } from '../../domain/connections/pauses.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import type { RepositorySightings } from '../../ports/connections/repository-sightings.ts';
import type { Repositories } from '../../ports/publishing/repositories.ts';

export type LookAgainPorts = {
  connections: Pick<Connections, 'find'>;
  sightings: Pick<RepositorySightings, 'seen'>;
  repositories: Pick<Repositories, 'reach'>;
};

/**
 * The connection, after GitHub was asked whether what became of its repository still holds: the event that ends a pause
 * may have been lost, and whoever asks for a run wants to know. Without an answer it stays as it is.
 */
export async function lookAgain(ports: LookAgainPorts, connection: Connection): Promise<Connection> {
  const { id, organizationId, installationId, repositoryId, pausedReasons } = connection;
  if (!isPausedByRepository(pausedReasons)) return connection;
  try {
    const repository = await ports.repositories.reach({ installationId, repositoryId });
    if (repository === null) return connection;
    await ports.sightings.seen({ installationId, repository });
  } catch {
    return connection;
  }
  return (await ports.connections.find(id, organizationId)) ?? connection;
}
