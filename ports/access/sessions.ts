import type { Actor } from '../../domain/access/actor.ts';
import type { GitHubIdentity } from '../../domain/access/github-identity.ts';
import type { Membership } from '../../domain/access/session.ts';
import type { SessionId, UserId } from '../../domain/shared/ids.ts';

/** Somebody who signs in. `login` and `avatarUrl`: at GitHub; null for who came by a link so far. */
export type User = { id: UserId; name: string; login: string | null; avatarUrl: string | null };

export type Session = {
  id: SessionId;
  user: User;
  /** Where it reaches now, oldest first. */
  memberships: Membership[];
  /** The end, if it is not used any more. */
  expiresAt: Date;
  /** Its token has served long enough, or it is the one before the present token, which nobody seems to have got. */
  rotationDue: boolean;
};

/** Tokens go by their lower-case hex SHA-256. `userAgent`: what the browser calls itself. */
export type NewSession = Origin & { id: SessionId; tokenHash: string; userAgent: string | null };

/** From where somebody signs in or out. */
export type Origin = Pick<Actor, 'address' | 'requestId'>;

/** Who signs in. `current`: who is signed in at this browser; that session ends. `newUserId`: of a user to be made. */
export type SignIn = { session: NewSession; current: SessionId | null; newUserId: UserId };

/** Who is signed in, where. Each method is one transaction. */
export type Sessions = {
  /** Null: there is none, or it has ended. Notes, to the minute, that it was used. */
  find(tokenHash: string): Promise<Session | null>;
  /** Puts another token in the place of the present one, or of the one before where the present one was never used; false when that is another by now. */
  rotate(id: SessionId, from: string, to: string): Promise<boolean>;
  /** Recorded in each organization that the session reached. */
  end(id: SessionId, from: Origin): Promise<void>;
  /** Ends this session and all others of its user; one that a member's link made ends those in its organization. */
  endEverywhere(id: SessionId, from: Origin): Promise<void>;
  /**
   * Uses a link up, and signs its member's user in. A member who has none yet becomes the user who is signed in at this
   * browser, if that one is not in the organization already, or else a new one. Sessions of links that a member made reach
   * that organization alone, with at most that member's role.
   */
  signInByLink(linkHash: string, signIn: SignIn): Promise<{ kind: 'signed-in' } | { kind: LinkFault }>;
  /** As `judgeIdentity` has it. Where a user gets an identity, or goes over into another one, all his other sessions end. */
  signInWithGitHub(identity: GitHubIdentity, signIn: SignIn): Promise<{ kind: 'signed-in' } | { kind: 'conflict' }>;
  /** Forgets sessions and links that have ended; gives their number. */
  forgetExpired(): Promise<number>;
};

/** `unknown`: also when its member, or who made it, is a member no more, or the member's role is above that one's by now. `expired`: or withdrawn. */
export type LinkFault = 'unknown' | 'used' | 'expired';
