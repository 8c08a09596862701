import { accountById, actingUser, findAccount } from '../accounts.ts';
import {
  findInstallation,
  installationOfAccount,
  installationOfRepository,
  removeInstallation,
  repositoriesOf,
  suspend,
  unsuspend,
} from '../installations.ts';
import { installationJson } from '../json/installation-json.ts';
import { repositoryJson } from '../json/repository-json.ts';
import type { Account, Installation } from '../state.ts';
import { emitInstallationEvent } from '../webhooks/installation-events.ts';
import { createAccessToken, revokeOwnToken } from './access-tokens.ts';
import { pageOf } from './paging.ts';
import { notFound } from './rest-error.ts';
import { ok, type RepositoryRequest, type RestAnswer, type RestRequest, type Route } from './route.ts';

const installationPath = '/app/installations/{installation_id}';

export const installationRoutes: readonly Route[] = [
  { method: 'GET', path: '/app/installations', access: 'app', handle: listInstallations },
  { method: 'GET', path: installationPath, access: 'app', handle: getInstallation },
  { method: 'DELETE', path: installationPath, access: 'app', handle: deleteInstallation },
  { method: 'PUT', path: `${installationPath}/suspended`, access: 'app', handle: suspendInstallation },
  { method: 'DELETE', path: `${installationPath}/suspended`, access: 'app', handle: unsuspendInstallation },
  {
    method: 'POST',
    path: `${installationPath}/access_tokens`,
    access: 'app',
    handle: (request) => createAccessToken(request, wantedInstallation(request)),
  },
  { method: 'DELETE', path: '/installation/token', access: 'installation', handle: revokeOwnToken },
  { method: 'GET', path: '/installation/repositories', access: 'installation', handle: listReachable },
  { method: 'GET', path: '/repos/{owner}/{repo}/installation', access: 'app-repository', handle: ofRepository },
  { method: 'GET', path: '/users/{username}/installation', access: 'app', handle: ofUser },
  { method: 'GET', path: '/orgs/{org}/installation', access: 'app', handle: ofOrganization },
];

function listInstallations(request: RestRequest): RestAnswer {
  const { items, headers } = pageOf(request, request.simulation.state.installations);
  return {
    status: 200,
    headers,
    body: items.map((installation) => installationJson(request.simulation, installation)),
  };
}

function getInstallation(request: RestRequest): RestAnswer {
  return ok(installationJson(request.simulation, wantedInstallation(request)));
}

function deleteInstallation(request: RestRequest): RestAnswer {
  const installation = wantedInstallation(request);
  emitInstallationEvent(request.simulation, installation, 'deleted', senderFor(request, installation));
  removeInstallation(request.simulation, installation);
  // The newer API version answers before the work is done.
  return request.apiVersion === '2022-11-28' ? { status: 204 } : { status: 202, body: {} };
}

function suspendInstallation(request: RestRequest): RestAnswer {
  const installation = wantedInstallation(request);
  const sender = senderFor(request, installation);
  if (installation.suspendedAt === null) {
    suspend(request.simulation, installation, sender);
    emitInstallationEvent(request.simulation, installation, 'suspend', sender);
  }
  return { status: 204 };
}

function unsuspendInstallation(request: RestRequest): RestAnswer {
  const installation = wantedInstallation(request);
  if (installation.suspendedAt !== null) {
    unsuspend(request.simulation, installation);
    emitInstallationEvent(request.simulation, installation, 'unsuspend', senderFor(request, installation));
  }
  return { status: 204 };
}

function listReachable(request: RestRequest): RestAnswer {
  const { simulation, actor } = request;
  if (actor.kind !== 'installation') throw notFound();
  const { installation, repositoryIds } = actor;
  const reachable = repositoriesOf(simulation, installation).filter(
    (repository) => repositoryIds === null || repositoryIds.includes(repository.id),
  );
  const { items, headers } = pageOf(request, reachable);
  const repositories = items.map((repository) => repositoryJson(simulation, repository));
  const repository_selection = repositoryIds === null ? installation.repositorySelection : 'selected';
  return { status: 200, headers, body: { total_count: reachable.length, repository_selection, repositories } };
}

function ofRepository({ simulation, repository }: RepositoryRequest): RestAnswer {
  const installation = installationOfRepository(simulation, repository);
  if (installation === undefined) throw notFound();
  return ok(installationJson(simulation, installation));
}

function ofUser(request: RestRequest): RestAnswer {
  return ofAccount(request, findAccount(request.simulation, request.params.username ?? ''));
}

function ofOrganization(request: RestRequest): RestAnswer {
  const account = findAccount(request.simulation, request.params.org ?? '');
  return ofAccount(request, account?.type === 'Organization' ? account : undefined);
}

function ofAccount({ simulation }: RestRequest, account: Account | undefined): RestAnswer {
  const installation = account === undefined ? undefined : installationOfAccount(simulation, account.id);
  if (installation === undefined) throw notFound();
  return ok(installationJson(simulation, installation));
}

function wantedInstallation({ simulation, params }: RestRequest): Installation {
  const installation = findInstallation(simulation, Number(params.installation_id));
  if (installation === undefined) throw notFound();
  return installation;
}

function senderFor({ simulation }: RestRequest, installation: Installation): Account {
  return actingUser(simulation, accountById(simulation, installation.accountId));
}
