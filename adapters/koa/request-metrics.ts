import type { Context, Next } from 'koa';
import { Counter, Histogram, type Registry } from 'prom-client';
import { routeOf } from './routing.ts';

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Counts and times requests by route (its pattern, so that labels stay few), method and status. */
export function requestMetrics(registry: Registry) {
  const requests = new Counter({
    name: 'waybill_http_requests_total',
    help: 'Requests that were answered.',
    labelNames: ['route', 'method', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'waybill_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['route', 'method'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  return async (ctx: Context, next: Next): Promise<void> => {
    const stop = seconds.startTimer();
    ctx.res.once('close', () => {
      const route = routeOf(ctx);
      const method = knownMethods.has(ctx.method) ? ctx.method : 'other';
      stop({ route, method });
      requests.inc({ route, method, status: ctx.res.statusCode });
    });
    await next();
  };
}
