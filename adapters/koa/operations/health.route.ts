import { setTimeout as sleep } from 'node:timers/promises';
import type { Router } from '@koa/router';
import type { HttpDeps } from '../http-deps.ts';

const checkTimeoutMs = 2_000;

/** Liveness, readiness and metrics, for whoever operates the service. None of them needs a key. */
export function healthRoutes(router: Router, { checks, metrics }: HttpDeps): void {
  router.get('/healthz', (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { status: 'ok' };
  });
  router.get('/readyz', async (ctx) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, { check }]) => [name, (await passes(check)) ? 'ok' : 'away'] as const),
    );
    const ready = results.every(([name, result]) => result === 'ok' || !checks[name]?.needed);
    ctx.set('Cache-Control', 'no-store');
    ctx.status = ready ? 200 : 503;
    ctx.body = { status: ready ? 'ready' : 'not_ready', checks: Object.fromEntries(results) };
  });
  router.get('/metrics', async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = await metrics.metrics();
    ctx.set('Content-Type', metrics.contentType);
  });
}

async function passes(check: () => Promise<void>): Promise<boolean> {
  const giveUp = new AbortController();
  try {
    return await Promise.race([
      check().then(() => true),
      sleep(checkTimeoutMs, false, { signal: giveUp.signal, ref: false }),
    ]);
  } catch {
    return false;
  } finally {
    giveUp.abort();
  }
}
