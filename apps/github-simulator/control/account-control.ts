import * as accounts from '../accounts.ts';
import { installationOfAccount } from '../installations.ts';
import { fullNameOf, ownerOf, repositoryByName } from '../repositories.ts';
import type { Simulation } from '../simulation.ts';
import { dropAuthorization, expireTokens, mintPersonalToken, mintUserTokens } from '../tokens.ts';
import { emitAuthorizationRevoked, emitInstallationTargetRenamed } from '../webhooks/installation-events.ts';
import type { SimulatorControl } from './control.ts';

type AccountControl = Pick<
  SimulatorControl,
  | 'createAccount'
  | 'addMember'
  | 'renameAccount'
  | 'createUserToken'
  | 'authorizeUser'
  | 'revokeAuthorization'
  | 'setBrowser'
  | 'expireTokens'
  | 'gitUrl'
  | 'pushUrl'
>;

export function accountControl(simulation: Simulation): AccountControl {
  const { accountByLogin } = accounts;
  const userByLogin = (login: string) => {
    const account = accountByLogin(simulation, login);
    if (account.type === 'User') return account;
    throw new Error(`"${login}" is an organization; tokens belong to users, for example to one of its members.`);
  };
  const createUserToken = (login: string, expiresInSeconds?: number) =>
    mintPersonalToken(simulation, userByLogin(login).id, expiresInSeconds);
  const urlWithCredentials = (login: string) => {
    const token = simulation.state.gitTokens[login.toLowerCase()] ?? createUserToken(login);
    simulation.state.gitTokens[login.toLowerCase()] = token;
    simulation.save();
    return simulation.urls.web.replace('://', `://${encodeURIComponent(login)}:${token}@`);
  };
  return {
    async createAccount(input) {
      const { id, login } = accounts.createAccount(simulation, input);
      return { id, login };
    },
    async addMember({ organization, login }) {
      accounts.addMember(simulation, accountByLogin(simulation, organization), accountByLogin(simulation, login));
    },
    async renameAccount({ login, newLogin }) {
      const account = accountByLogin(simulation, login);
      accounts.checkLogin(simulation, newLogin);
      const owned = simulation.state.repositories.filter((repository) => repository.ownerId === account.id);
      for (const repository of owned) {
        simulation.state.formerNames[fullNameOf(simulation, repository).toLowerCase()] = repository.id;
      }
      account.login = newLogin;
      simulation.save();
      const installation = installationOfAccount(simulation, account.id);
      if (installation === undefined) return;
      emitInstallationTargetRenamed(simulation, installation, login, accounts.actingUser(simulation, account));
    },
    createUserToken: async ({ login, expiresInSeconds }) => ({ token: createUserToken(login, expiresInSeconds) }),
    async authorizeUser({ login, expiresInSeconds }) {
      const { accessToken, refreshToken } = mintUserTokens(simulation, userByLogin(login).id, expiresInSeconds);
      return { token: accessToken, refreshToken };
    },
    async revokeAuthorization({ login }) {
      const user = userByLogin(login);
      dropAuthorization(simulation, user.id);
      emitAuthorizationRevoked(simulation, user);
    },
    async setBrowser({ login, consent, installOn }) {
      simulation.state.browser = {
        accountId: userByLogin(login ?? accounts.octocatLogin).id,
        consent: consent ?? 'ask',
        installOnId: installOn === undefined ? null : accountByLogin(simulation, installOn).id,
      };
      simulation.save();
    },
    async expireTokens(input) {
      const accountId = 'login' in input ? accountByLogin(simulation, input.login).id : undefined;
      if ('login' in input) delete simulation.state.gitTokens[input.login.toLowerCase()];
      expireTokens(simulation, (grant) =>
        grant.kind === 'user'
          ? grant.accountId === accountId
          : 'installationId' in input && grant.installationId === input.installationId,
      );
    },
    gitUrl: async (input) => urlWithCredentials(input?.login ?? accounts.octocatLogin),
    async pushUrl({ owner, repo }) {
      const repository = repositoryByName(simulation, owner, repo);
      const pusher = accounts.actingUser(simulation, ownerOf(simulation, repository));
      return `${urlWithCredentials(pusher.login)}/${fullNameOf(simulation, repository)}.git`;
    },
  };
}
