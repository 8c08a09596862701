import { isIP } from 'node:net';
import type { Context } from 'koa';
import type { Caller } from '../../domain/access/caller.ts';
import { type IdentifyCallerPorts, identifyCaller } from '../../workflows/access/identify-caller.use-case.ts';
import { callerOfSession, type IdentifySessionPorts } from '../../workflows/access/identify-session.use-case.ts';
import { refuseCrossSite } from './access/same-origin.ts';
import { sessionTokenOf } from './access/session-cookie.ts';
import { visitingSession } from './access/visiting-session.ts';
import { Problem } from './problem.ts';

export type AuthenticationDeps = IdentifyCallerPorts & IdentifySessionPorts & { publicUrl(): string };

const challenge = 'Bearer realm="waybill"';

/**
 * Whose request this is, by its `Authorization` header, or else by the session cookie. Source of the challenges: RFC 6750,
 * section 3; no browser asks for a password because of them.
 */
export async function authenticate(deps: AuthenticationDeps, ctx: Context): Promise<Caller> {
  if (ctx.get('Authorization') !== '') return await byKey(deps, ctx);
  if (sessionTokenOf(deps, ctx) !== null) return await bySession(deps, ctx);
  const detail = 'This needs an API key, or a session. Send the header Authorization: Bearer <key>, or sign in.';
  throw new Problem(401, 'key_missing', detail, { headers: { 'WWW-Authenticate': challenge } });
}

async function byKey(deps: AuthenticationDeps, ctx: Context): Promise<Caller> {
  const key = /^bearer +([^\s]+) *$/i.exec(ctx.get('Authorization'))?.[1];
  if (key === undefined) {
    const detail = 'This needs an API key. Send the header Authorization: Bearer <key>.';
    throw new Problem(401, 'key_missing', detail, { headers: { 'WWW-Authenticate': challenge } });
  }
  const identified = await identifyCaller(deps, key);
  if (identified.kind === 'caller') return { ...identified.caller, ...originOf(ctx) };
  const detail = 'This API key is not known, was revoked, or has expired. Send another one, or have a new one made.';
  const headers = { 'WWW-Authenticate': `${challenge}, error="invalid_token"` };
  throw new Problem(401, 'key_invalid', detail, { headers });
}

async function bySession(deps: AuthenticationDeps, ctx: Context): Promise<Caller> {
  const session = await visitingSession(deps, ctx);
  if (session === null) {
    const detail = 'This session has ended. Sign in again.';
    throw new Problem(401, 'session_expired', detail, { headers: { 'WWW-Authenticate': challenge } });
  }
  refuseCrossSite(ctx, deps.publicUrl());
  const named = ctx.get('Waybill-Organization') || null;
  const acting = callerOfSession(session, named);
  switch (acting.kind) {
    case 'caller':
      return { ...acting.caller, ...originOf(ctx) };
    case 'unnamed': {
      const detail =
        'You are in several organizations. Name one in the header Waybill-Organization; GET /api/v1/session lists them.';
      throw new Problem(400, 'organization_missing', detail);
    }
    case 'not-a-member': {
      const where = named === null ? 'in any organization yet' : 'a member of the organization that was named';
      const detail = `You are not ${where}. Ask who manages it for an invitation; GET /api/v1/session lists your organizations.`;
      throw new Problem(403, 'not_a_member', detail);
    }
    default:
      return acting satisfies never;
  }
}

/** Where the request came from: Koa believes proxies only when it was told to, and they may send any text. */
export function originOf(ctx: Context): Pick<Caller, 'address' | 'requestId'> {
  const { requestId }: { requestId?: unknown } = ctx.state;
  return { address: isIP(ctx.ip) === 0 ? null : ctx.ip, requestId: typeof requestId === 'string' ? requestId : null };
}
