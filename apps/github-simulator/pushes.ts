import { openSuiteFor } from './check-suites.ts';
import { type Ref, readRefs } from './git/refs.ts';
import type { ShownAccount } from './json/account-json.ts';
import { followPullRequests } from './pull-requests.ts';
import { setDefaultBranch } from './repositories.ts';
import { repositoryDir, type Simulation, timestamp } from './simulation.ts';
import type { Repository } from './state.ts';
import { emitPushEvents, type RefChange } from './webhooks/push-events.ts';

/** More tags than this in one push, and none of them makes an event. */
const maxTagsWithEvents = 3;
const maxBranchesWithEvents = 5000;

/**
 * Runs something that may move a repository's refs (receive-pack, a commit of the control's), alone in its repository,
 * and does what follows a push for whatever it moved. Resolves when the webhooks are queued, not delivered.
 */
export function asPush<T>(
  simulation: Simulation,
  repository: Repository,
  pusher: ShownAccount,
  moveRefs: () => Promise<T>,
): Promise<T> {
  return simulation.pushes.run(repository.id, async () => {
    const dir = repositoryDir(simulation, repository.id);
    const before = await readRefs(dir);
    try {
      return await moveRefs();
    } finally {
      const changes = refChanges(before, await readRefs(dir));
      if (changes.length > 0) await followPush(simulation, repository, changes, { before, pusher });
    }
  });
}

async function followPush(
  simulation: Simulation,
  repository: Repository,
  changes: RefChange[],
  context: { before: Map<string, Ref>; pusher: ShownAccount },
): Promise<void> {
  repository.pushedAt = timestamp(simulation);
  repository.updatedAt = repository.pushedAt;
  await adoptFirstBranch(simulation, repository, changes, context.before);
  simulation.save();
  const knownShas = [...context.before.values()]
    .filter((ref) => ref.peeledType === 'commit')
    .map((ref) => ref.peeledSha);
  for (const change of changesWithEvents(changes)) {
    await emitPushEvents(simulation, repository, change, { knownShas, pusher: context.pusher });
    await openSuiteFor(simulation, repository, change, context.pusher);
    await followPullRequests(simulation, repository, change, context.pusher);
  }
}

/** The first branch pushed to an empty repository becomes its default branch, unless the named one came with it. */
async function adoptFirstBranch(
  simulation: Simulation,
  repository: Repository,
  changes: RefChange[],
  before: Map<string, Ref>,
): Promise<void> {
  const branches = changes.filter(({ name, after }) => name.startsWith('refs/heads/') && after !== undefined);
  const [first] = branches;
  if (before.size > 0 || first === undefined) return;
  if (branches.some(({ name }) => name === `refs/heads/${repository.defaultBranch}`)) return;
  await setDefaultBranch(simulation, repository, first.name.slice('refs/heads/'.length));
}

function refChanges(before: Map<string, Ref>, after: Map<string, Ref>): RefChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names
    .map((name) => ({ name, before: before.get(name), after: after.get(name) }))
    .filter((change) => change.before?.sha !== change.after?.sha);
}

function changesWithEvents(changes: RefChange[]): RefChange[] {
  const tags = changes.filter(({ name }) => name.startsWith('refs/tags/'));
  const branches = changes.filter(({ name }) => name.startsWith('refs/heads/'));
  return [
    ...(branches.length > maxBranchesWithEvents ? [] : branches),
    ...(tags.length > maxTagsWithEvents ? [] : tags),
  ];
}
