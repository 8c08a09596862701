import type { Role } from '../../../domain/access/caller.ts';
import { atLeast } from '../../../domain/access/roles.ts';
import type { MemberId, OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import type { Sessions } from '../../../ports/access/sessions.ts';
import { linksOf, lockMembers, lockUsers } from './lock-order.ts';
import { openSession, recordSignIn, type SigningIn } from './new-session.ts';

type Member = { id: MemberId; organizationId: OrganizationId; name: string; role: Role; userId: UserId | null };

/** See `Sessions.signInByLink`. Of two that redeem a link at once, the second finds it used. */
export async function signInByLink(at: SigningIn, linkHash: string): ReturnType<Sessions['signInByLink']> {
  const { sql, now } = at;
  const memberId = (await linkWith(at, linkHash))?.memberId;
  if (memberId === undefined) return { kind: 'unknown' };
  await at.lock(linksOf(memberId));
  const link = await linkWith(at, linkHash);
  if (link === undefined) return { kind: 'unknown' };
  if (link.usedAt !== null) return { kind: 'used' };
  if (link.expiresAt <= now) return { kind: 'expired' };
  await lockUser(at, memberId);
  const present: Member[] = await lockMembers(sql, [memberId, link.createdBy ?? memberId]);
  const member = present.find(({ id }) => id === memberId);
  const maker = present.find(({ id }) => id === link.createdBy);
  // Roles may have changed since the link was made. The operator lets everybody in.
  const mayLetIn = link.createdBy === null || (maker && member && atLeast(maker.role, member.role));
  if (member === undefined || !mayLetIn) return { kind: 'unknown' };
  await sql.updateTable('sign_in_links').set({ usedAt: now }).where('tokenHash', '=', linkHash).execute();
  const current = await currentUser(at);
  const userId = member.userId ?? (await userFor(at, member, current));
  // Who is signed in already keeps what he reaches; others get no further than who let them in.
  const isFree = link.createdBy === null || userId === current;
  await openSession(
    at,
    userId,
    isFree || link.createdBy === null ? null : { organizationId: member.organizationId, letInBy: link.createdBy },
  );
  if (member.userId === null) await recordSignIn(at, member, 'member.joined', { by: 'link' });
  await recordSignIn(at, member, 'session.created', { by: 'link' });
  return { kind: 'signed-in' };
}

async function linkWith({ sql }: SigningIn, linkHash: string) {
  return await sql
    .selectFrom('sign_in_links')
    .select(['memberId', 'createdBy', 'expiresAt', 'usedAt'])
    .where('tokenHash', '=', linkHash)
    .executeTakeFirst();
}

/** Locks who will be signed in: the member's user, or else who is signed in at this browser and may become him. */
async function lockUser(at: SigningIn, memberId: MemberId): Promise<void> {
  const own = await userOf(at, memberId);
  const first = own ?? (await currentUser(at));
  if (first === null || (await lockUsers(at.sql, [first])).length > 0 || own === null) return;
  // He went over into a user whom GitHub vouches for; such a one stays.
  const into = await userOf(at, memberId);
  if (into !== null) await lockUsers(at.sql, [into]);
}

async function userOf({ sql }: SigningIn, memberId: MemberId): Promise<UserId | null> {
  const member = await sql.selectFrom('members').select('userId').where('id', '=', memberId).executeTakeFirst();
  return member?.userId ?? null;
}

/** Who is signed in at this browser, unless his session is bound to one organization: such a one joins no other. */
async function currentUser({ sql, now, signIn }: SigningIn): Promise<UserId | null> {
  if (signIn.current === null) return null;
  const session = await sql
    .selectFrom('user_sessions')
    .select('userId')
    .where('id', '=', signIn.current)
    .where('organizationId', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
  return session?.userId ?? null;
}

async function userFor(at: SigningIn, member: Member, current: UserId | null): Promise<UserId> {
  const { sql, now, signIn } = at;
  const isFree = current !== null && !(await isMember(at, current, member.organizationId));
  const userId = isFree ? current : signIn.newUserId;
  if (!isFree) await sql.insertInto('users').values({ id: userId, name: member.name, createdAt: now }).execute();
  await sql.updateTable('members').set({ userId }).where('id', '=', member.id).execute();
  return userId;
}

async function isMember({ sql }: SigningIn, userId: UserId, organizationId: OrganizationId): Promise<boolean> {
  const found = await sql
    .selectFrom('members')
    .select('id')
    .where('userId', '=', userId)
    .where('organizationId', '=', organizationId)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}
