import { type Commit, readCommit } from '../git/objects.ts';
import { readRefs, resolveCommit } from '../git/refs.ts';
import { repositoryDir } from '../simulation.ts';
import { RestError } from './rest-error.ts';
import type { RepositoryRequest } from './route.ts';

export function dirOf({ simulation, repository }: RepositoryRequest): string {
  return repositoryDir(simulation, repository.id);
}

/** The commit a `{ref}` means; throws GitHub's 422 for an unknown one, 409 in an empty repository. */
export async function wantedCommitSha(request: RepositoryRequest, ref: string): Promise<string> {
  const sha = await resolveCommit(dirOf(request), ref);
  if (sha !== undefined) return sha;
  if ((await readRefs(dirOf(request))).size === 0) throw new RestError(409, 'Git Repository is empty.');
  throw noCommitFound(ref);
}

export async function wantedCommit(request: RepositoryRequest, ref: string): Promise<Commit> {
  const commit = await readCommit(dirOf(request), await wantedCommitSha(request, ref));
  if (commit === undefined) throw noCommitFound(ref);
  return commit;
}

/** A full sha that is a commit of the repository, as writing to it needs. */
export async function existingCommitSha(request: RepositoryRequest, sha: string): Promise<string> {
  const commit = /^[0-9a-f]{40}$/i.test(sha) ? await readCommit(dirOf(request), sha.toLowerCase()) : undefined;
  if (commit === undefined) throw noCommitFound(sha);
  return commit.sha;
}

function noCommitFound(ref: string): RestError {
  return new RestError(422, `No commit found for SHA: ${ref}`);
}
