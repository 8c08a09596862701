import { accountById, accountByLogin, actingUser } from '../accounts.ts';
import { reconfigureApp } from '../github-app.ts';
import { installApp } from '../install-app.ts';
import * as installations from '../installations.ts';
import { fullNameOf, repositoryByName } from '../repositories.ts';
import { type Simulation, timestamp } from '../simulation.ts';
import type { Account, Installation } from '../state.ts';
import { mintInstallationToken } from '../tokens.ts';
import {
  emitInstallationEvent,
  emitInstallationRepositories,
  type InstallationAction,
} from '../webhooks/installation-events.ts';
import type { SimulatorControl } from './control.ts';

type InstallationControl = Pick<
  SimulatorControl,
  | 'installApp'
  | 'configureApp'
  | 'listInstallations'
  | 'setInstallationRepositories'
  | 'suspendInstallation'
  | 'unsuspendInstallation'
  | 'deleteInstallation'
  | 'acceptNewPermissions'
  | 'createInstallationToken'
>;

export function installationControl(simulation: Simulation): InstallationControl {
  const byId = (input: { installationId: number }) => installations.installationById(simulation, input.installationId);
  const senderFor = (installation: Installation) =>
    actingUser(simulation, accountById(simulation, installation.accountId));
  const announce = (installation: Installation, action: InstallationAction) =>
    emitInstallationEvent(simulation, installation, action, senderFor(installation));
  const chosen = (account: Account, wanted: 'all' | string[]) =>
    wanted === 'all' ? wanted : wanted.map((name) => repositoryByName(simulation, account.login, name));
  return {
    async installApp(input) {
      const account = accountByLogin(simulation, input.accountLogin);
      const repositories = chosen(account, input.repositories ?? 'all');
      return { id: installApp(simulation, account, { ...input, repositories }).id };
    },
    async configureApp(input) {
      reconfigureApp(simulation.state.app, input);
      simulation.save();
    },
    listInstallations: async () => simulation.state.installations.map((one) => summaryOf(simulation, one)),
    async setInstallationRepositories(input) {
      const installation = byId(input);
      const account = accountById(simulation, installation.accountId);
      const wanted = chosen(account, input.repositories);
      const changes = installations.selectRepositories(simulation, installation, wanted);
      emitInstallationRepositories(simulation, installation, changes, senderFor(installation));
    },
    async suspendInstallation(input) {
      const installation = byId(input);
      installations.suspend(simulation, installation, senderFor(installation));
      announce(installation, 'suspend');
    },
    async unsuspendInstallation(input) {
      const installation = byId(input);
      installations.unsuspend(simulation, installation);
      announce(installation, 'unsuspend');
    },
    async deleteInstallation(input) {
      const installation = byId(input);
      announce(installation, 'deleted');
      installations.removeInstallation(simulation, installation);
    },
    async acceptNewPermissions(input) {
      const installation = byId(input);
      installation.permissions = { metadata: 'read', ...input.permissions };
      installation.events = input.events ?? installation.events;
      installation.updatedAt = timestamp(simulation);
      simulation.save();
      announce(installation, 'new_permissions_accepted');
    },
    async createInstallationToken(input) {
      const installation = byId(input);
      const { token, grant } = mintInstallationToken(simulation, {
        installationId: installation.id,
        permissions: input.permissions ?? installation.permissions,
        repositoryIds: null,
        expiresInSeconds: input.expiresInSeconds,
      });
      return { token, expiresAt: grant.expiresAt };
    },
  };
}

function summaryOf(simulation: Simulation, installation: Installation) {
  const { id, repositorySelection, permissions, events, suspendedAt } = installation;
  return {
    id,
    accountLogin: accountById(simulation, installation.accountId).login,
    repositorySelection,
    repositories: installations
      .repositoriesOf(simulation, installation)
      .map((repository) => fullNameOf(simulation, repository)),
    permissions,
    events,
    suspendedAt,
  };
}
