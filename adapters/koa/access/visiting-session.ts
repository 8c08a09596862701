import type { Context } from 'koa';
import type { Session } from '../../../ports/access/sessions.ts';
import { type IdentifySessionPorts, identifySession } from '../../../workflows/access/identify-session.use-case.ts';
import { clearSessionCookie, sessionTokenOf, setSessionCookie } from './session-cookie.ts';

/** Who is signed in at this browser; null: nobody. A cookie that is worth nothing any more is taken away. */
export async function visitingSession(
  deps: IdentifySessionPorts & { publicUrl(): string },
  ctx: Context,
): Promise<Session | null> {
  const token = sessionTokenOf(deps, ctx);
  if (token === null) return null;
  // A stream that checks again who follows it has sent its headers.
  const identified = await identifySession(deps, { token, rotates: !ctx.headerSent });
  if (identified === null && !ctx.headerSent) clearSessionCookie(deps, ctx);
  if (identified?.newToken) setSessionCookie(deps, ctx, identified.newToken);
  return identified?.session ?? null;
}
