import type { Caller } from '../../domain/access/caller.ts';
import { type IdentifyCallerPorts, identifyCaller } from '../../workflows/access/identify-caller.use-case.ts';
import { Problem } from './problem.ts';

/** Whose request this is, by its `Authorization` header. Source of the challenges: RFC 6750, section 3. */
export async function authenticate(ports: IdentifyCallerPorts, authorization: string): Promise<Caller> {
  const key = /^bearer +([^\s]+) *$/i.exec(authorization)?.[1];
  if (key === undefined) {
    const detail = 'This needs an API key. Send the header Authorization: Bearer <key>.';
    throw new Problem(401, 'key_missing', detail, { headers: { 'WWW-Authenticate': 'Bearer realm="waybill"' } });
  }
  const identified = await identifyCaller(ports, key);
  if (identified.kind === 'caller') return identified.caller;
  const challenge = 'Bearer realm="waybill", error="invalid_token"';
  const detail = 'This API key is not known, was revoked, or has expired. Send another one, or have a new one made.';
  throw new Problem(401, 'key_invalid', detail, { headers: { 'WWW-Authenticate': challenge } });
}
