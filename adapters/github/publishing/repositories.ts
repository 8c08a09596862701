import { z } from 'zod';
import type { RepositoryFacts } from '../../../domain/deliveries/delivery-event.ts';
import { fullRefName, isRefName, parseRef } from '../../../domain/shared/git-ref.ts';
import type { Sha } from '../../../domain/shared/ids.ts';
import { PermanentFailure } from '../../../ports/faults.ts';
import type { Repositories, ResolvedRef } from '../../../ports/publishing/repositories.ts';
import type { RepositoryAddress } from '../../../ports/publishing/source.ts';
import { type GitHubClient, repositoryIdPath, repositoryPath } from '../client.ts';
import { commitSha, repositoryFacts } from '../facts.ts';
import { Refused } from '../failures.ts';

const compareAnswer = z.object({ status: z.enum(['ahead', 'behind', 'identical', 'diverged']) });

export function repositories(client: GitHubClient): Repositories {
  return {
    async resolveRef(repository, name) {
      if (name.startsWith('refs/')) {
        const ref = parseRef(name);
        return ref === null ? { kind: 'ref-missing' } : resolveFullRef(client, repository, fullRefName(ref));
      }
      if (!isRefName(name)) return { kind: 'ref-missing' };
      const branch = await resolveFullRef(client, repository, `refs/heads/${name}`);
      return branch.kind === 'ref-missing' ? resolveFullRef(client, repository, `refs/tags/${name}`) : branch;
    },

    async compare(repository, base, head) {
      const path = repositoryIdPath(repository);
      try {
        const { status } = await client.asInstallation(repository, compareAnswer, (request) =>
          request('GET /repositories/{repository_id}/compare/{basehead}', {
            ...path,
            basehead: `${base}...${head}`,
            // Files come with the first page only, and the commits are not needed either.
            per_page: 1,
            page: 2,
          }),
        );
        return status;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        // 404: one of the two is gone, as commits are that were forced away long ago.
        if (error.status === 404 || /no common ancestor/i.test(error.sentence)) return 'diverged';
        throw error;
      }
    },

    reach: (repository) => reach(client, repository),

    async describe(address) {
      const path = repositoryPath(address);
      const scope = { installationId: address.installationId };
      return client.asInstallation(scope, repositoryFacts, (request) => request('GET /repos/{owner}/{repo}', path));
    },
  };
}

/** A token for just this repository is refused where the installation does not reach it, and comes with its description. */
async function reach(
  client: GitHubClient,
  { installationId, repositoryId }: Pick<RepositoryAddress, 'installationId' | 'repositoryId'>,
): Promise<RepositoryFacts | null> {
  const scope = { installationId, repositoryId };
  try {
    const { repositories } = await client.tokens.renew(scope);
    const described = repositories.find(({ id }) => id === repositoryId);
    if (described) return described;
    return await client.asInstallation(scope, repositoryFacts, (request) =>
      request('GET /repositories/{repository_id}', repositoryIdPath(scope)),
    );
  } catch (error) {
    if (error instanceof PermanentFailure && error.code === 'repository_not_accessible') return null;
    throw error;
  }
}

const shaText = z
  .union([z.string(), z.instanceof(ArrayBuffer).transform((bytes) => Buffer.from(bytes).toString('latin1'))])
  .transform((text) => text.trim())
  .pipe(commitSha);

/**
 * One request for the commit that a ref peels to. The full name, because `tags/x` alone would also find a branch named
 * `tags/x` where there is no such tag (git's rules, gitrevisions).
 * Source: https://docs.github.com/rest/commits/commits#get-a-commit
 */
async function resolveFullRef(client: GitHubClient, repository: RepositoryAddress, ref: string): Promise<ResolvedRef> {
  const path = repositoryIdPath(repository);
  try {
    const commit: Sha = await client.asInstallation(repository, shaText, (request) =>
      request('GET /repositories/{repository_id}/commits/{ref}', {
        ...path,
        ref,
        headers: { accept: 'application/vnd.github.sha' },
      }),
    );
    return { kind: 'found', ref, commit };
  } catch (error) {
    if (error instanceof Refused && error.status === 422) return { kind: 'ref-missing' };
    if (error instanceof Refused && error.status === 409) return { kind: 'repository-empty' };
    throw error;
  }
}
