import { Router } from '@koa/router';
import Koa from 'koa';
import helmet from 'koa-helmet';
import { apiKeysEndpoints } from './access/api-keys.route.ts';
import { auditLogEndpoints } from './access/audit-log.route.ts';
import { gitHubSignInPaths, gitHubSignInRoutes } from './access/github-sign-in.route.ts';
import { membersEndpoints } from './access/members.route.ts';
import { organizationEndpoints } from './access/organization.route.ts';
import { sessionEndpoints } from './access/session.route.ts';
import { signInLinksEndpoints } from './access/sign-in-links.route.ts';
import { answerProblems } from './answer-problems.ts';
import { confirmTransferEndpoints } from './connections/confirm-transfer.route.ts';
import { connectionsEndpoints } from './connections/connections.route.ts';
import { repositoriesEndpoints } from './connections/repositories.route.ts';
import { settingsEndpoints } from './connections/settings.route.ts';
import { dashboardRoutes, missingPages } from './dashboard/dashboard.route.ts';
import { deliveriesEndpoints } from './deliveries/deliveries.route.ts';
import { webhookEndpoints } from './deliveries/webhook.route.ts';
import type { Endpoint } from './endpoint.ts';
import type { HttpDeps } from './http-deps.ts';
import { installationsEndpoints } from './installations/installations.route.ts';
import { openApiRoutes } from './openapi/openapi.route.ts';
import { healthEndpoints } from './operations/health.route.ts';
import { pageStyleRoute } from './page.ts';
import { attemptEventsEndpoints } from './publishing/attempt-events.route.ts';
import { attemptPageRoutes } from './publishing/attempt-page.route.ts';
import { attemptsEndpoints } from './publishing/attempts.route.ts';
import { explainEndpoints } from './publishing/explain.route.ts';
import { syncEndpoints } from './publishing/sync.route.ts';
import { limitedByAddress, rateLimits } from './rate-limits.ts';
import { downloadsEndpoints } from './registry/downloads.route.ts';
import { entryChangesEndpoints } from './registry/entry-changes.route.ts';
import { entryHistoryEndpoints } from './registry/entry-history.route.ts';
import { publicRegistryEndpoints } from './registry/public-registry.route.ts';
import { publicVersionsEndpoints } from './registry/public-versions.route.ts';
import { registryEndpoints } from './registry/registry.route.ts';
import { uploadsEndpoints } from './registry/uploads.route.ts';
import { versionFilesEndpoints } from './registry/version-files.route.ts';
import { requestLog } from './request-log.ts';
import { requestMetrics } from './request-metrics.ts';
import { unrouted } from './routing.ts';
import { serveEndpoints } from './serve-endpoint.ts';

/** The whole HTTP application. Register its metrics once: each call counts into `deps.metrics` anew. */
export function httpApp(deps: HttpDeps): Koa {
  // Of the addresses that the header names, only those that our own proxies added are true.
  const app = new Koa({ proxy: deps.trustedProxies > 0, maxIpsCount: deps.trustedProxies });
  app.on('error', (error: unknown, ctx?: Koa.Context) => logCutAnswer(ctx?.state.log ?? deps.logger, error));
  const router = new Router();
  const endpoints = endpointsOf(deps);
  const limits = rateLimits(deps.rateLimits);
  serveEndpoints(router, { ...deps, limits }, endpoints);
  const limited = ['/attempts/:id', '/api/v1/openapi.json', '/api/v1/reference', ...gitHubSignInPaths];
  router.get(limited, limitedByAddress(limits));
  attemptPageRoutes(router, deps);
  pageStyleRoute(router);
  openApiRoutes(router, deps, endpoints);
  gitHubSignInRoutes(router, deps);
  dashboardRoutes(router, deps);
  app.use(requestLog(deps));
  app.use(requestMetrics(deps.metrics));
  app.use(securityHeaders());
  app.use(answerProblems);
  app.use(router.routes());
  app.use(missingPages(deps));
  app.use(unrouted(router));
  return app;
}

/** All calls of the API, described and served. */
export function endpointsOf(deps: HttpDeps): Endpoint[] {
  const groups = [
    webhookEndpoints,
    installationsEndpoints,
    settingsEndpoints,
    repositoriesEndpoints,
    connectionsEndpoints,
    confirmTransferEndpoints,
    syncEndpoints,
    attemptsEndpoints,
    attemptEventsEndpoints,
    explainEndpoints,
    deliveriesEndpoints,
    downloadsEndpoints,
    registryEndpoints,
    versionFilesEndpoints,
    entryHistoryEndpoints,
    uploadsEndpoints,
    entryChangesEndpoints,
    publicRegistryEndpoints,
    publicVersionsEndpoints,
    organizationEndpoints,
    membersEndpoints,
    signInLinksEndpoints,
    apiKeysEndpoints,
    sessionEndpoints,
    auditLogEndpoints,
    healthEndpoints,
  ];
  return groups.flatMap((endpoints) => endpoints(deps));
}

/** Tells what was thrown after an answer began, or instead of one: most often the client went away. */
function logCutAnswer(log: HttpDeps['logger'], error: unknown): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(ECONNRESET|ECONNABORTED|EPIPE|ERR_STREAM_PREMATURE_CLOSE|HPE_)/.test(code)) {
    log.info({ code }, 'a client went away before its answer was complete');
  } else {
    log.error({ error: String(error) }, 'an answer was cut off');
  }
}

/** Pages may load our own style sheet and nothing else; no script runs at all, save for the dashboard's own. */
function securityHeaders() {
  const directives = {
    'default-src': ["'none'"],
    'style-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  return helmet({ contentSecurityPolicy: { useDefaults: false, directives } });
}
