import type { Sha } from '../../domain/shared/ids.ts';
import { PermanentFailure } from '../../ports/faults.ts';
import { type RepositoryAddress, TooLarge } from '../../ports/publishing/source.ts';
import { failureSentences, fetchFailure } from './fetch-failure.ts';
import { authorizationOf, fetchEnvironment } from './git-environment.ts';
import { type GitEnd, type GitLimits, type GitSetting, runGit } from './git-process.ts';
import { redact } from './redact.ts';
import { redirectedUrl, wasRedirected } from './redirect.ts';
import { setRemote } from './temporary-checkouts.ts';

export type RemoteRepository = {
  /** The commit with all of its trees, and no file. */
  fetchNames(): Promise<void>;
  /** Just these blobs. `TooLarge` when they cannot be within `totalBytes`, as soon as so much has arrived. */
  fetchBlobs(objectIds: readonly string[], totalBytes: number): Promise<void>;
};

type RemoteOptions = {
  local: GitSetting;
  url: string;
  token: string;
  repository: RepositoryAddress;
  commit: Sha;
  limits: { fetchTimeoutMs: number; maxPackBytes: number; maxTreePackBytes: number };
};

const mostRedirects = 3;
const fetchArguments = [
  'fetch',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
  '--no-auto-maintenance',
  '--no-progress',
  '--filter=blob:none',
];

/** The two fetches that a checkout needs, within its limits, with what went wrong in words for people. */
export function remoteRepository(options: RemoteOptions): RemoteRepository {
  const { local, repository, commit, limits } = options;
  const name = `${repository.owner}/${repository.name}`;
  return {
    async fetchNames() {
      const end = await fetchFollowing(options, ['--depth=1', 'origin', commit], {
        fileBytes: limits.maxTreePackBytes,
        // Trees unpack to several times their packed size; a pack that takes longer is made to.
        cpuSeconds: 60,
        timeoutMs: limits.fetchTimeoutMs,
      });
      if (isCutOff(end)) {
        throw new PermanentFailure(
          'repository_too_large',
          `The names of all files of ${name} at ${commit} take more than ${limits.maxTreePackBytes} bytes to fetch. Publish from a smaller repository.`,
        );
      }
      throwIfFailed(end);
    },
    async fetchBlobs(objectIds, totalBytes) {
      const fileBytes = Math.min(limits.maxPackBytes, largestPackOf(objectIds.length, totalBytes));
      const end = await fetchFollowing(
        options,
        ['--stdin', 'origin'],
        { fileBytes, cpuSeconds: 5 + totalBytes / 4_000_000, timeoutMs: limits.fetchTimeoutMs },
        objectIds.map((id) => `${id}\n`).join(''),
      );
      if (isCutOff(end)) throw new TooLarge(null, Math.min(totalBytes, limits.maxPackBytes));
      throwIfFailed(end);
    },
  };

  function throwIfFailed(end: GitEnd): void {
    if (end.exitCode === 0) return;
    const secrets = [options.token, authorizationOf(options.token).slice('Basic '.length)];
    const said = redact(failureSentences(end.stderr), secrets).replaceAll(local.gitDir, '<checkout>');
    throw fetchFailure(end, said, name, commit);
  }
}

/** A pack that is larger holds more than `totalBytes`: what cannot be compressed grows by less than this. */
function largestPackOf(objects: number, totalBytes: number): number {
  return totalBytes + Math.ceil(totalBytes / 256) + objects * 128 + 65_536;
}

// A compressed bomb arrives small but unpacks for minutes; a delta bomb needs more memory than git is given.
function isCutOff(end: GitEnd): boolean {
  return (
    end.cutOff === 'file-size' || end.cutOff === 'cpu-time' || /attempting to allocate \d+ over limit/i.test(end.stderr)
  );
}

async function fetchFollowing(
  { local, url, token, commit }: RemoteOptions,
  args: readonly string[],
  limits: GitLimits,
  input = '',
): Promise<GitEnd> {
  const environment = fetchEnvironment(local.environment, new URL(url).origin, token);
  let at = url;
  for (let redirects = 0; ; redirects += 1) {
    const end = await runGit({ ...local, environment }, [...fetchArguments, ...args], limits, input);
    if (!wasRedirected(end.stderr) || redirects === mostRedirects) return end;
    const target = await redirectedUrl(at, authorizationOf(token), local.signal);
    if (target === null) return end;
    await setRemote(local.gitDir, target, commit);
    at = target;
  }
}
