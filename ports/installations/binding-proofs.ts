import type { InstallationFacts } from '../../domain/installations/installation.ts';
import type { InstallationId } from '../../domain/shared/ids.ts';

/** What GitHub says of an installation, with the time at which GitHub made it (whole seconds). */
export type DatedInstallation = { facts: InstallationFacts; createdAt: Date };

/** `code` of GitHub's redirect; `redirectUri` and `codeVerifier` (PKCE) where they were part of asking for it. */
export type CodeExchange = { code: string; redirectUri?: string | undefined; codeVerifier?: string | undefined };

/**
 * Asks GitHub for what proves whose an installation is. Throws as `GitHubApp` does; `github_refused` also when the App's
 * client id and secret are wrong. Users' tokens are used and forgotten: they are neither kept nor logged.
 */
export type BindingProofs = {
  /** Where people install the App. */
  installUrl(): Promise<string>;
  /** Null when GitHub knows no such installation of this App. */
  installation(id: InstallationId): Promise<DatedInstallation | null>;
  /**
   * How far the user behind a token (of this App's user authorization) sees the installation: `some`, when it reaches
   * repositories that the user does not; `none` also when the token is not taken.
   */
  sight(userToken: string, id: InstallationId): Promise<'all' | 'some' | 'none'>;
  /** `refused`: with GitHub's reason. `not-configured`: the App's client id or secret is not known here. */
  exchangeCode(
    exchange: CodeExchange,
  ): Promise<{ kind: 'token'; userToken: string } | { kind: 'refused'; reason: string } | { kind: 'not-configured' }>;
};
