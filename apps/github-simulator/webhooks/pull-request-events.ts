import { readChangedFiles } from '../git/changed-files.ts';
import { git, runGit } from '../git/git-command.ts';
import type { ShownAccount } from '../json/account-json.ts';
import { type PullRequestSize, pullRequestJson } from '../json/pull-request-json.ts';
import { repositoryDir, type Simulation } from '../simulation.ts';
import type { PullRequest, Repository } from '../state.ts';
import { emitRepositoryEvent } from './events.ts';

export type PullRequestAction = 'opened' | 'synchronize' | 'reopened' | 'closed';

/** `moved`: the head's commits, which a synchronize carries besides. */
export async function emitPullRequestEvent(
  simulation: Simulation,
  repository: Repository,
  pull: PullRequest,
  action: PullRequestAction,
  sender: ShownAccount,
  moved?: { before: string; after: string },
): Promise<void> {
  const size = await measurePullRequest(simulation, repository, pull);
  emitRepositoryEvent(simulation, repository, 'pull_request', sender, {
    action,
    number: pull.number,
    pull_request: pullRequestJson(simulation, repository, pull, size),
    ...moved,
  });
}

/** Counted against the merge base, as the page shows it. */
export async function measurePullRequest(
  simulation: Simulation,
  repository: Repository,
  pull: PullRequest,
): Promise<PullRequestSize> {
  const dir = repositoryDir(simulation, repository.id);
  const files = await readPullRequestFiles(simulation, repository, pull);
  const commits = await git(dir, ['rev-list', '--count', `${pull.baseSha}..${pull.headSha}`]);
  return {
    commits: Number(commits.toString('utf8')),
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changedFiles: files.length,
  };
}

/** What the pull request changes since its branches parted. */
export async function readPullRequestFiles(simulation: Simulation, repository: Repository, pull: PullRequest) {
  const dir = repositoryDir(simulation, repository.id);
  const mergeBase = (await runGit(dir, ['merge-base', pull.baseSha, pull.headSha])).stdout.toString('utf8').trim();
  return readChangedFiles(dir, mergeBase === '' ? pull.baseSha : mergeBase, pull.headSha);
}
