import { authorize } from '../../domain/access/authorize.ts';
import type { Caller, Role } from '../../domain/access/caller.ts';
import type { Member, MemberChanges } from '../../domain/access/member.ts';
import { type MemberId, newRowId } from '../../domain/shared/ids.ts';
import type { Members } from '../../ports/access/members.ts';
import { notFound, type Refusal } from '../refusal.ts';
import { toManageOrganization } from './needs.ts';

export type MembersPorts = { members: Members };

type Page = { limit: number; cursor?: string | undefined };

/** One page of who is in the caller's organization, newest first. */
export async function listMembers(
  ports: MembersPorts,
  { caller, ...page }: { caller: Caller } & Page,
): Promise<{ kind: 'members'; members: Member[]; nextCursor: string | null } | Refusal> {
  const allowed = authorize(caller, toManageOrganization);
  if (allowed.kind === 'denied') return allowed;
  return { kind: 'members', ...(await ports.members.list({ organizationId: caller.organizationId, ...page })) };
}

/** `newId` gives a UUID. The new member can do nothing until a key is made for him. */
export async function createMember(
  ports: MembersPorts & { newId(): string },
  { caller, name, role }: { caller: Caller; name: string; role: Role },
): Promise<{ kind: 'created'; member: Member } | Refusal> {
  const allowed = authorize(caller, toManageOrganization);
  if (allowed.kind === 'denied') return allowed;
  const id = newRowId<MemberId>(ports.newId());
  const created = await ports.members.create({ id, name, role }, caller);
  return created.kind === 'unknown' ? memberNotFound(id) : created;
}

export async function updateMember(
  ports: MembersPorts,
  { caller, memberId, ...changes }: { caller: Caller; memberId: MemberId } & MemberChanges,
): Promise<{ kind: 'changed'; member: Member } | Refusal> {
  const allowed = authorize(caller, toManageOrganization);
  if (allowed.kind === 'denied') return allowed;
  const changed = await ports.members.change(memberId, changes, caller);
  return changed.kind === 'unknown' ? memberNotFound(memberId) : changed;
}

/** Takes the member out; none of his keys opens anything from then on. */
export async function removeMember(
  ports: MembersPorts,
  { caller, memberId }: { caller: Caller; memberId: MemberId },
): Promise<{ kind: 'removed'; keysRevoked: number } | Refusal> {
  const allowed = authorize(caller, toManageOrganization);
  if (allowed.kind === 'denied') return allowed;
  const removed = await ports.members.remove(memberId, caller);
  return removed.kind === 'unknown' ? memberNotFound(memberId) : removed;
}

export function memberNotFound(id: MemberId): Refusal {
  const message = `The organization has no member ${id}. List its members with GET /api/v1/organization/members.`;
  return notFound('member_not_found', message);
}
