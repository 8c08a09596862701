import { type Actor, actorOfToken, isSuspended } from '../access.ts';
import { accountById } from '../accounts.ts';
import type { Simulation } from '../simulation.ts';
import { looksLikeJwt, verifyAppJwt } from './json-web-token.ts';
import { RestError } from './rest-error.ts';
import type { ApiVersion } from './route.ts';

/**
 * Who asks: `Bearer` or `token` with a token, `Basic` with a token as password, `Bearer` with an App's JWT. Throws 401
 * for what is not valid; without the header the caller is anonymous.
 */
export function authenticate(simulation: Simulation, authorization: string | undefined): Actor {
  if (authorization === undefined) return { kind: 'anonymous' };
  const [, scheme = '', credentials = ''] = /^(\S+)\s+(\S+)\s*$/.exec(authorization) ?? [];
  const token = scheme.toLowerCase() === 'basic' ? passwordOf(credentials) : credentials;
  if (scheme.toLowerCase() === 'bearer' && looksLikeJwt(token)) {
    verifyAppJwt(simulation.state.app, token, simulation.now());
    return { kind: 'app' };
  }
  const actor = actorOfToken(simulation, token);
  if (actor === undefined) throw new RestError(401, 'Bad credentials');
  if (isSuspended(actor)) {
    const owner = accountById(simulation, actor.installation.accountId).login;
    const at = actor.installation.suspendedAt;
    throw new RestError(403, `Sorry. This installation owned by ${owner} suspended your access at ${at}.`);
  }
  return actor;
}

function passwordOf(credentials: string): string {
  const [user = '', ...rest] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
  const password = rest.join(':');
  return password === '' || password === 'x-oauth-basic' ? user : password;
}

const apiVersions: readonly string[] = ['2022-11-28', '2026-03-10'];

/** The version asked for; the oldest when none is. */
export function apiVersionOf(header: string | string[] | undefined): ApiVersion {
  const wanted = header === undefined || header === '' ? '2022-11-28' : String(header);
  if (apiVersions.includes(wanted)) return wanted as ApiVersion;
  throw new RestError(
    400,
    `The API version you specified, "${wanted}", is not supported. Supported versions: ${apiVersions.join(', ')}.`,
  );
}
