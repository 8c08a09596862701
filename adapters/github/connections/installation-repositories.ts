import { z } from 'zod';
import type {
  InstallationRepositories,
  ListedRepository,
} from '../../../ports/connections/installation-repositories.ts';
import type { GitHubClient } from '../client.ts';
import { repositoryId } from '../facts.ts';
import { largestPage, pageCall, pageOf } from '../paging.ts';
import { listRefs } from './repository-refs.ts';

const listedRepository = z
  .object({
    id: repositoryId,
    owner: z.object({ login: z.string().min(1) }),
    name: z.string().min(1),
    private: z.boolean(),
    // Left out by servers that know no internal repositories.
    visibility: z.enum(['public', 'private', 'internal']).optional(),
    default_branch: z.string().min(1),
    html_url: z.string().min(1),
    pushed_at: z.iso.datetime({ offset: true }).nullish(),
  })
  .transform(
    (repository): ListedRepository => ({
      id: repository.id,
      owner: repository.owner.login,
      name: repository.name,
      visibility: repository.visibility ?? (repository.private ? 'private' : 'public'),
      defaultBranch: repository.default_branch,
      htmlUrl: repository.html_url,
      pushedAt: repository.pushed_at ? new Date(repository.pushed_at) : null,
    }),
  );

const listAnswer = pageOf(z.object({ total_count: z.int().nonnegative(), repositories: z.array(listedRepository) }));

/** Source: https://docs.github.com/rest/apps/installations#list-repositories-accessible-to-the-app-installation */
export function installationRepositories(client: GitHubClient): InstallationRepositories {
  return {
    async list(installationId, { maxPages, timeLimitMs, perPage = largestPage }) {
      const endMs = Date.now() + timeLimitMs;
      // A repository that is added meanwhile moves others to the next page, where they come again.
      const found = new Map<ListedRepository['id'], ListedRepository>();
      let totalCount = 0;
      let truncated = false;
      for (let page = 1, more = true; more; page += 1) {
        const { body, hasNext } = await client.asInstallation(
          { installationId },
          listAnswer,
          pageCall((request) => request('GET /installation/repositories', { per_page: perPage, page })),
        );
        totalCount = body.total_count;
        for (const repository of body.repositories) found.set(repository.id, repository);
        truncated = hasNext && (page >= maxPages || Date.now() >= endMs);
        more = hasNext && !truncated;
      }
      return { repositories: [...found.values()], totalCount, truncated };
    },

    tags: (repository, pages) => listRefs(client, 'GET /repositories/{repository_id}/tags', repository, pages),
    branches: (repository, pages) => listRefs(client, 'GET /repositories/{repository_id}/branches', repository, pages),
  };
}
