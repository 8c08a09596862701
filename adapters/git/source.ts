import { rm } from 'node:fs/promises';
import type { Sha } from '../../domain/shared/ids.ts';
import type { RepositoryAddress, Source } from '../../ports/publishing/source.ts';
import { checkoutOf } from './checkout.ts';
import { localEnvironment } from './git-environment.ts';
import { remoteRepository } from './remote-repository.ts';
import { makeCheckoutFolder } from './temporary-checkouts.ts';

export type GitSourceOptions = {
  /** Where repositories are: `<gitBaseUrl>/<owner>/<name>.git`, over http or https, without credentials. */
  gitBaseUrl: string;
  /** An installation token that may read the repository's contents. What it throws passes through. */
  tokenFor: (repository: RepositoryAddress) => Promise<string>;
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
    },
  };
}

function parseBaseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    throw new Error('The base URL of git repositories must be http or https, without credentials: https://github.com');
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
