import type { Router, RouterContext } from '@koa/router';
import { ownPath } from '../../../domain/access/return-path.ts';
import {
  finishGitHubSignIn,
  type SignInProblem,
  startGitHubSignIn,
} from '../../../workflows/access/github-sign-in.use-case.ts';
import type { HttpDeps } from '../http-deps.ts';
import { browserOf } from './session.route.ts';
import { setSessionCookie } from './session-cookie.ts';
import { keepFlow, takeFlow } from './sign-in-flow-cookie.ts';
import { visitingSession } from './visiting-session.ts';

const start = '/sign-in/github';
const callback = `${start}/callback`;

/** Paths that people are sent through; they answer with redirects, and say what went wrong on the sign-in page. */
export const gitHubSignInPaths = [start, callback];

/** Signing in with GitHub: the App's user authorization, web flow. */
export function gitHubSignInRoutes(router: Router, deps: HttpDeps): void {
  router.get(start, async (ctx) => {
    const returnTo = ownPath(textOf(ctx, 'return_to'));
    const started = startGitHubSignIn(deps, { returnTo, redirectUri: deps.publicUrl() + callback });
    if (started.kind === 'problem') return tellProblem(ctx, started.code, returnTo);
    keepFlow(ctx, deps.publicUrl(), started.flow);
    go(ctx, started.url);
  });

  router.get(callback, async (ctx) => {
    const publicUrl = deps.publicUrl();
    const flow = takeFlow(ctx, publicUrl);
    const returned = { state: textOf(ctx, 'state'), code: textOf(ctx, 'code'), error: textOf(ctx, 'error') };
    const browser = browserOf(ctx, await visitingSession(deps, ctx));
    const redirectUri = publicUrl + callback;
    const finished = await finishGitHubSignIn(deps, { flow, returned, redirectUri, browser });
    const returnTo = flow?.returnTo ?? '/';
    if (finished.kind === 'problem') return tellProblem(ctx, finished.code, returnTo);
    setSessionCookie(deps, ctx, finished.token);
    go(ctx, returnTo);
  });
}

/** A parameter of the query that was given once. */
function textOf(ctx: RouterContext, name: string): string | null {
  const value = ctx.query[name];
  return typeof value === 'string' ? value : null;
}

function tellProblem(ctx: RouterContext, code: SignInProblem, returnTo: string): void {
  const query = new URLSearchParams({ problem: code, ...(returnTo !== '/' && { return_to: returnTo }) });
  go(ctx, `/sign-in?${query}`);
}

function go(ctx: RouterContext, to: string): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.redirect(to);
}
