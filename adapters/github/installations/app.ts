import { z } from 'zod';
import type { InstallationId, RepositoryId } from '../../../domain/shared/ids.ts';
import type { GitHubApp } from '../../../ports/installations/github-app.ts';
import { type GitHubClient, repositoryIdPath } from '../client.ts';
import { installationFacts } from '../facts.ts';
import { isAppUnknown, Refused } from '../failures.ts';

/** The App as GitHub has it registered; `htmlUrl` is its public page. */
export type AppDescription = { slug: string; permissions: Record<string, string>; events: string[]; htmlUrl: string };

/** One request a call. Source: https://docs.github.com/rest/apps/apps#get-an-installation-for-the-authenticated-app */
export function gitHubApp(client: GitHubClient): GitHubApp {
  return {
    installation: (id: InstallationId) =>
      unlessUnknown(
        client.asApp(installationFacts, (request) =>
          request('GET /app/installations/{installation_id}', { installation_id: id }),
        ),
      ),
    // Source: https://docs.github.com/rest/apps/apps#get-a-repository-installation-for-the-authenticated-app
    installationOfRepository: (id: RepositoryId) =>
      unlessUnknown(
        client.asApp(installationFacts, (request) =>
          request('GET /repositories/{repository_id}/installation', repositoryIdPath({ repositoryId: id })),
        ),
      ),
  };
}

/** Null when GitHub answers that there is no such thing; that there is no such App stays a refusal. */
export async function unlessUnknown<T>(question: Promise<T>): Promise<T | null> {
  try {
    return await question;
  } catch (error) {
    if (error instanceof Refused && error.status === 404 && !isAppUnknown(error.sentence)) return null;
    throw error;
  }
}

const appAnswer = z
  .object({
    slug: z.string().min(1),
    permissions: z.record(z.string(), z.string()),
    events: z.array(z.string()),
    html_url: z.string().min(1),
  })
  .transform(
    ({ slug, permissions, events, html_url }): AppDescription => ({ slug, permissions, events, htmlUrl: html_url }),
  );

/** One request. Source: https://docs.github.com/rest/apps/apps#get-the-authenticated-app */
export function describeApp(client: GitHubClient): Promise<AppDescription> {
  return client.asApp(appAnswer, (request) => request('GET /app'));
}
