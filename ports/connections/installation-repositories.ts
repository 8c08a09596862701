import type { InstallationId, RepositoryId, Sha } from '../../domain/shared/ids.ts';
import type { RepositoryAddress } from '../publishing/source.ts';

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

/** A branch, or a tag with the commit that it peels to, by its short name. */
export type ListedRef = { name: string; commit: Sha };

/** GitHub's pages of a hundred refs, from `firstPage` on, counted from 1; as far as the limits of `list` let it go. */
export type RefPages = { firstPage: number; maxPages: number; timeLimitMs: number };

/** `nextPage` is null when these were the last. */
export type ListedRefs = { refs: ListedRef[]; nextPage: number | null };

/** Throws as `Repositories` does. */
export type InstallationRepositories = {
  /**
   * The repositories that an installation reaches, in GitHub's order; one request for each `perPage` (a hundred, which is
   * the most, unless told). No further page is begun after `maxPages`, or once `timeLimitMs` is over; `truncated` says that
   * there were more, and `totalCount` how many there are.
   */
  list(
    installationId: InstallationId,
    limits: { maxPages: number; timeLimitMs: number; perPage?: number },
  ): Promise<{ repositories: ListedRepository[]; totalCount: number; truncated: boolean }>;
  /** In GitHub's order: by name, the last first. One request for each hundred; none of an empty repository. */
  tags(repository: RepositoryAddress, pages: RefPages): Promise<ListedRefs>;
  /** In GitHub's order: by name. The same otherwise. */
  branches(repository: RepositoryAddress, pages: RefPages): Promise<ListedRefs>;
};
