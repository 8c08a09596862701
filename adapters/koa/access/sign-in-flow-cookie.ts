import type { Context } from 'koa';
import { ownPath } from '../../../domain/access/return-path.ts';
import { type SignInFlow, signInFlowMs } from '../../../workflows/access/github-sign-in.use-case.ts';
import { hostCookieName, setHostCookie } from './session-cookie.ts';

const name = 'waybill_sign_in';

/**
 * Keeps a sign-in under way at the browser itself. It is not signed: whoever could plant this cookie could plant that of a
 * session as well, and the code that comes back is GitHub's, good once and for this verifier alone.
 */
export function keepFlow(
  ctx: Context,
  publicUrl: string,
  { state, codeVerifier, returnTo, expiresAt }: SignInFlow,
): void {
  const value = [state, codeVerifier, expiresAt.getTime(), Buffer.from(returnTo).toString('base64url')].join('.');
  setHostCookie(ctx, publicUrl, { name, value, maxAgeMs: signInFlowMs });
}

/** Takes the flow from the browser: it serves one way back. Null: there is none that can be read. */
export function takeFlow(ctx: Context, publicUrl: string): SignInFlow | null {
  const value = ctx.cookies.get(hostCookieName(publicUrl, name));
  if (value === undefined) return null;
  setHostCookie(ctx, publicUrl, { name, value: '', maxAgeMs: 0 });
  const [state, codeVerifier, expiry, path, ...more] = value.split('.');
  if (!state || !codeVerifier || !path || more.length > 0 || !/^\d{1,15}$/.test(expiry ?? '')) return null;
  const returnTo = ownPath(Buffer.from(path, 'base64url').toString());
  return { state, codeVerifier, returnTo, expiresAt: new Date(Number(expiry)) };
}
