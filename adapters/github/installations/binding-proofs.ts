import { z } from 'zod';
import type { InstallationId } from '../../../domain/shared/ids.ts';
import type { BindingProofs, DatedInstallation } from '../../../ports/installations/binding-proofs.ts';
import type { GitHubClient } from '../client.ts';
import { installationFacts, installationId } from '../facts.ts';
import { Refused } from '../failures.ts';
import type { GitHubAppOptions } from '../options.ts';
import { largestPage, pageCall, pageOf } from '../paging.ts';
import { type AuthorizationOptions, exchangeCode } from '../user-authorization.ts';
import { describeApp, unlessUnknown } from './app.ts';

/** A user in more installations than this is asked to have somebody else bind. */
const mostPages = 30;

const dated = z
  .object({ created_at: z.iso.datetime({ offset: true }) })
  .transform(({ created_at }) => ({ createdAt: new Date(created_at) }));
const datedInstallation = installationFacts
  .and(dated)
  .transform(({ createdAt, ...facts }): DatedInstallation => ({ facts, createdAt }));

type Options = AuthorizationOptions & Pick<GitHubAppOptions, 'installUrl'>;

export function bindingProofs(client: GitHubClient, options: Options): BindingProofs {
  return {
    // Source: https://docs.github.com/apps/sharing-github-apps/sharing-your-github-app
    installUrl: async () => options.installUrl ?? `${(await describeApp(client)).htmlUrl}/installations/new`,
    installation: (id) => installation(client, id),
    sight: (userToken, id) => sight(client, userToken, id),
    exchangeCode: (exchange) => exchangeCode(client, options, exchange),
  };
}

function installation(client: GitHubClient, id: InstallationId): Promise<DatedInstallation | null> {
  return unlessUnknown(
    client.asApp(datedInstallation, (request) =>
      request('GET /app/installations/{installation_id}', { installation_id: id }),
    ),
  );
}

const userInstallations = pageOf(z.object({ installations: z.array(z.object({ id: installationId })) }));
const repositoryCount = z.object({ total_count: z.int().nonnegative() }).transform((answer) => answer.total_count);

/** To be among a user's installations takes no more than reading one repository. */
async function sight(client: GitHubClient, userToken: string, id: InstallationId): Promise<'all' | 'some' | 'none'> {
  try {
    if (!(await isAmongInstallations(client, userToken, id))) return 'none';
    const seen = await client.asUser(userToken, repositoryCount, (request) =>
      request('GET /user/installations/{installation_id}/repositories', { installation_id: id, per_page: 1 }),
    );
    const reached = await client.asInstallation({ installationId: id }, repositoryCount, (request) =>
      request('GET /installation/repositories', { per_page: 1 }),
    );
    return seen >= reached ? 'all' : 'some';
  } catch (error) {
    // A token that GitHub does not take, or one that is not of this App's user authorization.
    if (error instanceof Refused && error.askedAs === 'user' && [401, 403, 404].includes(error.status)) return 'none';
    throw error;
  }
}

/** Source: https://docs.github.com/rest/apps/installations#list-app-installations-accessible-to-the-user-access-token */
async function isAmongInstallations(client: GitHubClient, userToken: string, id: InstallationId): Promise<boolean> {
  for (let page = 1; page <= mostPages; page += 1) {
    const { body, hasNext } = await client.asUser(
      userToken,
      userInstallations,
      pageCall((request) => request('GET /user/installations', { per_page: largestPage, page })),
    );
    if (body.installations.some((one) => one.id === id)) return true;
    if (!hasNext) return false;
  }
  return false;
}
