import type { MemberId, OrganizationId } from '../shared/ids.ts';
import type { Plan, Role } from './caller.ts';

const hourMs = 3_600_000;

/** How long a session lasts without use, and at the most. */
export const sessionIdleMs = 7 * 24 * hourMs;
export const sessionLongestMs = 30 * 24 * hourMs;

/** A session that is in use gets a new token so often; the old one goes on until that one was used, and for so long at least. */
const rotatedEveryMs = 24 * hourMs;
export const rotationGraceMs = 60_000;

/** When a session ends that was last used at `usedAt`. */
export function sessionExpiry(createdAt: Date, usedAt: Date): Date {
  return new Date(Math.min(createdAt.getTime() + sessionLongestMs, usedAt.getTime() + sessionIdleMs));
}

/** `rotatedAt`: when its present token was made. */
export function isRotationDue(rotatedAt: Date, now: Date): boolean {
  return now.getTime() - rotatedAt.getTime() >= rotatedEveryMs;
}

/** Whether the text looks like a token of a session or a link: 256 bits, base64url. */
export function isTokenShape(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** One organization that a session reaches, with the role that it has there. */
export type Membership = {
  organizationId: OrganizationId;
  organizationName: string;
  plan: Plan;
  role: Role;
  memberId: MemberId;
  /** As of `Caller`. */
  letInBy: MemberId | null;
};

export type ChosenMembership =
  | { kind: 'chosen'; membership: Membership }
  /** There are several, and none was named. */
  | { kind: 'unnamed' }
  | { kind: 'not-a-member' };

/** In which organization a session acts. `named`: the one that the request names; null: none. */
export function chooseMembership(memberships: readonly Membership[], named: string | null): ChosenMembership {
  if (named === null && memberships.length > 1) return { kind: 'unnamed' };
  const membership =
    named === null ? memberships[0] : memberships.find(({ organizationId }) => organizationId === named.toLowerCase());
  return membership === undefined ? { kind: 'not-a-member' } : { kind: 'chosen', membership };
}
