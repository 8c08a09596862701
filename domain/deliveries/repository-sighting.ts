import type { Connection, PauseReason } from '../connections/connection.ts';
import { changedPauses, isPausedByRepository } from '../connections/pauses.ts';
import type { InstallationId } from '../shared/ids.ts';
import type { RepositoryFacts } from './delivery-event.ts';

/** What GitHub shows of a repository just now, and the installation that reaches it; null: as everybody sees it. */
export type RepositorySighting = { repository: RepositoryFacts; installationId: InstallationId | null };

type Known = Pick<Connection, 'installationId' | 'repositoryOwnerId' | 'repositoryPrivate' | 'pausedReasons'>;

/** `entry`: what becomes of the public's view of the connection's entry; null: nothing. */
export type SightingVerdict = { pausedReasons: PauseReason[]; entry: 'hide' | 'show' | null };

/**
 * What a sighting of a connection's repository, which is known by its id, means for the connection. Names just follow.
 * A repository that was public and is private now hides its entry, until it is public again; one that was private when
 * it was connected was confirmed by a person then.
 */
export function judgeSighting(connection: Known, { repository, installationId }: RepositorySighting): SightingVerdict {
  const ended: PauseReason[] = ['repository_deleted', 'repository_replaced'];
  if (installationId === connection.installationId) ended.push('repository_removed_from_installation');
  const begun: PauseReason[] = [];
  if (repository.ownerId === connection.repositoryOwnerId) ended.push('repository_transferred');
  else begun.push('repository_transferred');
  return { pausedReasons: changedPauses(connection.pausedReasons, { begun, ended }), entry: entryView() };

  function entryView(): SightingVerdict['entry'] {
    // Another repository than this one may be why the entry is hidden: one that was public all the time shows nothing.
    if (!repository.private) return connection.repositoryPrivate === false ? null : 'show';
    return connection.repositoryPrivate === false ? 'hide' : null;
  }
}

/** Whether a sighting would tell nothing new of the connection; what a payload shows may be old and is asked for then. */
export function isAsKnown(connection: Connection, { repository, installationId }: RepositorySighting): boolean {
  return (
    connection.installationId === installationId &&
    connection.repositoryOwnerId === repository.ownerId &&
    connection.repositoryOwner === repository.owner &&
    connection.repositoryName === repository.name &&
    connection.repositoryPrivate === repository.private &&
    connection.repositoryArchived === repository.archived &&
    !isPausedByRepository(connection.pausedReasons)
  );
}
