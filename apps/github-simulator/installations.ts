import { ownerOf } from './repositories.ts';
import { nextId, type Simulation, timestamp } from './simulation.ts';
import type { Account, Installation, Permissions, Repository } from './state.ts';

export function findInstallation(simulation: Simulation, id: number): Installation | undefined {
  return simulation.state.installations.find((installation) => installation.id === id);
}

/** Throws a sentence when there is none. */
export function installationById(simulation: Simulation, id: number): Installation {
  const installation = findInstallation(simulation, id);
  if (installation === undefined) throw new Error(`There is no installation ${id}.`);
  return installation;
}

export function installationOfAccount(simulation: Simulation, accountId: number): Installation | undefined {
  return simulation.state.installations.find((installation) => installation.accountId === accountId);
}

/** The installation that reaches the repository, suspended or not. */
export function installationOfRepository(simulation: Simulation, repository: Repository): Installation | undefined {
  const installation = installationOfAccount(simulation, repository.ownerId);
  return installation !== undefined && reaches(installation, repository) ? installation : undefined;
}

export function reaches(installation: Installation, repository: Repository): boolean {
  if (installation.accountId !== repository.ownerId) return false;
  return installation.repositorySelection === 'all' || installation.repositoryIds.includes(repository.id);
}

/** In the order of their creation. */
export function repositoriesOf(simulation: Simulation, installation: Installation): Repository[] {
  return simulation.state.repositories.filter((repository) => reaches(installation, repository));
}

export function createInstallation(
  simulation: Simulation,
  account: Account,
  input: { repositories: 'all' | Repository[]; permissions: Permissions; events: string[] },
): Installation {
  if (installationOfAccount(simulation, account.id) !== undefined) {
    throw new Error(`The App is installed on "${account.login}" already.`);
  }
  const createdAt = timestamp(simulation);
  const installation: Installation = {
    id: nextId(simulation, 'installation'),
    accountId: account.id,
    ...selection(input.repositories),
    permissions: { metadata: 'read', ...input.permissions },
    events: input.events,
    createdAt,
    updatedAt: createdAt,
    suspendedAt: null,
    suspendedById: null,
  };
  simulation.state.installations.push(installation);
  simulation.save();
  return installation;
}

/** Changes what the installation reaches, and says what came and what went. */
export function selectRepositories(
  simulation: Simulation,
  installation: Installation,
  repositories: 'all' | Repository[],
): { added: Repository[]; removed: Repository[] } {
  const before = repositoriesOf(simulation, installation);
  Object.assign(installation, selection(repositories), { updatedAt: timestamp(simulation) });
  const after = repositoriesOf(simulation, installation);
  simulation.save();
  return {
    added: after.filter((repository) => !before.includes(repository)),
    removed: before.filter((repository) => !after.includes(repository)),
  };
}

export function suspend(simulation: Simulation, installation: Installation, by: Account): void {
  installation.suspendedAt = timestamp(simulation);
  installation.suspendedById = by.id;
  installation.updatedAt = installation.suspendedAt;
  simulation.save();
}

export function unsuspend(simulation: Simulation, installation: Installation): void {
  installation.suspendedAt = null;
  installation.suspendedById = null;
  installation.updatedAt = timestamp(simulation);
  simulation.save();
}

/** Its tokens end with it. */
export function removeInstallation(simulation: Simulation, installation: Installation): void {
  const { state } = simulation;
  state.installations = state.installations.filter((candidate) => candidate.id !== installation.id);
  for (const [token, grant] of Object.entries(state.tokens)) {
    if (grant.kind === 'installation' && grant.installationId === installation.id) delete state.tokens[token];
  }
  simulation.save();
}

/** A repository that leaves its owner leaves the owner's selection, too. */
export function forgetRepository(simulation: Simulation, repository: Repository): void {
  const owner = ownerOf(simulation, repository);
  const installation = installationOfAccount(simulation, owner.id);
  if (installation === undefined) return;
  installation.repositoryIds = installation.repositoryIds.filter((id) => id !== repository.id);
}

function selection(repositories: 'all' | Repository[]): Pick<Installation, 'repositorySelection' | 'repositoryIds'> {
  if (repositories === 'all') return { repositorySelection: 'all', repositoryIds: [] };
  return { repositorySelection: 'selected', repositoryIds: repositories.map(({ id }) => id) };
}
