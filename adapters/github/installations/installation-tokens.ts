import type { RepositoryFacts } from '../../../domain/deliveries/delivery-event.ts';
import type { InstallationId, RepositoryId } from '../../../domain/shared/ids.ts';

/** `repositories`: those that the scope names, as GitHub shows them just now; none where it names none. */
export type MintedToken = { token: string; expiresAt: Date; repositories: RepositoryFacts[] };

/** What a token is good for: all repositories of an installation, or one of them. */
export type TokenScope = { installationId: InstallationId; repositoryId?: RepositoryId };

export type InstallationTokens = {
  /** A token with at least five minutes to go; many waiters share one request. */
  get(scope: TokenScope): Promise<string>;
  /** Mints anew whatever is kept: GitHub's answer says what the scope reaches now. */
  renew(scope: TokenScope): Promise<MintedToken>;
  /** GitHub took it. */
  accepted(scope: TokenScope): void;
  /** GitHub did not take it. True when the token before it was not taken either, so that a fresh one changes nothing. */
  refused(scope: TokenScope, token: string): boolean;
  /** The next `get` mints anew, wherever this token was kept. */
  drop(token: string): void;
};

const reserveMs = 5 * 60_000;

/**
 * Keeps installation tokens in memory only. Our own and not @octokit/auth-app's: its table of running requests is shared
 * by all Apps of a process under the installation's id alone, and its request hook tries again by itself.
 */
export function installationTokens(mint: (scope: TokenScope) => Promise<MintedToken>): InstallationTokens {
  const kept = new Map<string, { token: string; useUntilMs: number }>();
  const minting = new Map<string, Promise<string>>();
  const refusedBefore = new Set<string>();

  async function mintAndKeep(scope: TokenScope, key: string): Promise<MintedToken> {
    const minted = await mint(scope);
    const { token, expiresAt } = minted;
    for (const [other, { useUntilMs }] of kept) if (useUntilMs <= Date.now()) kept.delete(other);
    kept.set(key, { token, useUntilMs: expiresAt.getTime() - reserveMs });
    return minted;
  }

  return {
    get(scope) {
      const key = keyOf(scope);
      const ours = kept.get(key);
      if (ours !== undefined && ours.useUntilMs > Date.now()) return Promise.resolve(ours.token);
      const running =
        minting.get(key) ??
        mintAndKeep(scope, key)
          .then(tokenOf)
          .finally(() => minting.delete(key));
      minting.set(key, running);
      return running;
    },
    renew: (scope) => mintAndKeep(scope, keyOf(scope)),
    accepted(scope) {
      refusedBefore.delete(keyOf(scope));
    },
    refused(scope, token) {
      const key = keyOf(scope);
      if (kept.get(key)?.token !== token) return false;
      kept.delete(key);
      const again = refusedBefore.delete(key);
      if (!again) refusedBefore.add(key);
      return again;
    },
    drop(token) {
      for (const [key, ours] of kept) if (ours.token === token) kept.delete(key);
    },
  };
}

function tokenOf({ token }: MintedToken): string {
  return token;
}

function keyOf({ installationId, repositoryId }: TokenScope): string {
  return `${installationId}/${repositoryId ?? '*'}`;
}
