import type { AccountId, UserId } from '../shared/ids.ts';

/** Who somebody is at GitHub. `name`: null when he gave none. */
export type GitHubIdentity = { githubId: AccountId; login: string; name: string | null; avatarUrl: string | null };

/**
 * `known`: whose identity it is already. `current`: who is signed in at the browser; `hasIdentity`: at GitHub, any;
 * `reachesAll`: this session may do all that the user may, so that whoever holds it gains nothing by an identity.
 */
export type IdentityFacts = {
  known: UserId | null;
  current: { id: UserId; hasIdentity: boolean; reachesAll: boolean } | null;
  /** Whether both are members of one organization. */
  shareOrganization: boolean;
};

export type IdentityVerdict =
  | { kind: 'create' }
  | { kind: 'sign-in'; userId: UserId }
  /** The current user, who came by a link, gets the identity. */
  | { kind: 'link'; userId: UserId }
  /** Who came by a link is the known user: his memberships become that one's. */
  | { kind: 'merge'; from: UserId; into: UserId }
  | { kind: 'conflict' };

/** Whom a sign-in with GitHub signs in. */
export function judgeIdentity({ known, current, shareOrganization }: IdentityFacts): IdentityVerdict {
  const linkable = current !== null && !current.hasIdentity ? current.id : null;
  // Else who made a member's link could open it himself, and become that member everywhere, with all that he may.
  if (linkable !== null && !current?.reachesAll) return { kind: 'conflict' };
  if (known === null) return linkable === null ? { kind: 'create' } : { kind: 'link', userId: linkable };
  if (linkable === null || linkable === known) return { kind: 'sign-in', userId: known };
  return shareOrganization ? { kind: 'conflict' } : { kind: 'merge', from: linkable, into: known };
}
