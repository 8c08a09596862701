import { z } from 'zod';
import type { ListedRef, ListedRefs, RefPages } from '../../../ports/connections/installation-repositories.ts';
import type { RepositoryAddress } from '../../../ports/publishing/source.ts';
import { type GitHubClient, repositoryIdPath } from '../client.ts';
import { commitSha } from '../facts.ts';
import { largestPage, pageCall, pageOf } from '../paging.ts';

type RefsRoute = 'GET /repositories/{repository_id}/tags' | 'GET /repositories/{repository_id}/branches';

const refsAnswer = pageOf(
  z.array(
    z
      .object({ name: z.string().min(1), commit: z.object({ sha: commitSha }) })
      .transform(({ name, commit }): ListedRef => ({ name, commit: commit.sha })),
  ),
);

/**
 * Source: https://docs.github.com/rest/repos/repos#list-repository-tags and
 * https://docs.github.com/rest/branches/branches#list-branches
 */
export async function listRefs(
  client: GitHubClient,
  route: RefsRoute,
  repository: RepositoryAddress,
  { firstPage, maxPages, timeLimitMs }: RefPages,
): Promise<ListedRefs> {
  const endMs = Date.now() + timeLimitMs;
  // A ref that is pushed meanwhile moves others to the next page, where they come again.
  const found = new Map<string, ListedRef>();
  for (let page = firstPage; ; page += 1) {
    const { body, hasNext } = await client.asInstallation(
      repository,
      refsAnswer,
      pageCall((request) => request(route, { ...repositoryIdPath(repository), per_page: largestPage, page })),
    );
    for (const ref of body) found.set(ref.name, ref);
    const isLast = page + 1 >= firstPage + maxPages || Date.now() >= endMs;
    if (!hasNext || isLast) return { refs: [...found.values()], nextPage: hasNext ? page + 1 : null };
  }
}
