import { actorName } from '../access.ts';
import { ok, type RestRequest, type Route } from './route.ts';

export const metaRoutes: readonly Route[] = [
  { method: 'GET', path: '/rate_limit', access: 'anyone', free: true, handle: rateLimit },
  { method: 'GET', path: '/meta', access: 'anyone', handle: meta },
  { method: 'GET', path: '/versions', access: 'anyone', handle: () => ok(['2026-03-10', '2022-11-28']) },
];

function rateLimit({ simulation, actor, apiVersion }: RestRequest) {
  const { limit, remaining, used, reset } = simulation.rateLimits.current(actorName(actor));
  const core = { limit, used, remaining, reset };
  const search = { limit: 30, used: 0, remaining: 30, reset };
  const resources = { core, search, graphql: { limit: 5000, used: 0, remaining: 5000, reset } };
  return ok(apiVersion === '2022-11-28' ? { resources, rate: core } : { resources });
}

function meta() {
  const local = ['127.0.0.1/32'];
  return ok({ verifiable_password_authentication: false, hooks: local, web: local, api: local, git: local });
}
