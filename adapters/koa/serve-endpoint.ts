import type { Router, RouterContext } from '@koa/router';
import { z } from 'zod';
import type { KeptAnswer } from '../../ports/access/idempotency.ts';
import { refuseCrossSite } from './access/same-origin.ts';
import { visitingSession } from './access/visiting-session.ts';
import { authenticate } from './authentication.ts';
import type { AnyAnswer, AnyRequest, Endpoint, EndpointDescription } from './endpoint.ts';
import type { HttpDeps } from './http-deps.ts';
import { onceForItsKey } from './idempotency.ts';
import { bodyOf, optionalBodyOf, queryOf } from './input.ts';
import { Problem } from './problem.ts';
import type { RateLimits } from './rate-limits.ts';
import { otherMethod } from './routing.ts';

const noQuery = z.strictObject({});

/** Puts all endpoints on the router. Fixed paths come before those with parameters, whatever the order they are given in. */
export function serveEndpoints(
  router: Router,
  deps: HttpDeps & { limits: RateLimits },
  endpoints: readonly Endpoint[],
): void {
  const paths = Map.groupBy([...endpoints].sort(byPath), ({ description }) => description.path);
  for (const [path, group] of paths) {
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1');
    for (const endpoint of group) router[endpoint.description.method](pattern, (ctx) => serve(ctx, deps, endpoint));
    // Else a path with a parameter that fits as well would be taken for what was meant.
    const methods = methodsOf(group);
    router.all(pattern, (ctx) => otherMethod(ctx, methods));
  }
}

function methodsOf(endpoints: readonly Endpoint[]): ReadonlySet<string> {
  const methods = endpoints.map(({ description }) => description.method.toUpperCase());
  return new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods);
}

function byPath(a: Endpoint, b: Endpoint): number {
  const [one, other] = [sortKey(a.description.path), sortKey(b.description.path)];
  return one < other ? -1 : Number(one > other);
}

/** `~` comes after all characters of paths. */
function sortKey(path: string): string {
  return path.replaceAll(/\{\w+\}/g, '~');
}

/** The key is looked at before anything else of the request; then the path, the query and the body. */
async function serve(
  ctx: RouterContext,
  deps: HttpDeps & { limits: RateLimits },
  { description, handle }: Endpoint,
): Promise<void> {
  const { caller, session } = await admit(ctx, deps, description);
  if (description.access !== 'anyone') ctx.set('Cache-Control', 'no-store');
  const params = paramsOf(ctx, description);
  const query = queryOf(ctx, description.query ?? noQuery);
  const request: AnyRequest = { ctx, caller, session, params, query, body: await bodyFor(ctx, description) };
  const answer = await onceForItsKey(deps, { ctx, description, request, work: () => handle(request) });
  if ('kept' in answer) repeat(ctx, answer.kept);
  else send(ctx, description, answer);
}

/** Who asks, unless the endpoint asks nobody. Throws when they ask too often. */
async function admit(
  ctx: RouterContext,
  deps: HttpDeps & { limits: RateLimits },
  { access, uncounted }: EndpointDescription,
): Promise<Pick<AnyRequest, 'caller' | 'session'>> {
  if (access === 'anyone') {
    if (!uncounted) await deps.limits.ofAddress(ctx);
    return { caller: null, session: null };
  }
  if (access === 'session') {
    const session = await visitingSession(deps, ctx);
    await (session ? deps.limits.ofSession(ctx, session.id) : deps.limits.ofAddress(ctx));
    refuseCrossSite(ctx, deps.publicUrl());
    return { caller: null, session };
  }
  const caller = await authenticate(deps, ctx).catch(async (error: unknown) => {
    if (error instanceof Problem) await deps.limits.ofAddress(ctx);
    throw error;
  });
  if (caller.sessionId !== null) await deps.limits.ofSession(ctx, caller.sessionId);
  else if (caller.keyId !== null) await deps.limits.ofKey(ctx, caller.keyId);
  return { caller, session: null };
}

function paramsOf(ctx: RouterContext, { params = {} }: EndpointDescription): Record<string, unknown> {
  const parsed = Object.entries(params).map(([name, schema]) => {
    const result = schema.safeParse(ctx.params[name] ?? '');
    if (!result.success)
      throw new Problem(404, 'not_found', result.error.issues[0]?.message ?? 'There is no such thing.');
    return [name, result.data] as const;
  });
  return Object.fromEntries(parsed);
}

async function bodyFor(ctx: RouterContext, description: EndpointDescription): Promise<unknown> {
  const { body, bodyOptional, bodyLimitBytes } = description;
  if (!body) return undefined;
  return bodyOptional ? optionalBodyOf(ctx, body) : bodyOf(ctx, body, bodyLimitBytes);
}

/** Koa sets headers of its own when it gets the body, so that the endpoint's come after it. */
function send(ctx: RouterContext, { answers }: EndpointDescription, { status, headers, body }: AnyAnswer): void {
  ctx.status = status;
  const [content] = [answers[status]?.content ?? []].flat();
  if (body !== undefined && body !== null) {
    ctx.body = body;
    if (content) ctx.set('Content-Type', content);
  }
  if (headers) ctx.set(headers);
}

function repeat(ctx: RouterContext, { status, headers, body }: KeptAnswer): void {
  ctx.status = status;
  if (body !== '') ctx.body = body;
  ctx.set({ ...headers, 'Idempotency-Replayed': 'true' });
}
