import type { Actor } from '../../domain/access/actor.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { RepositorySighting } from '../../domain/deliveries/repository-sighting.ts';
import type { ConnectionId, InstallationId, RepositoryId } from '../../domain/shared/ids.ts';

/** A repository with an installation that reaches it. */
export type ReachedRepository = RepositorySighting & { installationId: InstallationId };

/**
 * What becomes of connections by what GitHub shows of their repositories, whichever organization they are of. Each method
 * is one transaction; those that end pauses also make a sweep of the branch of each connection that goes on.
 */
export type RepositorySightings = {
  /** All organizations' connections of the repository. */
  connectionsOf(repositoryId: RepositoryId): Promise<Connection[]>;
  /** Connections to another repository, of that very owner's login and name: the name is this one's now. */
  connectionsByName(sighting: RepositorySighting): Promise<Connection[]>;
  /** All connections that read through the installation. */
  connectionsThrough(installationId: InstallationId): Promise<Connection[]>;
  /** Follows names, owner, privacy and archiving (`judgeSighting`). Gives the connections that go on again. */
  seen(sighting: RepositorySighting): Promise<ConnectionId[]>;
  /** The repository is private, whatever else is true of it: the public sees its entries no more, from now on. */
  madePrivate(repositoryId: RepositoryId): Promise<void>;
  /** GitHub does not show the repository to the installation, whose connections to it pause. */
  outOfReach(repositoryId: RepositoryId, installationId: InstallationId): Promise<void>;
  /** The repository was deleted, or another one has its name now: its connections pause. */
  gone(repositoryId: RepositoryId, reason: 'repository_deleted' | 'repository_replaced'): Promise<void>;
  /**
   * Binds a transferred connection to the repository's new owner and to the installation that sees it now, ends the
   * pauses that this mends, and sweeps. Null: the connection is gone.
   */
  confirmTransfer(id: ConnectionId, sighting: ReachedRepository, by: Actor): Promise<Connection | null>;
};
