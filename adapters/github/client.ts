import { Octokit } from '@octokit/core';
import type { z } from 'zod';
import { PermanentFailure } from '../../ports/faults.ts';
import type { RepositoryAddress } from '../../ports/publishing/source.ts';
import { type AskedAs, faultOf, Refused, unexpectedAnswer } from './failures.ts';
import { readPrivateKey, signAppJwt } from './installations/app-jwt.ts';
import { type InstallationTokens, installationTokens, type TokenScope } from './installations/installation-tokens.ts';
import { mintInstallationToken } from './installations/mint-token.ts';
import type { GitHubAppOptions } from './options.ts';
import type { AsApp, Call } from './requests.ts';

/** Speaks to GitHub's REST API. One call is one request is one try; faults are those of `ports/faults.ts`. */
export type GitHubClient = {
  asApp: AsApp;
  asInstallation<T>(scope: TokenScope, schema: z.ZodType<T>, call: Call): Promise<T>;
  /** With a user's token, or with none where the request itself says who asks. Its answers are never quoted. */
  asUser<T>(userToken: string | null, schema: z.ZodType<T>, call: Call): Promise<T>;
  tokens: InstallationTokens;
};

export function gitHubClient(options: GitHubAppOptions): GitHubClient {
  const send = sender(options);
  const asApp = appRequests(options, send);
  const tokens = installationTokens((scope) => mintInstallationToken(asApp, scope));
  return {
    asApp,
    tokens,
    asUser: (userToken, schema, call) => send(userToken, 'user', schema, call),
    async asInstallation(scope, schema, call) {
      const token = await tokens.get(scope);
      try {
        const answer = await send(token, 'installation', schema, call);
        tokens.accepted(scope);
        return answer;
      } catch (error) {
        throw error instanceof Refused ? afterRefusal(tokens, scope, token, error) : error;
      }
    },
  };
}

type Send = <T>(bearer: string | null, askedAs: AskedAs, schema: z.ZodType<T>, call: Call) => Promise<T>;

/** One try with these credentials: gives what the schema reads from the answer, or throws what the fault means. */
function sender(options: GitHubAppOptions): Send {
  const timeoutMs = options.requestTimeoutMs ?? 10_000;
  const octokit = new Octokit({
    baseUrl: options.apiUrl.replace(/\/+$/, ''),
    userAgent: options.userAgent,
    request: { fetch: options.fetch, log: silent },
  });

  return async (bearer, askedAs, schema, call) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const authorization = bearer === null ? {} : { authorization: `Bearer ${bearer}` };
    const headers = { ...authorization, 'x-github-api-version': '2022-11-28' };
    let answer: { url: string; data: unknown };
    try {
      answer = await call(octokit.request.defaults({ headers, request: { signal } }) as Octokit['request']);
    } catch (error) {
      throw faultOf(error, askedAs, signal.aborted ? timeoutMs : null);
    }
    const read = schema.safeParse(answer.data);
    if (read.success) return read.data;
    const problem = signal.aborted ? `cut off after ${timeoutMs} ms` : firstProblem(read.error);
    throw unexpectedAnswer(answer.url, problem, answer.data, askedAs);
  };
}

/** Asks with the current key; after a 401 once more with the previous one, and goes on with the key that was taken. */
function appRequests(options: GitHubAppOptions, send: Send): AsApp {
  const issuer = options.clientId ?? options.appId;
  let keys = [options.privateKeyPem, options.previousPrivateKeyPem]
    .filter((pem) => pem !== undefined)
    .map(readPrivateKey);

  return async (schema, call) => {
    let refused: unknown;
    for (const key of keys) {
      try {
        const answer = await send(signAppJwt(issuer, key), 'app', schema, call);
        keys = [key, ...keys.filter((other) => other !== key)];
        return answer;
      } catch (error) {
        if (!(error instanceof Refused && error.status === 401)) throw error;
        refused ??= error;
      }
    }
    throw refused;
  };
}

/**
 * A token that GitHub just minted and does not take has not reached all of its servers, or was revoked meanwhile: worth
 * one more try. And what a token may do can have changed since it was minted, so a forbidden one is not used again.
 */
function afterRefusal(tokens: InstallationTokens, scope: TokenScope, token: string, refused: Refused): Error {
  if (refused.status !== 401) {
    if (refused.status === 403) tokens.drop(token);
    return refused;
  }
  return tokens.refused(scope, token) ? refused : new Error(`${refused.message} The next try uses a fresh token.`);
}

/**
 * A repository's routes by its id, so that no other repository answers, whoever has its name now. Not in GitHub's reference,
 * but where GitHub itself redirects requests by a former name to.
 */
export function repositoryIdPath({ repositoryId }: Pick<RepositoryAddress, 'repositoryId'>): { repository_id: number } {
  return { repository_id: repositoryId };
}

/** Owner and name as path parts. GitHub's names have no other characters, and `..` would lead to another resource. */
export function repositoryPath(address: Pick<RepositoryAddress, 'owner' | 'name'>): { owner: string; repo: string } {
  const { owner, name } = address;
  if ([owner, name].every((part) => /^[A-Za-z0-9._-]+$/.test(part) && part !== '.' && part !== '..')) {
    return { owner, repo: name };
  }
  throw new PermanentFailure(
    'repository_not_accessible',
    `${JSON.stringify(`${owner}/${name}`)} cannot be a repository of GitHub’s: names have letters, digits, ".", "_" and "-" only.`,
  );
}

function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? 'unknown' : `${issue.path.join('.') || 'body'}: ${issue.message}`;
}

const ignore = () => {};
// Octokit would print deprecation warnings to the console.
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };
