import { Router } from '@koa/router';
import Koa from 'koa';
import helmet from 'koa-helmet';
import { answerProblems } from './answer-problems.ts';
import { connectionsRoutes } from './connections/connections.route.ts';
import { settingsRoutes } from './connections/settings.route.ts';
import { webhookRoute } from './deliveries/webhook.route.ts';
import type { HttpDeps } from './http-deps.ts';
import { installationsRoutes } from './installations/installations.route.ts';
import { healthRoutes } from './operations/health.route.ts';
import { attemptPageRoutes } from './publishing/attempt-page.route.ts';
import { attemptsRoutes } from './publishing/attempts.route.ts';
import { syncRoute } from './publishing/sync.route.ts';
import { downloadsRoutes } from './registry/downloads.route.ts';
import { registryRoutes } from './registry/registry.route.ts';
import { requestLog } from './request-log.ts';
import { requestMetrics } from './request-metrics.ts';
import { unrouted } from './routing.ts';

/** The whole HTTP application. Register its metrics once: each call counts into `deps.metrics` anew. */
export function httpApp(deps: HttpDeps): Koa {
  const app = new Koa({ proxy: deps.trustProxy });
  app.on('error', (error: unknown, ctx?: Koa.Context) => logCutAnswer(ctx?.state.log ?? deps.logger, error));
  const router = new Router();
  for (const routes of [
    webhookRoute,
    installationsRoutes,
    settingsRoutes,
    connectionsRoutes,
    syncRoute,
    attemptsRoutes,
    downloadsRoutes,
    registryRoutes,
    attemptPageRoutes,
    healthRoutes,
  ]) {
    routes(router, deps);
  }
  app.use(requestLog(deps));
  app.use(requestMetrics(deps.metrics));
  app.use(securityHeaders());
  app.use(answerProblems);
  app.use(router.routes());
  app.use(unrouted(router));
  return app;
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

/** Pages may load our own style sheet and nothing else; no script runs at all. */
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
