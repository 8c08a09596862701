import { randomBytes } from 'node:crypto';
import { isoSeconds } from './iso-seconds.ts';
import type { Simulation } from './simulation.ts';
import type { InstallationToken, Permissions, UserToken } from './state.ts';

export type MintedToken = { token: string; grant: InstallationToken };

/**
 * An installation token for an hour. By default in GitHub's stateless form (`ghs_<app id>_<JWT>`, about 520 characters,
 * staged since April 2026), else `ghs_` and 36 characters.
 */
export function mintInstallationToken(
  simulation: Simulation,
  input: {
    installationId: number;
    permissions: Permissions;
    repositoryIds: number[] | null;
    expiresInSeconds?: number;
    stateless?: boolean;
  },
): MintedToken {
  const expiresAtMs = simulation.now() + (input.expiresInSeconds ?? 3600) * 1000;
  const grant: InstallationToken = {
    kind: 'installation',
    installationId: input.installationId,
    permissions: input.permissions,
    repositoryIds: input.repositoryIds,
    expiresAt: isoSeconds(expiresAtMs),
  };
  const token =
    input.stateless === false
      ? `ghs_${randomAlphanumeric(36)}`
      : `ghs_${simulation.state.app.id}_${opaqueJwt(simulation, input.installationId, expiresAtMs)}`;
  dropExpired(simulation);
  simulation.state.tokens[token] = grant;
  simulation.save();
  return { token, grant };
}

/** A classic personal access token of the user: `ghp_` and 36 characters. */
export function mintPersonalToken(simulation: Simulation, accountId: number, expiresInSeconds?: number): string {
  const expiresAt = expiresInSeconds === undefined ? null : isoSeconds(simulation.now() + expiresInSeconds * 1000);
  const token = `ghp_${randomAlphanumeric(36)}`;
  simulation.state.tokens[token] = { kind: 'user', of: 'personal', accountId, expiresAt };
  simulation.save();
  return token;
}

export type UserTokens = {
  accessToken: string;
  expiresInSeconds: number;
  refreshToken: string;
  refreshExpiresInSeconds: number;
};

const userTokenSeconds = 8 * 3600;
/** Six months, as GitHub counts them. */
const refreshTokenSeconds = 15_897_600;

/** What authorizing the App gives: a user's token for eight hours, and one that renews it once. */
export function mintUserTokens(
  simulation: Simulation,
  accountId: number,
  expiresInSeconds: number = userTokenSeconds,
): UserTokens {
  const later = (seconds: number) => isoSeconds(simulation.now() + seconds * 1000);
  const accessToken = `ghu_${randomAlphanumeric(36)}`;
  const refreshToken = `ghr_${randomAlphanumeric(76)}`;
  dropExpired(simulation);
  simulation.state.tokens[accessToken] = { kind: 'user', of: 'app', accountId, expiresAt: later(expiresInSeconds) };
  simulation.state.refreshTokens[refreshToken] = { accountId, accessToken, expiresAt: later(refreshTokenSeconds) };
  simulation.save();
  return { accessToken, expiresInSeconds, refreshToken, refreshExpiresInSeconds: refreshTokenSeconds };
}

/** A new pair; the old one is void. Nothing for an unknown, used or expired refresh token. */
export function refreshUserTokens(simulation: Simulation, refreshToken: string): UserTokens | undefined {
  const { refreshTokens, tokens } = simulation.state;
  const grant = Object.hasOwn(refreshTokens, refreshToken) ? refreshTokens[refreshToken] : undefined;
  if (grant === undefined || Date.parse(grant.expiresAt) <= simulation.now()) return undefined;
  delete refreshTokens[refreshToken];
  delete tokens[grant.accessToken];
  return mintUserTokens(simulation, grant.accountId);
}

/** All that the user has given the App ends: tokens, and what would renew them. */
export function dropAuthorization(simulation: Simulation, accountId: number): void {
  const { refreshTokens } = simulation.state;
  for (const [token, grant] of Object.entries(refreshTokens)) {
    if (grant.accountId === accountId) delete refreshTokens[token];
  }
  expireTokens(simulation, (grant) => grant.kind === 'user' && grant.of === 'app' && grant.accountId === accountId);
}

/** What a live token stands for; nothing for an unknown or expired one. */
export function findToken(simulation: Simulation, token: string): InstallationToken | UserToken | undefined {
  const grant = Object.hasOwn(simulation.state.tokens, token) ? simulation.state.tokens[token] : undefined;
  if (grant === undefined || isExpired(simulation, grant)) return undefined;
  return grant;
}

export function expireTokens(
  simulation: Simulation,
  concerned: (grant: InstallationToken | UserToken) => boolean,
): void {
  for (const [token, grant] of Object.entries(simulation.state.tokens)) {
    if (concerned(grant)) delete simulation.state.tokens[token];
  }
  simulation.save();
}

function isExpired(simulation: Simulation, grant: InstallationToken | UserToken): boolean {
  return grant.expiresAt !== null && Date.parse(grant.expiresAt) <= simulation.now();
}

function dropExpired(simulation: Simulation): void {
  expireTokens(simulation, (grant) => isExpired(simulation, grant));
}

/** Looks like GitHub's; nobody but GitHub may read anything into it, so its signature is noise. */
function opaqueJwt(simulation: Simulation, installationId: number, expiresAtMs: number): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iss: 'github-simulator',
    sub: String(installationId),
    exp: Math.floor(expiresAtMs / 1000),
    iat: Math.floor(simulation.now() / 1000),
    jti: randomBytes(12).toString('hex'),
  };
  return [part({ alg: 'RS256', typ: 'JWT' }), part(claims), randomBytes(256).toString('base64url')].join('.');
}

function randomAlphanumeric(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
}
