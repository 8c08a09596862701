import type { Role } from '../../../domain/access/caller.ts';
import type { MemberId, OrganizationId } from '../../../domain/shared/ids.ts';
import type { Sql } from '../database.ts';

/** The role of a member of the organization; null: it has no such member, or has him no more. */
export async function roleOf(sql: Sql, id: MemberId, organizationId: OrganizationId): Promise<Role | null> {
  const member = await sql
    .selectFrom('members')
    .select('role')
    .where('id', '=', id)
    .where('organizationId', '=', organizationId)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  return member?.role ?? null;
}
