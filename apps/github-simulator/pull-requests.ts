import { git, runGit } from './git/git-command.ts';
import { isAncestor, readRefs } from './git/refs.ts';
import type { ShownAccount } from './json/account-json.ts';
import { findRepositoryById, ownerOf } from './repositories.ts';
import { nextId, repositoryDir, type Simulation, timestamp } from './simulation.ts';
import type { Account, PullRequest, Repository } from './state.ts';
import { emitPullRequestEvent } from './webhooks/pull-request-events.ts';
import type { RefChange } from './webhooks/push-events.ts';

/** A branch of the repository itself or of a fork. */
export type PullRequestHead = { repository: Repository; branch: string };

export function pullRequestsOf(simulation: Simulation, repository: Repository): PullRequest[] {
  return simulation.state.pullRequests.filter(({ repositoryId }) => repositoryId === repository.id);
}

export function findPullRequest(
  simulation: Simulation,
  repository: Repository,
  number: number,
): PullRequest | undefined {
  return pullRequestsOf(simulation, repository).find((pull) => pull.number === number);
}

/** Throws a sentence when a branch does not exist, nothing would be merged, or one is open for the two already. */
export async function openPullRequest(
  simulation: Simulation,
  repository: Repository,
  input: { head: PullRequestHead; base: string; title: string; body: string | null; draft: boolean; author: Account },
): Promise<PullRequest> {
  const { head, base } = input;
  const headSha = await branchSha(simulation, head.repository, head.branch);
  const baseSha = await branchSha(simulation, repository, base);
  const isSame = (pull: PullRequest) =>
    pull.state === 'open' &&
    pull.headRepositoryId === head.repository.id &&
    pull.headRef === head.branch &&
    pull.baseRef === base;
  if (pullRequestsOf(simulation, repository).some(isSame)) {
    throw new Error(`A pull request from "${head.branch}" to "${base}" is open already.`);
  }
  const createdAt = timestamp(simulation);
  const pull: PullRequest = {
    id: nextId(simulation, 'pullRequest'),
    repositoryId: repository.id,
    number: 1 + Math.max(0, ...pullRequestsOf(simulation, repository).map(({ number }) => number)),
    title: input.title,
    body: input.body,
    draft: input.draft,
    authorId: input.author.id,
    headRepositoryId: head.repository.id,
    headOwnerId: head.repository.ownerId,
    headRef: head.branch,
    headSha,
    baseRef: base,
    baseSha,
    state: 'open',
    createdAt,
    updatedAt: createdAt,
    closedAt: null,
    mergedAt: null,
    mergedById: null,
    mergeCommitSha: null,
  };
  await storeHead(simulation, repository, pull);
  if (await isAncestor(repositoryDir(simulation, repository.id), headSha, baseSha)) {
    throw new Error(`There are no commits between "${base}" and "${head.branch}".`);
  }
  simulation.state.pullRequests.push(pull);
  simulation.save();
  await emitPullRequestEvent(simulation, repository, pull, 'opened', input.author);
  return pull;
}

export async function closePullRequest(
  simulation: Simulation,
  repository: Repository,
  pull: PullRequest,
  by: ShownAccount,
): Promise<void> {
  if (pull.state === 'closed') throw new Error(`Pull request ${pull.number} is closed already.`);
  pull.updatedAt = timestamp(simulation);
  Object.assign(pull, { state: 'closed', closedAt: pull.updatedAt });
  simulation.save();
  await emitPullRequestEvent(simulation, repository, pull, 'closed', by);
}

/** Its head is where the branch is by now. */
export async function reopenPullRequest(
  simulation: Simulation,
  repository: Repository,
  pull: PullRequest,
  by: ShownAccount,
): Promise<void> {
  if (pull.state === 'open') throw new Error(`Pull request ${pull.number} is open.`);
  if (pull.mergedAt !== null) throw new Error(`Pull request ${pull.number} is merged.`);
  const head = pull.headRepositoryId === null ? undefined : findRepositoryById(simulation, pull.headRepositoryId);
  if (head === undefined) throw new Error(`The fork of pull request ${pull.number} is deleted.`);
  pull.headSha = await branchSha(simulation, head, pull.headRef);
  await storeHead(simulation, repository, pull);
  pull.updatedAt = timestamp(simulation);
  Object.assign(pull, { state: 'open', closedAt: null });
  simulation.save();
  await emitPullRequestEvent(simulation, repository, pull, 'reopened', by);
}

