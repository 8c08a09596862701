import type { GitHubIdentity } from '../../domain/access/github-identity.ts';

/** What goes to GitHub with a person, and has to come back. `codeVerifier`: of PKCE. Source: RFC 7636. */
export type AuthorizationRequest = { state: string; codeVerifier: string; redirectUri: string };

/** The App's user authorization, web flow. Throws as `GitHubApp` does. Users' tokens are used and forgotten. */
export type GitHubSignIn = {
  /** Whether the App's client id and secret are known. */
  isConfigured(): boolean;
  /** Where people say that they are who they are; null: not configured. */
  authorizeUrl(request: AuthorizationRequest): string | null;
  /** Whose code this is; null: GitHub does not take it, or not any more. */
  identify(code: string, request: Omit<AuthorizationRequest, 'state'>): Promise<GitHubIdentity | null>;
};
