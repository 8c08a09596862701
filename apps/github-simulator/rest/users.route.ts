import { accountById, findAccount, mayUse } from '../accounts.ts';
import { findInstallation, repositoriesOf } from '../installations.ts';
import { accountJson, publicUserJson } from '../json/account-json.ts';
import { installationJson } from '../json/installation-json.ts';
import { repositoryJson } from '../json/repository-json.ts';
import type { Account } from '../state.ts';
import { pageOf } from './paging.ts';
import { notFound, RestError } from './rest-error.ts';
import { ok, type RestAnswer, type RestRequest, type Route } from './route.ts';

export const userRoutes: readonly Route[] = [
  { method: 'GET', path: '/user', access: 'user', handle: currentUser },
  { method: 'GET', path: '/user/installations', access: 'user', handle: currentUserInstallations },
  {
    method: 'GET',
    path: '/user/installations/{installation_id}/repositories',
    access: 'user',
    handle: repositoriesOfInstallation,
  },
  { method: 'GET', path: '/users/{username}', access: 'anyone', handle: getUser },
];

function currentUser({ simulation, actor }: RestRequest): RestAnswer {
  if (actor.kind !== 'user') throw notFound();
  return ok(publicUserJson(simulation, actor.account));
}

/** The installations whose account the user belongs to. */
function currentUserInstallations(request: RestRequest): RestAnswer {
  const { simulation } = request;
  const account = authorizedUser(request);
  const shared = simulation.state.installations.filter((installation) =>
    mayUse(accountById(simulation, installation.accountId), account),
  );
  const { items, headers } = pageOf(request, shared);
  const installations = items.map((installation) => installationJson(simulation, installation));
  return { status: 200, headers, body: { total_count: shared.length, installations } };
}

/** What both the user and the App reach, with what the user may do there. */
function repositoriesOfInstallation(request: RestRequest): RestAnswer {
  const { simulation, params } = request;
  const account = authorizedUser(request);
  const installation = findInstallation(simulation, Number(params.installation_id));
  if (installation === undefined || !mayUse(accountById(simulation, installation.accountId), account)) throw notFound();
  const reachable = repositoriesOf(simulation, installation);
  const { items, headers } = pageOf(request, reachable);
  const permissions = { admin: true, maintain: true, push: true, triage: true, pull: true };
  const repositories = items.map((repository) => ({ ...repositoryJson(simulation, repository), permissions }));
  const repository_selection = installation.repositorySelection;
  return { status: 200, headers, body: { total_count: reachable.length, repository_selection, repositories } };
}

/** Personal tokens know of no App. */
function authorizedUser({ actor }: RestRequest): Account {
  if (actor.kind !== 'user') throw notFound();
  if (actor.viaApp) return actor.account;
  const sentence =
    'You must authenticate with an access token authorized to a GitHub App in order to list installations';
  throw new RestError(403, sentence);
}

function getUser({ simulation, params }: RestRequest): RestAnswer {
  const { app } = simulation.state;
  const login = params.username ?? '';
  if (login === `${app.slug}[bot]`) {
    const bot = { id: app.botId, login, type: 'Bot' as const };
    const template = publicUserJson(simulation, accountById(simulation, app.ownerId));
    return ok({ ...template, ...accountJson(simulation, bot), name: null, public_repos: 0 });
  }
  const account = findAccount(simulation, login);
  if (account === undefined) throw notFound();
  return ok(publicUserJson(simulation, account));
}
