import { accountByLogin, actingUser } from '../accounts.ts';
import { forgetRepository, installationOfRepository } from '../installations.ts';
import { accountJson, organizationJson } from '../json/account-json.ts';
import { repositoryPage } from '../json/repository-json.ts';
import * as repositories from '../repositories.ts';
import { type Simulation, timestamp } from '../simulation.ts';
import type { Repository } from '../state.ts';
import { emitRepositoryEvent, emitRepositoryEventTo } from '../webhooks/events.ts';
import { emitInstallationRepositories } from '../webhooks/installation-events.ts';
import type { RepositoryName, RepositorySummary, SimulatorControl } from './control.ts';

type RepositoryControl = Pick<
  SimulatorControl,
  | 'createRepository'
  | 'getRepository'
  | 'listRepositories'
  | 'renameRepository'
  | 'transferRepository'
  | 'deleteRepository'
  | 'setPrivate'
  | 'archiveRepository'
  | 'setDefaultBranch'
>;

export function repositoryControl(simulation: Simulation): RepositoryControl {
  const byName = ({ owner, repo }: RepositoryName) => repositories.repositoryByName(simulation, owner, repo);
  const summary = (repository: Repository) => summaryOf(simulation, repository);
  const announce = (repository: Repository, action: string, changes?: Record<string, unknown>) => {
    const sender = actingUser(simulation, repositories.ownerOf(simulation, repository));
    const payload = { action, ...(changes === undefined ? {} : { changes }) };
    emitRepositoryEvent(simulation, repository, 'repository', sender, payload);
  };
  return {
    async createRepository(input) {
      const repository = await repositories.createRepository(simulation, input);
      announce(repository, 'created');
      return summary(repository);
    },
    getRepository: async (name) => summary(byName(name)),
    async listRepositories(input) {
      const owner = input?.owner?.toLowerCase();
      return simulation.state.repositories
        .map(summary)
        .filter((repository) => owner === undefined || repository.owner.toLowerCase() === owner);
    },
    async renameRepository(input) {
      const repository = byName(input);
      const from = repository.name;
      repositories.moveRepository(simulation, repository, repositories.ownerOf(simulation, repository), input.newName);
      announce(repository, 'renamed', { repository: { name: { from } } });
      return summary(repository);
    },
    async transferRepository(input) {
      const repository = byName(input);
      transfer(simulation, repository, input.newOwner);
      return summary(repository);
    },
    async deleteRepository(input) {
      const repository = byName(input);
      await remove(simulation, repository);
    },
    async setPrivate(input) {
      const repository = byName(input);
      if (repository.private === input.private) return;
      touch(simulation, repository, { private: input.private });
      announce(repository, input.private ? 'privatized' : 'publicized');
    },
    async archiveRepository(input) {
      const repository = byName(input);
      const archived = input.archived ?? true;
      if (repository.archived === archived) return;
      touch(simulation, repository, { archived });
      announce(repository, archived ? 'archived' : 'unarchived');
    },
    setDefaultBranch: async (input) => repositories.setDefaultBranch(simulation, byName(input), input.branch),
  };
}

export function summaryOf(simulation: Simulation, repository: Repository): RepositorySummary {
  return {
    id: repository.id,
    owner: repositories.ownerOf(simulation, repository).login,
    name: repository.name,
    fullName: repositories.fullNameOf(simulation, repository),
    private: repository.private,
    archived: repository.archived,
    defaultBranch: repository.defaultBranch,
    cloneUrl: `${repositoryPage(simulation, repository)}.git`,
  };
}

function touch(simulation: Simulation, repository: Repository, change: Partial<Repository>): void {
  Object.assign(repository, change, { updatedAt: timestamp(simulation) });
  simulation.save();
}

/** The former owner's installation only sees the repository go; the event goes to the new owner's. */
function transfer(simulation: Simulation, repository: Repository, newOwnerLogin: string): void {
  const formerOwner = repositories.ownerOf(simulation, repository);
  const newOwner = accountByLogin(simulation, newOwnerLogin);
  const former = installationOfRepository(simulation, repository);
  forgetRepository(simulation, repository);
  repositories.moveRepository(simulation, repository, newOwner, repository.name);
  const sender = actingUser(simulation, formerOwner);
  if (former !== undefined) {
    emitInstallationRepositories(simulation, former, { added: [], removed: [repository] }, sender);
  }
  const current = installationOfRepository(simulation, repository);
  if (current !== undefined) {
    emitInstallationRepositories(simulation, current, { added: [repository], removed: [] }, sender);
  }
  const from =
    formerOwner.type === 'Organization'
      ? { organization: organizationJson(simulation, formerOwner) }
      : { user: accountJson(simulation, formerOwner) };
  emitRepositoryEvent(simulation, repository, 'repository', sender, {
    action: 'transferred',
    changes: { owner: { from } },
  });
}

async function remove(simulation: Simulation, repository: Repository): Promise<void> {
  const installation = installationOfRepository(simulation, repository);
  const sender = actingUser(simulation, repositories.ownerOf(simulation, repository));
  await simulation.pushes.run(repository.id, () => repositories.deleteRepository(simulation, repository));
  if (installation === undefined) return;
  emitRepositoryEventTo(simulation, installation, repository, 'repository', sender, { action: 'deleted' });
  emitInstallationRepositories(simulation, installation, { added: [], removed: [repository] }, sender);
}
