import { rm } from 'node:fs/promises';
import { accountById, accountByLogin, findAccount } from './accounts.ts';
import { createBareRepository, pointHeadAt } from './git/bare-repository.ts';
import { nextId, repositoryDir, type Simulation, timestamp } from './simulation.ts';
import type { Account, Repository } from './state.ts';

export type FoundRepository = { repository: Repository /** The name asked for is a former one. */; moved: boolean };

export function ownerOf(simulation: Simulation, repository: Repository): Account {
  return accountById(simulation, repository.ownerId);
}

export function fullNameOf(simulation: Simulation, repository: Repository): string {
  return `${ownerOf(simulation, repository).login}/${repository.name}`;
}

/** By its name in any case, or by a former name that nobody has taken since. */
export function findRepository(simulation: Simulation, owner: string, name: string): FoundRepository | undefined {
  const wanted = `${owner}/${name}`.toLowerCase();
  const ownerId = findAccount(simulation, owner)?.id;
  const current = simulation.state.repositories.find(
    (repository) => repository.ownerId === ownerId && repository.name.toLowerCase() === name.toLowerCase(),
  );
  if (current !== undefined) return { repository: current, moved: false };
  const formerId = simulation.state.formerNames[wanted];
  const former = formerId === undefined ? undefined : findRepositoryById(simulation, formerId);
  return former === undefined ? undefined : { repository: former, moved: true };
}

export function findRepositoryById(simulation: Simulation, id: number): Repository | undefined {
  return simulation.state.repositories.find((repository) => repository.id === id);
}

/** Throws a sentence when there is none of that (current) name. */
export function repositoryByName(simulation: Simulation, owner: string, name: string): Repository {
  const found = findRepository(simulation, owner, name);
  if (found === undefined || found.moved) throw new Error(`There is no repository "${owner}/${name}".`);
  return found.repository;
}

export async function createRepository(
  simulation: Simulation,
  input: { owner: string; name: string; private?: boolean; defaultBranch?: string; description?: string },
): Promise<Repository> {
  const owner = accountByLogin(simulation, input.owner);
  checkNameIsFree(simulation, owner, input.name);
  const createdAt = timestamp(simulation);
  const repository: Repository = {
    id: nextId(simulation, 'repository'),
    ownerId: owner.id,
    name: input.name,
    private: input.private ?? false,
    archived: false,
    description: input.description ?? null,
    defaultBranch: input.defaultBranch ?? 'main',
    createdAt,
    updatedAt: createdAt,
    pushedAt: createdAt,
  };
  await createBareRepository(repositoryDir(simulation, repository.id), repository.defaultBranch);
  delete simulation.state.formerNames[`${owner.login}/${input.name}`.toLowerCase()];
  simulation.state.repositories.push(repository);
  simulation.save();
  return repository;
}

/** Renames or moves to another owner; the old name then leads to the new one until it is taken again. */
export function moveRepository(simulation: Simulation, repository: Repository, owner: Account, name: string): void {
  checkNameIsFree(simulation, owner, name);
  const formerName = fullNameOf(simulation, repository).toLowerCase();
  repository.ownerId = owner.id;
  repository.name = name;
  repository.updatedAt = timestamp(simulation);
  delete simulation.state.formerNames[fullNameOf(simulation, repository).toLowerCase()];
  simulation.state.formerNames[formerName] = repository.id;
  simulation.save();
}

/** Its check-runs, suites, statuses and pull requests go with it. */
export async function deleteRepository(simulation: Simulation, repository: Repository): Promise<void> {
  const { state } = simulation;
  const others = (entry: { repositoryId: number }) => entry.repositoryId !== repository.id;
  state.repositories = state.repositories.filter((candidate) => candidate.id !== repository.id);
  state.checkRuns = state.checkRuns.filter(others);
  state.checkSuites = state.checkSuites.filter(others);
  state.statuses = state.statuses.filter(others);
  state.pullRequests = state.pullRequests.filter(others);
  for (const pull of state.pullRequests) if (pull.headRepositoryId === repository.id) pull.headRepositoryId = null;
  for (const installation of state.installations) {
    installation.repositoryIds = installation.repositoryIds.filter((id) => id !== repository.id);
  }
  simulation.save();
  await rm(repositoryDir(simulation, repository.id), { recursive: true, force: true });
}

export async function setDefaultBranch(simulation: Simulation, repository: Repository, branch: string): Promise<void> {
  await pointHeadAt(repositoryDir(simulation, repository.id), branch);
  repository.defaultBranch = branch;
  repository.updatedAt = timestamp(simulation);
  simulation.save();
}

function checkNameIsFree(simulation: Simulation, owner: Account, name: string): void {
  if (!/^[\w.-]{1,100}$/.test(name) || name === '.' || name === '..' || name.endsWith('.git')) {
    throw new Error(
      `"${name}" cannot be a repository's name: letters, digits, ".", "-" and "_", not ending in ".git".`,
    );
  }
  const found = findRepository(simulation, owner.login, name);
  if (found !== undefined && !found.moved) throw new Error(`The repository "${owner.login}/${name}" exists already.`);
}
