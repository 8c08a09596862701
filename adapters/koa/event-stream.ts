import { Readable } from 'node:stream';
import type { RouterContext } from '@koa/router';
import { authorize, type Need } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { authenticate } from './authentication.ts';
import { clientGone } from './client-gone.ts';
import type { HttpDeps } from './http-deps.ts';
import { Problem } from './problem.ts';

/** One event, or a comment that only keeps the connection alive. */
export type StreamEvent = { id?: string; event: string; data: unknown } | 'heartbeat';

/** How soon a client comes again when it was cut off, in milliseconds. */
const retryMs = 2_000;

/** Server-sent events. Source: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function eventStream(events: AsyncIterable<StreamEvent>): Readable {
  return Readable.from(
    (async function* () {
      yield `retry: ${retryMs}\n\n`;
      for await (const event of events) yield event === 'heartbeat' ? ': heartbeat\n\n' : written(event);
    })(),
    { objectMode: false },
  );
}

// JSON has no line ends of its own, so one line of data holds it all.
function written({ id, event, data }: Exclude<StreamEvent, 'heartbeat'>): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Proxies that gather answers would hold events back. */
export const eventStreamHeaders = { 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' };

/** Where the client was cut off; text that no id of ours can be counts as none. */
export function lastEventIdOf(ctx: RouterContext): string | undefined {
  const id = ctx.get('Last-Event-ID');
  return /^[\w.-]{1,64}$/.test(id) ? id : undefined;
}

/** Whether the key, or the session, of the request still holds, for the same organization, and may still do that. */
export async function isStillAllowed(deps: HttpDeps, ctx: RouterContext, caller: Caller, need: Need): Promise<boolean> {
  try {
    const now = await authenticate(deps, ctx);
    return now.organizationId === caller.organizationId && authorize(now, need).kind === 'allowed';
  } catch (error) {
    // While the database is away nothing is sent anyway.
    return !(error instanceof Problem);
  }
}

export type OpenStreams = { open(ctx: RouterContext, caller: Caller): void };

/** Bounds how many streams one key, or one session, holds open on this server; one more: 429. The end of the answer frees its place. */
export function openStreams(most: number): OpenStreams {
  const counts = new Map<string, number>();
  return {
    open: (ctx, { keyId, sessionId }) => {
      const whose = keyId ?? sessionId ?? '';
      const count = counts.get(whose) ?? 0;
      if (count >= most) {
        const detail = `This ${keyId === null ? 'session' : 'key'} has ${most} event streams open already. Close one, or follow all attempts over one stream.`;
        throw new Problem(429, 'too_many_streams', detail, { headers: { 'Retry-After': '10' } });
      }
      const gone = clientGone(ctx);
      // The client may be gone by now: nothing of such a stream is ever read, nor ended.
      if (gone.aborted) return;
      counts.set(whose, count + 1);
      const free = () => {
        const left = (counts.get(whose) ?? 1) - 1;
        if (left === 0) counts.delete(whose);
        else counts.set(whose, left);
      };
      gone.addEventListener('abort', free, { once: true });
    },
  };
}
