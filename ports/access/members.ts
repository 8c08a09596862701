import type { Actor } from '../../domain/access/actor.ts';
import type { Role } from '../../domain/access/caller.ts';
import type { Member, MemberChanges, RoleVerdict } from '../../domain/access/member.ts';
import type { MemberId, OrganizationId } from '../../domain/shared/ids.ts';

export type MemberQuery = { organizationId: OrganizationId; limit: number; cursor?: string | undefined };

/** Who changes a member, with the role of his request. */
export type MemberActor = Actor & { role: Role };

type Refused = { kind: 'unknown' } | Exclude<RoleVerdict, { kind: 'allowed' }>;

/**
 * Who is in an organization. Each method is one transaction; roles are judged by `judgeRoleChange` while no other
 * request changes them. Removed members are no longer listed or found.
 */
export type Members = {
  /** One page, newest first. */
  list(query: MemberQuery): Promise<{ members: Member[]; nextCursor: string | null }>;
  create(
    wanted: Pick<Member, 'id' | 'name' | 'role'>,
    by: MemberActor,
  ): Promise<{ kind: 'created'; member: Member } | Refused>;
  /** What is as asked already changes nothing, and is not recorded. */
  change(id: MemberId, changes: MemberChanges, by: MemberActor): Promise<{ kind: 'changed'; member: Member } | Refused>;
  /** Takes him out, and revokes his keys and those that he made for others. */
  remove(id: MemberId, by: MemberActor): Promise<{ kind: 'removed'; keysRevoked: number } | Refused>;
};
