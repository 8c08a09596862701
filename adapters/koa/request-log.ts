import { randomUUID } from 'node:crypto';
import type { Context, Next } from 'koa';
import type { Logger } from 'pino';
import type { HttpDeps } from './http-deps.ts';

/** What every request carries. `bodyDigest`: tells a body that its handler read, to its end, from others. */
export type RequestState = { requestId: string; log: Logger; bodyDigest?: string };

/**
 * Gives each request an id (the caller's, when it sent a plain one) and a logger, and writes one line at its end. The
 * line holds the path without its query, as queries hold signatures, and no header.
 */
export function requestLog({ logger }: Pick<HttpDeps, 'logger'>) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const requestId = idOf(ctx.get('X-Request-Id'));
    const log = logger.child({ requestId });
    Object.assign(ctx.state, { requestId, log } satisfies RequestState);
    ctx.set('X-Request-Id', requestId);
    const startedAt = performance.now();
    ctx.res.once('close', () => {
      const durationMs = Math.round(performance.now() - startedAt);
      const answered = ctx.res.writableFinished;
      log.info({ method: ctx.method, path: ctx.path, status: ctx.res.statusCode, durationMs, answered }, 'request');
    });
    await next();
  };
}

function idOf(sent: string): string {
  return /^[A-Za-z0-9._-]{1,128}$/.test(sent) ? sent : randomUUID();
}
