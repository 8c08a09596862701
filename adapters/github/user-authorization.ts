import { z } from 'zod';
import { PermanentFailure } from '../../ports/faults.ts';
import type { CodeExchange } from '../../ports/installations/binding-proofs.ts';
import type { GitHubClient } from './client.ts';
import type { GitHubAppOptions } from './options.ts';
import { oneLine } from './redaction.ts';

export type AuthorizationOptions = Pick<GitHubAppOptions, 'clientId' | 'clientSecret' | 'gitUrl'>;

/** What the App's user authorization needs; null: some of it is not configured. */
export function credentialsOf({ clientId, clientSecret, gitUrl }: AuthorizationOptions) {
  if (clientId === undefined || clientSecret === undefined || gitUrl === undefined) return null;
  return { clientId, clientSecret, gitUrl };
}

export type ExchangedCode =
  | { kind: 'token'; userToken: string }
  | { kind: 'refused'; reason: string }
  | { kind: 'not-configured' };

const tokenAnswer = z.union([
  z.object({ access_token: z.string().min(1) }),
  z.object({ error: z.string(), error_description: z.string().optional() }),
]);

/** Source: https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app */
export async function exchangeCode(
  client: GitHubClient,
  options: AuthorizationOptions,
  { code, redirectUri, codeVerifier }: CodeExchange,
): Promise<ExchangedCode> {
  const credentials = credentialsOf(options);
  if (credentials === null) return { kind: 'not-configured' };
  const { clientId, clientSecret, gitUrl } = credentials;
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
