import type { Caller, Permission } from '../../domain/access/caller.ts';
import type { LinkVerdict } from '../../domain/access/sign-in-link.ts';
import type { MemberId } from '../../domain/shared/ids.ts';
import type { MemberActor } from './members.ts';

/** `tokenHash`: lower-case hex SHA-256 of the token. */
export type NewSignInLink = { tokenHash: string; expiresAt: Date };

/** Who makes a link, with what his request may do. */
export type LinkMaker = MemberActor & Pick<Caller, 'letInBy'> & { permissions: readonly Permission[] };

type Refused = { kind: 'unknown-member' } | Exclude<LinkVerdict, { kind: 'allowed' }>;

/** Links that let a member in once. Each method is one transaction. */
export type SignInLinks = {
  /** As `judgeSignInLink` judges it, made by `makerFor`. */
  create(memberId: MemberId, link: NewSignInLink, by: LinkMaker): Promise<{ kind: 'created' } | Refused>;
  /** Ends all links of the member that may still be opened, whoever made them; judged as making one is. */
  withdraw(memberId: MemberId, by: LinkMaker): Promise<{ kind: 'withdrawn' } | Refused>;
  /** For who runs the service: a link of the first organization's first owner. */
  createForFirstOwner(link: NewSignInLink): Promise<{ kind: 'created' } | { kind: 'no-owner' }>;
};
