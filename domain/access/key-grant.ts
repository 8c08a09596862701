import type { MemberId } from '../shared/ids.ts';
import type { Caller, Permission, Role } from './caller.ts';
import { roleAboveOwn } from './member.ts';
import { atLeast, lowestRole } from './roles.ts';

/** The roles that bound a key: those that its member and its maker have now, and its own cap; null: it has none. */
export type KeyBounds = { member: Role; maker: Role; cap: Role | null };

/** The role of a request: a key never exceeds its member's present role, nor that of the member who made it. */
export function keyRole({ member, maker, cap }: KeyBounds): Role {
  return lowestRole(member, maker, cap ?? member);
}

/** The key, or the session, that makes a key. `role`: what it has now. `cap`: as of `KeyBounds`; sessions have none. */
export type MakingKey = { role: Role; cap: Role | null; permissions: readonly Permission[] };

/** `memberRole`: that of the member whom the new key is for. `own`: whether that is who makes it. */
export type WantedKey = { own: boolean; memberRole: Role; cap: Role | null; permissions: readonly Permission[] };

export type KeyGrant =
  | { kind: 'granted'; cap: Role | null }
  | { kind: 'forbidden'; code: 'role_above_own' | 'permission_not_held'; message: string };

/**
 * Whether a key may make another one: a key gives only permissions that it has, for members and with a cap of at most its
 * own role. Where no cap is asked for, the new key gets that of its maker.
 */
export function grantKey(by: MakingKey, wanted: WantedKey): KeyGrant {
  const lacking = wanted.permissions.find((permission) => !by.permissions.includes(permission));
  if (lacking !== undefined) {
    const message = `This request lacks the permission ${lacking}, so it cannot give it. Leave it out, or use a key that has it.`;
    return { kind: 'forbidden', code: 'permission_not_held', message };
  }
  const cap = wanted.cap ?? by.cap;
  const reached = lowestRole(wanted.memberRole, cap ?? wanted.memberRole);
  // A capped key makes keys for its own member too, though his role may be above its own.
  const bounded = [wanted.cap ?? reached, wanted.own ? reached : wanted.memberRole];
  const above = bounded.find((role) => !atLeast(by.role, role));
  return above === undefined ? { kind: 'granted', cap } : roleAboveOwn(by.role, above);
}

/**
 * Who bounds a new key or link. One for oneself is bounded as what makes it is: else whoever let a member in, and so may
 * hold what he holds, could get rid of his own bounds, and outlast his own membership.
 */
export function makerFor({ memberId, letInBy }: Pick<Caller, 'memberId' | 'letInBy'>, forMember: MemberId): MemberId {
  return forMember === memberId ? (letInBy ?? memberId) : memberId;
}

/** Whether a key of that role may end another one: else an admin, or whoever found a weak key, could lock the owners out. */
export function judgeRevocation(
  by: Role,
  key: KeyBounds,
): { kind: 'allowed' } | Extract<KeyGrant, { kind: 'forbidden' }> {
  const role = keyRole(key);
  return atLeast(by, role) ? { kind: 'allowed' } : roleAboveOwn(by, role);
}
