import { findAccount } from '../accounts.ts';
import { listNewCommits, readChangedPaths } from '../git/changed-paths.ts';
import { type Commit, readCommits } from '../git/objects.ts';
import { isAncestor, type Ref, zeroSha } from '../git/refs.ts';
import { pusherJson, type ShownAccount } from '../json/account-json.ts';
import { pushRepositoryJson, repositoryPage } from '../json/repository-json.ts';
import { repositoryDir, type Simulation } from '../simulation.ts';
import type { Repository } from '../state.ts';
import { emitRepositoryEvent } from './events.ts';

/** One ref that a push created, moved or deleted. */
export type RefChange = { name: string; before: Ref | undefined; after: Ref | undefined };

/** A push payload lists the newest 2048 commits at most. */
const maxCommits = 2048;

/** `push` (no action), and `create` or `delete` for a new or deleted ref. `knownShas`: what the refs held before. */
export async function emitPushEvents(
  simulation: Simulation,
  repository: Repository,
  change: RefChange,
  context: { knownShas: readonly string[]; pusher: ShownAccount },
): Promise<void> {
  const { pusher } = context;
  const payload = await pushPayload(simulation, repository, change, context.knownShas);
  emitRepositoryEvent(simulation, repository, 'push', pusher, { ...payload, pusher: pusherJson(pusher) });
  const isTag = change.name.startsWith('refs/tags/');
  const named = { ref: shortName(change.name), ref_type: isTag ? 'tag' : 'branch' };
  if (change.before === undefined) {
    const { defaultBranch, description } = repository;
    const created = { ...named, master_branch: defaultBranch, description, pusher_type: 'user' };
    emitRepositoryEvent(simulation, repository, 'create', pusher, created);
  } else if (change.after === undefined) {
    emitRepositoryEvent(simulation, repository, 'delete', pusher, { ...named, pusher_type: 'user' });
  }
}

async function pushPayload(
  simulation: Simulation,
  repository: Repository,
  change: RefChange,
  knownShas: readonly string[],
) {
  const { before, after, name } = change;
  const dir = repositoryDir(simulation, repository.id);
  const isBranch = name.startsWith('refs/heads/');
  const newShas = isBranch && after !== undefined ? await listNewCommits(dir, after.sha, knownShas, maxCommits) : [];
  const headSha = after?.peeledType === 'commit' ? after.peeledSha : undefined;
  const page = repositoryPage(simulation, repository);
  const shas = headSha === undefined || newShas.includes(headSha) ? newShas : [...newShas, headSha];
  const described = await describeCommits(simulation, dir, page, shas);
  return {
    ref: name,
    before: before?.sha ?? zeroSha,
    after: after?.sha ?? zeroSha,
    repository: pushRepositoryJson(simulation, repository),
    created: before === undefined,
    deleted: after === undefined,
    forced: await isForced(dir, change),
    base_ref: null,
    compare: compareUrl(page, change, newShas),
    commits: newShas.flatMap((sha) => described.get(sha) ?? []),
    head_commit: (headSha === undefined ? undefined : described.get(headSha)) ?? null,
  };
}

async function describeCommits(simulation: Simulation, dir: string, page: string, shas: readonly string[]) {
  const [commits, paths] = await Promise.all([readCommits(dir, shas), readChangedPaths(dir, shas)]);
  return new Map(
    commits.map((commit) => {
      const changed = paths.get(commit.sha) ?? { added: [], removed: [], modified: [] };
      return [commit.sha, { ...pushedCommitJson(simulation, page, commit), ...changed }] as const;
    }),
  );
}

function pushedCommitJson(simulation: Simulation, page: string, commit: Commit) {
  const person = ({ name, email }: { name: string; email: string }) => {
    const account = findAccount(simulation, name);
    return { name, email, ...(account === undefined ? {} : { username: account.login }) };
  };
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${page}/commit/${commit.sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
  };
}

/** Moved to something that does not contain what it was before. */
async function isForced(dir: string, { before, after }: RefChange): Promise<boolean> {
  if (before === undefined || after === undefined) return false;
  return !(await isAncestor(dir, before.peeledSha, after.peeledSha));
}

function compareUrl(page: string, { name, before, after }: RefChange, newShas: readonly string[]): string {
  if (before === undefined && newShas.length === 1) return `${page}/commit/${newShas[0]}`;
  if (before === undefined) return `${page}/compare/${shortName(name)}`;
  return `${page}/compare/${before.sha.slice(0, 12)}...${(after?.sha ?? zeroSha).slice(0, 12)}`;
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, '');
}
