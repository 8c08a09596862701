import type { MemberId, UserId } from '../../../domain/shared/ids.ts';
import type { Sql } from '../database.ts';

/**
 * The one order in which a transaction locks who signs in, so that no two of them wait for each other:
 *
 * 1. its named lock: `github-user/<id>`, or that of a member's links (`linksOf`);
 * 2. users, by id. Whoever gives a user another membership, opens a session of his, or ends several, holds his row;
 * 3. members, by id;
 * 4. sessions, a single one at most that is of no locked user. Links have no locks of their own.
 *
 * What stands in front of a lock is read before it and once more behind it.
 */
export function linksOf(memberId: MemberId): string {
  return `sign-in-links/${memberId}`;
}

/** Gives those that are still there. They may be about to go, so whatever refers to them waits as well. */
export async function lockUsers(sql: Sql, ids: readonly UserId[]): Promise<UserId[]> {
  if (ids.length === 0) return [];
  const users = await sql.selectFrom('users').select('id').where('id', 'in', ids).orderBy('id').forUpdate().execute();
  return users.map(({ id }) => id);
}

/** Those who are still members. They are never deleted: what refers to them, as audit records do, need not wait. */
export async function lockMembers(sql: Sql, ids: readonly MemberId[]) {
  return await sql
    .selectFrom('members')
    .select(['id', 'organizationId', 'name', 'role', 'userId'])
    .where('id', 'in', ids)
    .where('removedAt', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

/** All of a user's, those who were removed as well. */
export async function lockMembersOfUser(sql: Sql, userId: UserId): Promise<void> {
  await sql.selectFrom('members').select('id').where('userId', '=', userId).orderBy('id').forNoKeyUpdate().execute();
}
