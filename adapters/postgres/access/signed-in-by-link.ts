import type { Role } from '../../../domain/access/caller.ts';
import { atLeast } from '../../../domain/access/roles.ts';
import type { MemberId, OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import type { Sessions } from '../../../ports/access/sessions.ts';
import { openSession, recordSignIn, type SigningIn } from './new-session.ts';

type Member = { id: MemberId; organizationId: OrganizationId; name: string; role: Role; userId: UserId | null };

/** See `Sessions.signInByLink`. The link's row is the lock: of two that redeem it at once, the second finds it used. */
export async function signInByLink(at: SigningIn, linkHash: string): ReturnType<Sessions['signInByLink']> {
  const { sql, now } = at;
  const link = await sql
    .selectFrom('sign_in_links')
    .select(['memberId', 'createdBy', 'expiresAt', 'usedAt'])
    .where('tokenHash', '=', linkHash)
    .forUpdate()
    .executeTakeFirst();
  if (link === undefined) return { kind: 'unknown' };
  if (link.usedAt !== null) return { kind: 'used' };
  if (link.expiresAt <= now) return { kind: 'expired' };
  const member = await presentMember(at, link.memberId);
  if (member === null || !(await mayLetIn(at, link.createdBy, member))) return { kind: 'unknown' };
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

/** Roles may have changed since the link was made. The operator lets everybody in. */
async function mayLetIn(at: SigningIn, makerId: MemberId | null, member: Member): Promise<boolean> {
  if (makerId === null) return true;
  const maker = await presentMember(at, makerId);
  return maker !== null && atLeast(maker.role, member.role);
}

async function presentMember({ sql }: SigningIn, id: MemberId): Promise<Member | null> {
  const member = await sql
    .selectFrom('members')
    .select(['id', 'organizationId', 'name', 'role', 'userId'])
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return member ?? null;
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
