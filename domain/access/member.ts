import type { MemberId, OrganizationId } from '../shared/ids.ts';
import type { Role } from './caller.ts';
import { atLeast } from './roles.ts';

/** A person or a program that an organization lets in. */
export type Member = {
  id: MemberId;
  organizationId: OrganizationId;
  name: string;
  role: Role;
  /** Who signs in as him; null: nobody did so far. `login` and `avatarUrl`: at GitHub, null for who came by a link. */
  user: { login: string | null; avatarUrl: string | null } | null;
  /** Until when a sign-in link of his may still be opened; null: none may. */
  signInLinkExpiresAt: Date | null;
  createdAt: Date;
};

export type MemberChanges = { name?: string | undefined; role?: Role | undefined };

/** `by`: who decides it. `from`: the role that the member has, null for a new one. `to`: the one he gets, null: he goes. */
export type RoleChange = {
  by: Role;
  from: Role | null;
  to: Role | null;
  /** Of the organization, before it. */
  owners: number;
};

export type RoleVerdict =
  | { kind: 'allowed' }
  | { kind: 'forbidden'; code: 'role_above_own'; message: string }
  | { kind: 'conflict'; code: 'last_owner'; message: string };

/** Nobody gives or takes a role above his own, and an organization that has an owner keeps one. */
export function judgeRoleChange({ by, from, to, owners }: RoleChange): RoleVerdict {
  for (const role of [from, to]) {
    if (role !== null && !atLeast(by, role)) return roleAboveOwn(by, role);
  }
  if (from === 'owner' && to !== 'owner' && owners <= 1) {
    const message = 'This is the only owner of the organization. Make another member an owner first.';
    return { kind: 'conflict', code: 'last_owner', message };
  }
  return { kind: 'allowed' };
}

/** The refusal of what would touch a role above one's own. */
export function roleAboveOwn(own: Role, role: Role): Extract<RoleVerdict, { kind: 'forbidden' }> {
  const message = `The role ${role} is above the role of this request, ${own}. Ask somebody who has that role.`;
  return { kind: 'forbidden', code: 'role_above_own', message };
}
