import type { Router, RouterContext } from '@koa/router';
import type { Context, Next } from 'koa';
import { z } from 'zod';
import type { Caller } from '../../domain/access/caller.ts';
import { parseId } from '../../domain/shared/ids.ts';
import { authenticate } from './authentication.ts';
import type { HttpDeps } from './http-deps.ts';
import { queryOf } from './input.ts';
import { Problem } from './problem.ts';

/** The pattern of the route that answered, as labels show it. */
export function routeOf(ctx: Context): string {
  const pattern: unknown = ctx._matchedRoute;
  return typeof pattern === 'string' ? pattern : 'none';
}

const noQuery = z.strictObject({});

type AuthenticatedHandler = (ctx: RouterContext, caller: Caller) => Promise<void>;

/** A handler behind a key, which is looked at before anything else of the request. `query: 'none'`: it takes none. */
export function authenticated(deps: HttpDeps, handler: AuthenticatedHandler, query: 'none' | 'read' = 'none') {
  return async (ctx: RouterContext): Promise<void> => {
    const caller = await authenticate(deps, ctx.get('Authorization'));
    ctx.set('Cache-Control', 'no-store');
    if (query === 'none') queryOf(ctx, noQuery);
    await handler(ctx, caller);
  };
}

type RowId = NonNullable<ReturnType<typeof parseId>>;

/** An id from the path; text that is none names nothing, so it answers 404. */
export function pathId<Id extends RowId>(ctx: RouterContext, name: string, thing: string): Id {
  const id = parseId<Id>(ctx.params[name] ?? '');
  if (id) return id;
  const detail = `There is no such ${thing}: ids of ${thing}s look like 0e1c7f44-6f5d-4b43-9c39-3d0f1b2a4c5d.`;
  throw new Problem(404, 'not_found', detail);
}

/** Answers requests that no route took: OPTIONS with the methods there are, other methods 405, other paths 404. */
export function unrouted(router: Router) {
  return async (ctx: Context, _next: Next): Promise<void> => {
    const layers = router.match(ctx.path, ctx.method).path;
    const methods = new Set(layers.flatMap((layer) => layer.methods));
    if (methods.size === 0) {
      throw new Problem(404, 'not_found', 'There is nothing at this path. Check it against the API’s documentation.');
    }
    const allow = [...methods, 'OPTIONS'].sort().join(', ');
    if (ctx.method !== 'OPTIONS') {
      const detail = `This path does not take ${ctx.method.slice(0, 20)}; it takes ${allow}.`;
      throw new Problem(405, 'method_not_allowed', detail, { headers: { Allow: allow } });
    }
    ctx.set('Allow', allow);
    ctx.status = 204;
  };
}
