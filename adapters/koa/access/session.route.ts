import type { Context } from 'koa';
import { z } from 'zod';
import type { Session } from '../../../ports/access/sessions.ts';
import { type Browser, signInByLink } from '../../../workflows/access/sign-in.use-case.ts';
import { originOf } from '../authentication.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { unlessRefused } from '../problem.ts';
import { clearSessionCookie, setSessionCookie } from './session-cookie.ts';
import { type GitHubOfSession, sessionJson, sessionSchema } from './session-json.ts';

const path = '/api/v1/session';

/** Who is signed in at this browser. */
export function sessionEndpoints(deps: HttpDeps): Endpoint[] {
  return [show(deps), end(deps), signIn(deps)];
}

function gitHubOf({ gitHubSignIn, githubUrl }: HttpDeps): GitHubOfSession {
  return { canSignIn: gitHubSignIn.isConfigured(), url: githubUrl };
}

const show = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path,
    operationId: 'getSession',
    tag: 'Session',
    summary: 'Read who is signed in',
    description: 'Answers also when nobody is: `user` is null then.',
    access: 'session',
    answers: { 200: { description: 'Who is signed in, and where.', body: sessionSchema } },
  }).handle(async ({ session }) => ({ status: 200, body: sessionJson(session, gitHubOf(deps)) }));

const end = (deps: HttpDeps) =>
  endpoint({
    method: 'delete',
    path,
    operationId: 'endSession',
    tag: 'Session',
    summary: 'Sign out',
    access: 'session',
    query: z.strictObject({
      everywhere: z.enum(['true', 'false']).default('false').meta({
        description: 'Whether all sessions of the user end. One that a link made ends those in its organization.',
      }),
    }),
    answers: { 204: { description: 'Nobody is signed in at this browser.' } },
  }).handle(async ({ ctx, session, query: { everywhere } }) => {
    if (session !== null) {
      if (everywhere === 'true') await deps.sessions.endEverywhere(session.id, originOf(ctx));
      else await deps.sessions.end(session.id, originOf(ctx));
    }
    clearSessionCookie(deps, ctx);
    return { status: 204 };
  });

const signIn = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path: `${path}/link`,
    operationId: 'signInByLink',
    tag: 'Session',
    summary: 'Sign in by a one-time link',
    description:
      'The token stands in the fragment of the link, `/sign-in#token=...`. It lets in once. Who is signed in already, ' +
      'and not yet in the organization, joins it as who he is.',
    access: 'session',
    body: z.strictObject({ token: z.string().max(200) }),
    answers: { 200: { description: 'Who is signed in now.', body: sessionSchema } },
    refusals: { 403: ['link_invalid', 'link_used', 'link_expired'] },
  }).handle(async ({ ctx, session: current, body: { token: linkToken } }) => {
    const browser = browserOf(ctx, current);
    const { session, token } = unlessRefused(await signInByLink(deps, { linkToken, browser }));
    setSessionCookie(deps, ctx, token);
    return { status: 200, body: sessionJson(session, gitHubOf(deps)) };
  });

/** Where somebody signs in. */
export function browserOf(ctx: Context, current: Session | null): Browser {
  const userAgent = ctx.get('User-Agent').slice(0, 200) || null;
  return { ...originOf(ctx), userAgent, current: current?.id ?? null };
}
