import { z } from 'zod';
import type { InstallationId } from '../../../domain/shared/ids.ts';
import { PermanentFailure } from '../../../ports/faults.ts';
import type { BindingProofs, DatedInstallation } from '../../../ports/installations/binding-proofs.ts';
import type { GitHubClient } from '../client.ts';
import { installationFacts, installationId } from '../facts.ts';
import { Refused } from '../failures.ts';
import type { GitHubAppOptions } from '../options.ts';
import { largestPage, pageCall, pageOf } from '../paging.ts';
import { oneLine } from '../redaction.ts';
import { describeApp, unlessUnknown } from './app.ts';

/** A user in more installations than this is asked to have somebody else bind. */
const mostPages = 30;

const dated = z
  .object({ created_at: z.iso.datetime({ offset: true }) })
  .transform(({ created_at }) => ({ createdAt: new Date(created_at) }));
const datedInstallation = installationFacts
  .and(dated)
  .transform(({ createdAt, ...facts }): DatedInstallation => ({ facts, createdAt }));

type Options = Pick<GitHubAppOptions, 'clientId' | 'clientSecret' | 'gitUrl' | 'installUrl'>;

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

const tokenAnswer = z.union([
  z.object({ access_token: z.string().min(1) }),
  z.object({ error: z.string(), error_description: z.string().optional() }),
]);

/** Source: https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app */
async function exchangeCode(
  client: GitHubClient,
  { clientId, clientSecret, gitUrl }: Options,
  { code, redirectUri, codeVerifier }: Parameters<BindingProofs['exchangeCode']>[0],
): ReturnType<BindingProofs['exchangeCode']> {
  if (clientId === undefined || clientSecret === undefined || gitUrl === undefined) return { kind: 'not-configured' };
  const answer = await client.asUser(null, tokenAnswer, (request) =>
    request(`POST ${gitUrl}/login/oauth/access_token`, {
      ...{ client_id: clientId, client_secret: clientSecret, code },
      ...(redirectUri !== undefined && { redirect_uri: redirectUri }),
      ...(codeVerifier !== undefined && { code_verifier: codeVerifier }),
      headers: { accept: 'application/json' },
    }),
  );
  if ('access_token' in answer) return { kind: 'token', userToken: answer.access_token };
  const reason = oneLine(`${answer.error}: ${answer.error_description ?? ''}`, 200).replace(/: $/, '');
  if (answer.error !== 'incorrect_client_credentials') return { kind: 'refused', reason };
  throw new PermanentFailure('github_refused', `${reason}. Check GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET.`);
}
