import type {
  AccountId,
  ConnectionId,
  EntryId,
  InstallationId,
  MemberId,
  OrganizationId,
  RepositoryId,
} from '../shared/ids.ts';

/** Why a connection does nothing for now; each has one sentence and a fix in `pause-reason.ts`. */
export type PauseReason =
  | 'installation_deleted'
  | 'installation_unbound'
  | 'repository_transferred'
  | 'repository_deleted'
  | 'repository_replaced'
  | 'repository_removed_from_installation'
  | 'paused_by_member';

/** One repository path that publishes into one entry. The repository is known by its numeric id; names follow it. */
export type Connection = {
  id: ConnectionId;
  organizationId: OrganizationId;
  entryId: EntryId;
  entryName: string;
  installationId: InstallationId;
  repositoryId: RepositoryId;
  repositoryOwnerId: AccountId;
  repositoryOwner: string;
  repositoryName: string;
  /** Null until GitHub says so: not known of connections of an older version. */
  repositoryPrivate: boolean | null;
  repositoryArchived: boolean;
  defaultBranch: string;
  /** `.` or a relative path with `/`, without `.` or `..` parts. */
  skillPath: string;
  autoPublish: boolean;
  writeBackEnabled: boolean;
  /** Whether pull requests to the default branch get a check-run that says what they would publish. */
  prPreviewEnabled: boolean;
  tagPattern: string;
  /** Counts changes of the settings that decide what is published (path, branch, pattern). */
  settingsRevision: number;
  /** The strongest of the reasons that hold. */
  pausedReason: PauseReason | null;
  /** All reasons that hold, strongest first (`pauses.ts`). */
  pausedReasons: PauseReason[];
  createdBy: MemberId;
  createdAt: Date;
  updatedAt: Date;
};

/** What decides whether GitHub is told of outcomes, for a whole organization. */
export type WriteBackMode = 'off' | 'checks' | 'checks_and_prs';

/** `owner/name`, as people and GitHub write it. */
export function repositoryFullName(connection: Pick<Connection, 'repositoryOwner' | 'repositoryName'>): string {
  return `${connection.repositoryOwner}/${connection.repositoryName}`;
}
