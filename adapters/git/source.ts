import { rm } from 'node:fs/promises';
import type { Sha } from '../../domain/shared/ids.ts';
import { PermanentFailure } from '../../ports/faults.ts';
import type { RepositoryAddress, Source, SourceCheckout } from '../../ports/publishing/source.ts';
import { checkoutOf } from './checkout.ts';
import { localEnvironment } from './git-environment.ts';
import { remoteRepository } from './remote-repository.ts';
import { makeCheckoutFolder } from './temporary-checkouts.ts';

export type GitSourceOptions = {
  /** Where repositories are: `<gitBaseUrl>/<owner>/<name>.git`, over http or https, without credentials. */
  gitBaseUrl: string;
  /** An installation token that may read the repository's contents. What it throws passes through. */
  tokenFor: (repository: RepositoryAddress) => Promise<string>;
  /** Told of a token that the server did not take: `tokenFor` then gives another, or says what became of the access. */
  dropToken?: (token: string) => void;
  /** An existing folder; each open checkout has one of its own in it. See `removeStaleCheckouts`. */
  tempDir: string;
  /** `fetchTimeoutMs` and `maxPackBytes` hold for each fetch of files, `maxTreePackBytes` for a commit's names. */
  limits: { fetchTimeoutMs: number; maxPackBytes: number; maxTreePackBytes: number };
  gitCommand?: string;
  /** Only PATH and the names of proxies and certificates are taken from it. Default: the process's own. */
  environment?: NodeJS.ProcessEnv;
};

/**
 * Reads commits with the `git` command: a shallow fetch without files, then only the files asked for, so that the
 * cost follows the package and not the repository. The signal holds until the checkout is closed: it ends git at once.
 */
export function gitSource(options: GitSourceOptions): Source {
  const baseUrl = parseBaseUrl(options.gitBaseUrl);
  return {
    async open(repository: RepositoryAddress, commit: Sha, signal?: AbortSignal) {
      signal?.throwIfAborted();
      const token = await options.tokenFor(repository);
      try {
        return await openWith(options, baseUrl, { repository, commit, token, signal });
      } catch (error) {
        if (!(error instanceof PermanentFailure && error.code === 'repository_not_accessible')) throw error;
        // Tokens are kept for an hour, in which they may have been revoked, or the access may have been given anew.
        options.dropToken?.(token);
        const another = await options.tokenFor(repository);
        if (another === token) throw error;
        return openWith(options, baseUrl, { repository, commit, token: another, signal });
      }
    },
  };
}

type Opening = { repository: RepositoryAddress; commit: Sha; token: string; signal: AbortSignal | undefined };

async function openWith(
  options: GitSourceOptions,
  baseUrl: string,
  { repository, commit, token, signal }: Opening,
): Promise<SourceCheckout> {
  const closing = new AbortController();
  const url = `${baseUrl}/${encodeURIComponent(repository.owner)}/${encodeURIComponent(repository.name)}.git`;
  const gitDir = await makeCheckoutFolder(options.tempDir, url, commit);
  const remove = () => rm(gitDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  const local = {
    gitCommand: options.gitCommand ?? 'git',
    gitDir,
    environment: localEnvironment(options.environment ?? process.env, gitDir),
    signal: signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]),
  };
  const remote = remoteRepository({ local, url, token, repository, commit, limits: options.limits });
  try {
    await remote.fetchNames();
  } catch (error) {
    await remove();
    throw error;
  }
  return checkoutOf({
    local,
    commit,
    remote,
    async close() {
      closing.abort(new Error(`The checkout of ${repository.owner}/${repository.name} is closed`));
      await remove();
    },
  });
}

function parseBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new Error('The base URL of git repositories must be http or https, without credentials: https://github.com');
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
