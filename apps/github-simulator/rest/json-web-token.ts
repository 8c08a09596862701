import { verify } from 'node:crypto';
import type { AppState } from '../state.ts';
import { RestError } from './rest-error.ts';

const maxLifetimeSeconds = 600;
/** GitHub's clock and the caller's need not agree to the second. */
const clockSkewSeconds = 5;

export function looksLikeJwt(token: string): boolean {
  return /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/.test(token);
}

/** Throws the error GitHub answers unless the token was signed by the App's key and is of now. */
export function verifyAppJwt(app: AppState, token: string, nowMs: number): void {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const header = parsePart(head);
  const claims = parsePart(payload);
  if (header?.alg !== 'RS256' || claims === undefined) throw undecodable();
  const issuer = claims.iss;
  if (issuer === undefined) throw new RestError(401, "'Issuer' claim ('iss') must be an Integer");
  if (String(issuer) !== String(app.id) && issuer !== app.clientId) throw new RestError(404, 'Integration not found');
  if (!verify('RSA-SHA256', Buffer.from(`${head}.${payload}`), app.publicKeyPem, Buffer.from(signature, 'base64url'))) {
    throw undecodable();
  }
  checkTimes(claims, nowMs / 1000);
}

function checkTimes(claims: Record<string, unknown>, now: number): void {
  const { exp, iat } = claims;
  if (typeof exp !== 'number' || exp <= now - clockSkewSeconds) {
    throw new RestError(
      401,
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (exp > now + maxLifetimeSeconds) {
    throw new RestError(401, "'Expiration time' claim ('exp') is too far in the future");
  }
  if (typeof iat !== 'number' || iat > now + clockSkewSeconds) {
    throw new RestError(
      401,
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
}

function undecodable(): RestError {
  return new RestError(401, 'A JSON web token could not be decoded');
}

function parsePart(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
