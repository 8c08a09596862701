import type { Connection, PauseReason, WriteBackMode } from '../../domain/connections/connection.ts';
import type { RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import type { ConnectionId, InstallationId, OrganizationId, RepositoryId } from '../../domain/shared/ids.ts';

export type NewConnection = Omit<
  Connection,
  'entryName' | 'settingsRevision' | 'pausedReason' | 'createdAt' | 'updatedAt'
>;

/** Each method is one transaction. */
export type Connections = {
  create(connection: NewConnection): Promise<{ kind: 'created'; connection: Connection } | { kind: 'entry-connected' }>;
  listOf(organizationId: OrganizationId): Promise<Connection[]>;
  find(id: ConnectionId, organizationId: OrganizationId): Promise<Connection | null>;
  setWriteBack(id: ConnectionId, organizationId: OrganizationId, enabled: boolean): Promise<Connection | null>;
  /** Published versions stay; pending attempts of the connection end as skipped. False: there was none. */
  delete(id: ConnectionId, organizationId: OrganizationId): Promise<boolean>;
  /** All connections that read through the installation. */
  listOfInstallation(installationId: InstallationId): Promise<Connection[]>;
  /** All organizations' connections of the repository. */
  listOfRepository(repositoryId: RepositoryId): Promise<Connection[]>;
  /** Owner's and repository's names follow the repository's id; owner ids do not (a transfer pauses). */
  followRepository(repository: RepositoryFacts): Promise<void>;
  pauseRepository(repositoryId: RepositoryId, reason: PauseReason): Promise<void>;
  /** Ends pauses of that reason for connections of the repository, or of the whole installation. */
  resume(
    where: { repositoryId: RepositoryId; installationId: InstallationId } | { installationId: InstallationId },
    reason: PauseReason,
  ): Promise<void>;
  writeBackMode(organizationId: OrganizationId): Promise<WriteBackMode>;
  setWriteBackMode(organizationId: OrganizationId, mode: WriteBackMode): Promise<void>;
};
