import { z } from 'zod';
import type { WriteBack } from '../../../ports/publishing/write-back.ts';
import { type GitHubClient, repositoryIdPath } from '../client.ts';
import { cutCharacters } from '../text-limits.ts';
import { unsupportedOrThrow } from './check-runs.ts';

const descriptionCharacters = 140;

const createdStatus = z.object({ id: z.unknown() });
const combinedStatus = z.object({
  total_count: z.number(),
  statuses: z.array(
    z.object({
      context: z.string(),
      state: z.enum(['pending', 'success', 'failure', 'error']),
      description: z.string().nullable(),
      target_url: z.string().nullable(),
    }),
  ),
});

/** Commit statuses. Source: https://docs.github.com/rest/commits/statuses */
export function commitStatuses(client: GitHubClient): Pick<WriteBack, 'setStatus' | 'latestStatus'> {
  return {
    async setStatus(repository, commit, content) {
      const path = repositoryIdPath(repository);
      try {
        await client.asInstallation(repository, createdStatus, (request) =>
          request('POST /repositories/{repository_id}/statuses/{sha}', {
            ...path,
            sha: commit,
            context: content.context,
            state: content.state,
            description: cutCharacters(content.description, descriptionCharacters),
            target_url: content.targetUrl,
          }),
        );
        return { kind: 'written' };
      } catch (error) {
        return unsupportedOrThrow(error);
      }
    },

    async latestStatus(repository, commit, context) {
      const path = repositoryIdPath(repository);
      const perPage = 100;
      for (let page = 1; ; page += 1) {
        // The combined answer has each context once, with its newest status.
        const answer = await client.asInstallation(repository, combinedStatus, (request) =>
          request('GET /repositories/{repository_id}/commits/{ref}/status', {
            ...path,
            ref: commit,
            per_page: perPage,
            page,
          }),
        );
        const status = answer.statuses.find((one) => one.context.toLowerCase() === context.toLowerCase());
        if (status !== undefined) {
          return { state: status.state, description: status.description ?? '', targetUrl: status.target_url ?? '' };
        }
        if (answer.statuses.length < perPage || page * perPage >= answer.total_count) return null;
      }
    },
  };
}
