import type { InstallationId, RepositoryId } from '../../domain/shared/ids.ts';

/** A repository as a person picks it. `htmlUrl` is its page; `pushedAt` is null while nothing was pushed. */
export type ListedRepository = {
  id: RepositoryId;
  owner: string;
  name: string;
  visibility: 'public' | 'private' | 'internal';
  defaultBranch: string;
  htmlUrl: string;
  pushedAt: Date | null;
};

/** Throws as `Repositories` does. */
export type InstallationRepositories = {
  /**
   * The repositories that an installation reaches, in GitHub's order; one request for each hundred. No further page is
   * begun after `maxPages`, or once `timeLimitMs` is over; `truncated` says that there were more.
   */
  list(
    installationId: InstallationId,
    limits: { maxPages: number; timeLimitMs: number },
  ): Promise<{ repositories: ListedRepository[]; truncated: boolean }>;
};
