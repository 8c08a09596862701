import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type AccountId, parseGitHubId } from '../../../domain/shared/ids.ts';
import type { GitHubSignIn } from '../../../ports/access/github-sign-in.ts';
import type { GitHubClient } from '../client.ts';
import { type AuthorizationOptions, credentialsOf, exchangeCode } from '../user-authorization.ts';

/** Source: https://docs.github.com/rest/users/users#get-the-authenticated-user */
const userAnswer = z.object({
  id: z.number().transform((value, context) => {
    const id = parseGitHubId<AccountId>(value);
    if (id !== null) return id;
    context.addIssue({ code: 'custom', message: 'no id of GitHub' });
    return z.NEVER;
  }),
  login: z.string().min(1).max(100),
  name: z.string().max(500).nullish(),
  avatar_url: z.string().max(2_000).nullish(),
});

export function gitHubSignIn(client: GitHubClient, options: AuthorizationOptions): GitHubSignIn {
  return {
    isConfigured: () => credentialsOf(options) !== null,
    authorizeUrl: ({ state, codeVerifier, redirectUri }) => {
      const credentials = credentialsOf(options);
      if (credentials === null) return null;
      const url = new URL(`${credentials.gitUrl}/login/oauth/authorize`);
      url.search = new URLSearchParams({
        ...{ client_id: credentials.clientId, redirect_uri: redirectUri, state },
        ...{
          code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
          code_challenge_method: 'S256',
        },
      }).toString();
      return url.href;
    },
    identify: async (code, { codeVerifier, redirectUri }) => {
      const exchanged = await exchangeCode(client, options, { code, codeVerifier, redirectUri });
      if (exchanged.kind !== 'token') return null;
      const user = await client.asUser(exchanged.userToken, userAnswer, (request) => request('GET /user'));
      const { id: githubId, login, name, avatar_url: avatarUrl } = user;
      return { githubId, login, name: name?.trim() || null, avatarUrl: webAddress(avatarUrl) };
    },
  };
}

/** The address becomes a picture on pages: nothing but a web address may stand there. */
function webAddress(url: string | null | undefined): string | null {
  return url && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : null;
}
