import { Octokit } from '@octokit/core';
import type { z } from 'zod';
import { PermanentFailure } from '../../ports/faults.ts';
import type { RepositoryAddress } from '../../ports/publishing/source.ts';
import { type AskedAs, faultOf, Refused, unexpectedAnswer } from './failures.ts';
import { readPrivateKey, signAppJwt } from './installations/app-jwt.ts';
import { type InstallationTokens, installationTokens, type TokenScope } from './installations/installation-tokens.ts';
import { mintInstallationToken } from './installations/mint-token.ts';
import type { GitHubAppOptions } from './options.ts';

export type Request = Octokit['request'];
/** Makes exactly one request; gets an Octokit `request` that carries the credentials and the time limit. */
export type Call = (request: Request) => Promise<{ url: string; data: unknown }>;

/** Speaks to GitHub's REST API. One call is one request is one try; faults are those of `ports/faults.ts`. */
export type GitHubClient = {
  asApp<T>(schema: z.ZodType<T>, call: Call): Promise<T>;
  asInstallation<T>(scope: TokenScope, schema: z.ZodType<T>, call: Call): Promise<T>;
  tokens: InstallationTokens;
};

export function gitHubClient(options: GitHubAppOptions): GitHubClient {
  const timeoutMs = options.requestTimeoutMs ?? 10_000;
  const issuer = options.clientId ?? options.appId;
  // The key that GitHub took last stands first.
  const keys = [options.privateKeyPem, options.previousPrivateKeyPem]
    .filter((pem) => pem !== undefined)
    .map(readPrivateKey);
  const octokit = new Octokit({
    baseUrl: options.apiUrl.replace(/\/+$/, ''),
    userAgent: options.userAgent,
    request: { fetch: options.fetch, log: silent },
  });

  async function send<T>(authorization: string, askedAs: AskedAs, schema: z.ZodType<T>, call: Call): Promise<T> {
    const signal = AbortSignal.timeout(timeoutMs);
    const headers = { authorization, 'x-github-api-version': '2022-11-28' };
    const timedOutAfterMs = () => (signal.aborted ? timeoutMs : null);
    let answer: { url: string; data: unknown };
    try {
      answer = await call(octokit.request.defaults({ headers, request: { signal } }) as Request);
    } catch (error) {
      throw faultOf(error, askedAs, timedOutAfterMs());
    }
    const read = schema.safeParse(answer.data);
    if (read.success) return read.data;
    const problem = signal.aborted ? `cut off after ${timeoutMs} ms` : firstProblem(read.error);
    throw unexpectedAnswer(answer.url, problem, answer.data);
  }

  async function asApp<T>(schema: z.ZodType<T>, call: Call): Promise<T> {
    let refused: unknown;
    for (const key of [...keys]) {
      try {
        const answer = await send(`Bearer ${signAppJwt(issuer, key)}`, 'app', schema, call);
        preferKey(key);
        return answer;
      } catch (error) {
        if (!(error instanceof Refused && error.status === 401)) throw error;
        refused ??= error;
      }
    }
    throw refused;
  }

  function preferKey(key: (typeof keys)[number]): void {
    keys.sort((a, b) => Number(b === key) - Number(a === key));
  }

  const tokens = installationTokens((scope) => mintInstallationToken(asApp, scope));

  async function asInstallation<T>(scope: TokenScope, schema: z.ZodType<T>, call: Call): Promise<T> {
    const token = await tokens.get(scope);
    try {
      const answer = await send(`Bearer ${token}`, 'installation', schema, call);
      tokens.accepted(scope);
      return answer;
    } catch (error) {
      throw error instanceof Refused ? afterRefusal(tokens, scope, token, error) : error;
    }
  }

  return { asApp, asInstallation, tokens };
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
