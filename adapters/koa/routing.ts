import type { Router } from '@koa/router';
import type { Context, Next } from 'koa';
import { Problem } from './problem.ts';

/** The pattern of the route that answered, as labels show it. */
export function routeOf(ctx: Context): string {
  const pattern: unknown = ctx._matchedRoute;
  return typeof pattern === 'string' ? pattern : 'none';
}

/** Answers requests that no route took: OPTIONS with the methods there are, other methods 405, other paths 404. */
export function unrouted(router: Router) {
  return async (ctx: Context, _next: Next): Promise<void> => {
    const layers = router.match(ctx.path, ctx.method).path;
    const methods = new Set(layers.flatMap((layer) => layer.methods));
    if (methods.size === 0) {
      throw new Problem(404, 'not_found', 'There is nothing at this path. Check it against the API’s documentation.');
    }
    otherMethod(ctx, methods);
  };
}

/** Answers a method that a path does not have. `methods`: those that it has. */
export function otherMethod(ctx: Context, methods: ReadonlySet<string>): void {
  const allow = [...methods, 'OPTIONS'].sort().join(', ');
  if (ctx.method !== 'OPTIONS') {
    const detail = `This path does not take ${ctx.method.slice(0, 20)}; it takes ${allow}.`;
    throw new Problem(405, 'method_not_allowed', detail, { headers: { Allow: allow } });
  }
  ctx.set('Allow', allow);
  ctx.status = 204;
}
