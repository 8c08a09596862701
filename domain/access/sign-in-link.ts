import type { Permission, Role } from './caller.ts';
import { type RoleVerdict, roleAboveOwn } from './member.ts';
import { atLeast, permissionsOf } from './roles.ts';

/** How long a link lets its member in, once: as an invitation, and on the operator's own screen. */
export const invitationMs = 7 * 24 * 3_600_000;
export const operatorLinkMs = 15 * 60_000;

export type LinkVerdict =
  | { kind: 'allowed' }
  | Extract<RoleVerdict, { kind: 'forbidden' }>
  | { kind: 'forbidden'; code: 'permission_not_held'; message: string };

/** Whether a request may make, or withdraw, links of a member of that role: what the session will hold, it must hold itself. */
export function judgeSignInLink(by: { role: Role; permissions: readonly Permission[] }, memberRole: Role): LinkVerdict {
  if (!atLeast(by.role, memberRole)) return roleAboveOwn(by.role, memberRole);
  const lacking = permissionsOf(memberRole).find((permission) => !by.permissions.includes(permission));
  if (lacking === undefined) return { kind: 'allowed' };
  const message = `The member's session would have the permission ${lacking}, which this key lacks. Use a key that has it, or sign in.`;
  return { kind: 'forbidden', code: 'permission_not_held', message };
}
