import { isIP } from 'node:net';
import type { Context } from 'koa';
import type { Caller } from '../../domain/access/caller.ts';
import { type IdentifyCallerPorts, identifyCaller } from '../../workflows/access/identify-caller.use-case.ts';
import { Problem } from './problem.ts';

/** Whose request this is, by its `Authorization` header. Source of the challenges: RFC 6750, section 3. */
export async function authenticate(ports: IdentifyCallerPorts, ctx: Context): Promise<Caller> {
  const key = /^bearer +([^\s]+) *$/i.exec(ctx.get('Authorization'))?.[1];
  if (key === undefined) {
    const detail = 'This needs an API key. Send the header Authorization: Bearer <key>.';
    throw new Problem(401, 'key_missing', detail, { headers: { 'WWW-Authenticate': 'Bearer realm="waybill"' } });
  }
  const identified = await identifyCaller(ports, key);
  if (identified.kind === 'caller') return { ...identified.caller, ...originOf(ctx) };
  const challenge = 'Bearer realm="waybill", error="invalid_token"';
  const detail = 'This API key is not known, was revoked, or has expired. Send another one, or have a new one made.';
  throw new Problem(401, 'key_invalid', detail, { headers: { 'WWW-Authenticate': challenge } });
}

/** Where the request came from: Koa believes proxies only when it was told to, and they may send any text. */
function originOf(ctx: Context): Pick<Caller, 'address' | 'requestId'> {
  const { requestId }: { requestId?: unknown } = ctx.state;
  return { address: isIP(ctx.ip) === 0 ? null : ctx.ip, requestId: typeof requestId === 'string' ? requestId : null };
}
