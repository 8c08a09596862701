import type { Actor } from '../../domain/access/actor.ts';
import type { Connection, WriteBackMode } from '../../domain/connections/connection.ts';
import type { ConnectionChanges } from '../../domain/connections/connection-changes.ts';
import type { Entry } from '../../domain/registry/version.ts';
import type { ConnectionId, EntryId, InstallationId, OrganizationId, RepositoryId } from '../../domain/shared/ids.ts';

/** `prPreviewEnabled` left out: off. */
export type NewConnection = Omit<
  Connection,
  | 'entryName'
  | 'settingsRevision'
  | 'pausedReason'
  | 'pausedReasons'
  | 'pausedReasons'
  | 'createdAt'
  | 'updatedAt'
  | 'prPreviewEnabled'
> &
  Partial<Pick<Connection, 'prPreviewEnabled'>>;

/** Which connections of an organization; what is left out does not narrow. */
export type ConnectionQuery = {
  organizationId: OrganizationId;
  installationId?: InstallationId | undefined;
  entryId?: EntryId | undefined;
  /** `owner/name`, in any case. */
  repository?: string | undefined;
  /** Part of the repository's full name, the path or the entry's name, in any case. */
  search?: string | undefined;
  /** Left out: all of them. */
  limit?: number | undefined;
  /** The `nextCursor` of the page before; one that this service did not make is ignored. */
  cursor?: string | undefined;
};

export type RepositoryLinks = { own: ConnectionId[]; elsewhere: boolean };

/** Each method is one transaction. */
export type Connections = {
  /**
   * `confirmation-needed`: everybody could read what comes from a repository that is private, or not known to be public,
   * and nobody `confirmed` that.
   */
  create(
    connection: NewConnection,
    by: Actor,
    options?: { confirmed: boolean },
  ): Promise<
    | { kind: 'created'; connection: Connection }
    | { kind: 'entry-connected' }
    | { kind: 'confirmation-needed'; entry: Entry }
  >;
  /** Newest first. */
  list(query: ConnectionQuery): Promise<{ connections: Connection[]; nextCursor: string | null }>;
  find(id: ConnectionId, organizationId: OrganizationId): Promise<Connection | null>;
  /**
   * Changes settings, all or none. Their revision counts up when what decides about publishing really changes; pending
   * attempts go on, save under a pause. A connection that goes on after one gets a sweep of its branch. Null: there is no
   * such connection.
   */
  update(id: ConnectionId, changes: ConnectionChanges, by: Actor): Promise<Connection | null>;
  /** Published versions stay; pending attempts of the connection end as skipped. False: there was none. */
  delete(id: ConnectionId, by: Actor): Promise<boolean>;
  /** Of these repositories, the ones that are connected: through which connections of the organization, and whether in another. */
  linksOf(
    repositoryIds: readonly RepositoryId[],
    organizationId: OrganizationId,
  ): Promise<Map<RepositoryId, RepositoryLinks>>;
  writeBackMode(organizationId: OrganizationId): Promise<WriteBackMode>;
  setWriteBackMode(mode: WriteBackMode, by: Actor): Promise<void>;
};
