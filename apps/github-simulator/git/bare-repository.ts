import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { git } from './git-command.ts';

const configuration = `[core]
	repositoryformatversion = 0
	filemode = true
	bare = true
[http]
	receivepack = true
[uploadpack]
	allowFilter = true
	allowAnySHA1InWant = true
	allowReachableSHA1InWant = true
	allowTipSHA1InWant = true
[receive]
	hideRefs = refs/pull
	fsckObjects = true
	autogc = false
[gc]
	auto = 0
[maintenance]
	auto = false
`;

/**
 * An empty bare repository that takes pushes and serves partial clones and any object id, as GitHub does.
 * `fsckObjects`: GitHub refuses malformed objects on push, too.
 */
export async function createBareRepository(dir: string, defaultBranch: string): Promise<void> {
  for (const folder of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags']) {
    await mkdir(join(dir, folder), { recursive: true });
  }
  await writeFile(join(dir, 'config'), configuration);
  await writeFile(join(dir, 'HEAD'), `ref: refs/heads/${defaultBranch}\n`);
}

export async function pointHeadAt(dir: string, branch: string): Promise<void> {
  await git(dir, ['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
}