/** A merge commit with the head's tree merged in; its push then marks the pull request as merged. */
export async function writeMergeCommit(
  simulation: Simulation,
  repository: Repository,
  pull: PullRequest,
  by: { name: string; email: string },
): Promise<string> {
  if (pull.state === 'closed') throw new Error(`Pull request ${pull.number} is closed.`);
  const dir = repositoryDir(simulation, repository.id);
  const base = await branchSha(simulation, repository, pull.baseRef);
  const merged = await runGit(dir, ['merge-tree', '--write-tree', base, pull.headSha]);
  if (merged.exitCode !== 0) throw new Error(`Pull request ${pull.number} cannot be merged: its branches conflict.`);
  const tree = merged.stdout.toString('utf8').trim().split('\n')[0] ?? '';
  const seconds = `${Math.floor(simulation.now() / 1000)} +0000`;
  const person = `${by.name} <${by.email}> ${seconds}`;
  const message = `Merge pull request #${pull.number} from ${pull.headRef}\n\n${pull.title}\n`;
  const lines = [`tree ${tree}`, `parent ${base}`, `parent ${pull.headSha}`, `author ${person}`, `committer ${person}`];
  const commit = `${lines.join('\n')}\n\n${message}`;
  const sha = await git(dir, ['hash-object', '-t', 'commit', '-w', '--stdin'], commit);
  return sha.toString('utf8').trim();
}

/**
 * What a push means for pull requests: a moved head synchronizes, a deleted one closes, a base that has the head's
 * commits merges.
 */
export async function followPullRequests(
  simulation: Simulation,
  pushed: Repository,
  { name, before, after }: RefChange,
  pusher: ShownAccount,
): Promise<void> {
  if (!name.startsWith('refs/heads/')) return;
  const branch = name.slice('refs/heads/'.length);
  for (const pull of simulation.state.pullRequests.filter(({ state }) => state === 'open')) {
    const repository = findRepositoryById(simulation, pull.repositoryId);
    if (repository === undefined) continue;
    if (pull.headRepositoryId === pushed.id && pull.headRef === branch) {
      if (after === undefined) await closePullRequest(simulation, repository, pull, pusher);
      else await synchronize(simulation, repository, pull, { before: before?.sha, after: after.sha, pusher });
    } else if (pull.repositoryId === pushed.id && pull.baseRef === branch && after !== undefined) {
      await mergeIfContained(simulation, repository, pull, { baseSha: after.sha, pusher });
    }
  }
}

async function synchronize(
  simulation: Simulation,
  repository: Repository,
  pull: PullRequest,
  moved: { before: string | undefined; after: string; pusher: ShownAccount },
): Promise<void> {
  const before = moved.before ?? pull.headSha;
  pull.headSha = moved.after;
  pull.updatedAt = timestamp(simulation);
  await storeHead(simulation, repository, pull);
  simulation.save();
  const change = { before, after: moved.after };
  await emitPullRequestEvent(simulation, repository, pull, 'synchronize', moved.pusher, change);
}

async function mergeIfContained(
  simulation: Simulation,
  repository: Repository,
  pull: PullRequest,
  { baseSha, pusher }: { baseSha: string; pusher: ShownAccount },
): Promise<void> {
  if (!(await isAncestor(repositoryDir(simulation, repository.id), pull.headSha, baseSha))) return;
  const mergedById = simulation.state.accounts.some(({ id }) => id === pusher.id) ? pusher.id : pull.authorId;
  Object.assign(pull, { mergedAt: timestamp(simulation), mergedById, mergeCommitSha: baseSha });
  await closePullRequest(simulation, repository, pull, pusher);
}

async function branchSha(simulation: Simulation, repository: Repository, branch: string): Promise<string> {
  const refs = await readRefs(repositoryDir(simulation, repository.id), 'refs/heads');
  const ref = refs.get(`refs/heads/${branch}`);
  if (ref !== undefined) return ref.sha;
  throw new Error(`"${ownerOf(simulation, repository).login}/${repository.name}" has no branch "${branch}".`);
}

/** `refs/pull/<number>/head` in the base repository: a fork's commits become readable there. */
async function storeHead(simulation: Simulation, repository: Repository, pull: PullRequest): Promise<void> {
  const dir = repositoryDir(simulation, repository.id);
  const ref = `refs/pull/${pull.number}/head`;
  const source = pull.headRepositoryId ?? repository.id;
  if (source === repository.id) await git(dir, ['update-ref', ref, pull.headSha]);
  else await git(dir, ['fetch', '--quiet', repositoryDir(simulation, source), `+refs/heads/${pull.headRef}:${ref}`]);
}
