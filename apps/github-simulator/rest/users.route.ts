import { accountById, findAccount, mayUse } from '../accounts.ts';
import { accountJson, publicUserJson } from '../json/account-json.ts';
import { installationJson } from '../json/installation-json.ts';
import { pageOf } from './paging.ts';
import { notFound } from './rest-error.ts';
import { ok, type RestAnswer, type RestRequest, type Route } from './route.ts';

export const userRoutes: readonly Route[] = [
  { method: 'GET', path: '/user', access: 'user', handle: currentUser },
  { method: 'GET', path: '/user/installations', access: 'user', handle: currentUserInstallations },
  { method: 'GET', path: '/users/{username}', access: 'anyone', handle: getUser },
];

function currentUser({ simulation, actor }: RestRequest): RestAnswer {
  if (actor.kind !== 'user') throw notFound();
  return ok(publicUserJson(simulation, actor.account));
}

/** The installations whose account the user belongs to. */
function currentUserInstallations(request: RestRequest): RestAnswer {
  const { simulation, actor } = request;
  if (actor.kind !== 'user') throw notFound();
  const shared = simulation.state.installations.filter((installation) =>
    mayUse(accountById(simulation, installation.accountId), actor.account),
  );
  const { items, headers } = pageOf(request, shared);
  const installations = items.map((installation) => installationJson(simulation, installation));
  return { status: 200, headers, body: { total_count: shared.length, installations } };
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
