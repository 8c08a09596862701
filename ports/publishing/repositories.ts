import type { RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import type { Sha } from '../../domain/shared/ids.ts';
import type { RepositoryAddress } from './source.ts';

/** What a name in a repository stands for: its full ref name and the commit that it peels to. */
export type ResolvedRef =
  | { kind: 'found'; ref: string; commit: Sha }
  | { kind: 'ref-missing' }
  | { kind: 'repository-empty' };

/**
 * Asks GitHub about a repository. One call is one request, except where said. Throws `RateLimited`, or
 * `PermanentFailure` with `repository_not_accessible`, `installation_suspended`, `installation_missing`
 * or `github_refused`; anything else is worth another try.
 */
export type Repositories = {
  /** By the repository's id. `name` is a full ref name, or a short one: a branch first, then a tag (two requests). */
  resolveRef(repository: RepositoryAddress, name: string): Promise<ResolvedRef>;
  /** By the repository's id: how `head` lies to `base`: `ahead` when `base` is its ancestor, `diverged` also when one of them is gone. */
  compare(repository: RepositoryAddress, base: Sha, head: Sha): Promise<'ahead' | 'behind' | 'identical' | 'diverged'>;
  /**
   * The repository as it is just now, by its id; null when the installation does not reach it: it is deleted, moved to
   * another account, or not among the installation's. No request but a token's.
   */
  reach(repository: Pick<RepositoryAddress, 'installationId' | 'repositoryId'>): Promise<RepositoryFacts | null>;
  /** The repository as the installation sees it, by its name. */
  describe(address: Omit<RepositoryAddress, 'repositoryId'>): Promise<RepositoryFacts>;
};
