import { createHash, randomBytes } from 'node:crypto';
import { isoSeconds } from './iso-seconds.ts';
import type { Simulation } from './simulation.ts';
import type { AuthorizationCode } from './state.ts';

/** Ten minutes, as GitHub's. */
const codeSeconds = 600;

/** The App's `code` for one exchange. */
export function mintAuthorizationCode(simulation: Simulation, grant: Omit<AuthorizationCode, 'expiresAt'>): string {
  const code = randomBytes(10).toString('hex');
  const expiresAt = isoSeconds(simulation.now() + codeSeconds * 1000);
  simulation.state.authorizationCodes[code] = { ...grant, expiresAt };
  simulation.save();
  return code;
}

export type Redemption =
  | { kind: 'redeemed'; accountId: number }
  | { kind: 'refused'; error: 'bad_verification_code' | 'redirect_uri_mismatch' };

/**
 * Uses a code up; a code that was tried with the wrong verifier or address is gone, too. `redirectUri`, when given, must
 * be the address that the code was sent to.
 */
export function redeemAuthorizationCode(
  simulation: Simulation,
  input: { code: string; codeVerifier: string | null; redirectUri: string | null },
): Redemption {
  const { authorizationCodes } = simulation.state;
  const grant = Object.hasOwn(authorizationCodes, input.code) ? authorizationCodes[input.code] : undefined;
  delete authorizationCodes[input.code];
  simulation.save();
  if (grant === undefined || Date.parse(grant.expiresAt) <= simulation.now()) {
    return { kind: 'refused', error: 'bad_verification_code' };
  }
  if (input.redirectUri !== null && input.redirectUri !== grant.redirectUri) {
    return { kind: 'refused', error: 'redirect_uri_mismatch' };
  }
  if (grant.codeChallenge !== null && challengeOf(input.codeVerifier ?? '') !== grant.codeChallenge) {
    return { kind: 'refused', error: 'bad_verification_code' };
  }
  return { kind: 'redeemed', accountId: grant.accountId };
}

/** RFC 7636, 4.6: base64url of the verifier's SHA-256. */
function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
