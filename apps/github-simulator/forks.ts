import { git } from './git/git-command.ts';
import { createRepository } from './repositories.ts';
import { repositoryDir, type Simulation } from './simulation.ts';
import type { Account, Repository } from './state.ts';

/** A copy under another owner, with all branches and tags, as public or private as its source. */
export async function forkRepository(simulation: Simulation, source: Repository, owner: Account): Promise<Repository> {
  const { name, defaultBranch } = source;
  const fork = await createRepository(simulation, {
    owner: owner.login,
    name,
    defaultBranch,
    private: source.private,
    ...(source.description === null ? {} : { description: source.description }),
  });
  const refs = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
  const dir = repositoryDir(simulation, fork.id);
  await git(dir, ['fetch', '--quiet', repositoryDir(simulation, source.id), ...refs]);
  fork.forkOfId = source.id;
  simulation.save();
  return fork;
}
