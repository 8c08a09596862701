import type { Context } from 'koa';
import { sessionLongestMs } from '../../../domain/access/session.ts';
import type { HttpDeps } from '../http-deps.ts';

type Deps = Pick<HttpDeps, 'publicUrl'>;

export function sessionTokenOf({ publicUrl }: Deps, ctx: Context): string | null {
  return ctx.cookies.get(hostCookieName(publicUrl(), 'waybill_session')) ?? null;
}

export function setSessionCookie({ publicUrl }: Deps, ctx: Context, token: string): void {
  setHostCookie(ctx, publicUrl(), { name: 'waybill_session', value: token, maxAgeMs: sessionLongestMs });
}

export function clearSessionCookie({ publicUrl }: Deps, ctx: Context): void {
  setHostCookie(ctx, publicUrl(), { name: 'waybill_session', value: '', maxAgeMs: 0 });
}

/** Over TLS the prefix keeps others of the same domain from setting it. Source: RFC 6265bis, section 4.1.3.2 */
export function hostCookieName(publicUrl: string, name: string): string {
  return publicUrl.startsWith('https:') ? `__Host-${name}` : name;
}

export type HostCookie = { name: string; value: string; maxAgeMs: number };

/**
 * Out of scripts' reach, and sent along from other sites only when somebody follows a link. By the public address it is
 * known whether browsers come over TLS: the connection itself may be that of a proxy.
 */
export function setHostCookie(ctx: Context, publicUrl: string, { name, value, maxAgeMs }: HostCookie): void {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  const attributes = `Path=/; Max-Age=${Math.floor(maxAgeMs / 1_000)}; HttpOnly; SameSite=Lax${secure}`;
  ctx.append('Set-Cookie', `${hostCookieName(publicUrl, name)}=${value}; ${attributes}`);
}
