import { type GitHubIdentity, type IdentityFacts, judgeIdentity } from '../../../domain/access/github-identity.ts';
import { atLeast } from '../../../domain/access/roles.ts';
import type { MemberId, UserId } from '../../../domain/shared/ids.ts';
import type { Sessions } from '../../../ports/access/sessions.ts';
import type { Sql } from '../database.ts';
import { lockMembersOfUser, lockUsers } from './lock-order.ts';
import { membershipsOf, openSession, recordSignIn, type SigningIn } from './new-session.ts';

/** See `Sessions.signInWithGitHub`. */
export async function signInWithGitHub(
  at: SigningIn,
  identity: GitHubIdentity,
): ReturnType<Sessions['signInWithGitHub']> {
  await at.lock(`github-user/${identity.githubId}`);
  const known = await userWith(at, identity);
  const users = [known, (await currentUser(at))?.id ?? null];
  await lockUsers(
    at.sql,
    users.filter((id) => id !== null),
  );
  const current = await currentUser(at);
  const shareOrganization = known !== null && current !== null && (await share(at, known, current.id));
  const verdict = judgeIdentity({ known, current, shareOrganization });
  switch (verdict.kind) {
    case 'conflict':
      return verdict;
    case 'create':
      await make(at, identity);
      return await signedIn(at, at.signIn.newUserId);
    case 'sign-in':
      await refresh(at, verdict.userId, identity);
      return await signedIn(at, verdict.userId);
    case 'link':
      await refresh(at, verdict.userId, identity);
      await endSessions(at, verdict.userId);
      await recordJoined(at, verdict.userId, identity);
      return await signedIn(at, verdict.userId);
    case 'merge':
      await recordJoined(at, verdict.from, identity);
      await merge(at, verdict);
      await refresh(at, verdict.into, identity);
      return await signedIn(at, verdict.into);
    default:
      return verdict satisfies never;
  }
}

async function userWith({ sql }: SigningIn, { githubId }: GitHubIdentity): Promise<UserId | null> {
  const user = await sql.selectFrom('users').select('id').where('githubId', '=', githubId).executeTakeFirst();
  return user?.id ?? null;
}

async function currentUser({ sql, now, signIn }: SigningIn): Promise<IdentityFacts['current']> {
  if (signIn.current === null) return null;
  const user = await sql
    .selectFrom('user_sessions as s')
    .innerJoin('users as u', 'u.id', 's.userId')
    .where('s.id', '=', signIn.current)
    .where('s.expiresAt', '>', now)
    .select(['u.id', 'u.githubId', 's.letInBy'])
    .executeTakeFirst();
  if (user === undefined) return null;
  const { id, githubId, letInBy } = user;
  const reachesAll = letInBy === null || (await isWithin(sql, id, letInBy));
  return { id, hasIdentity: githubId !== null, reachesAll };
}

/** Whether the user is in no other organization than who let him in, and there no more than he. */
async function isWithin(sql: Sql, userId: UserId, letInBy: MemberId): Promise<boolean> {
  const maker = await sql
    .selectFrom('members')
    .select(['organizationId', 'role'])
    .where('id', '=', letInBy)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  const members = await sql
    .selectFrom('members')
    .select(['organizationId', 'role'])
    .where('userId', '=', userId)
    .where('removedAt', 'is', null)
    .execute();
  return members.every(
    ({ organizationId, role }) => organizationId === maker?.organizationId && atLeast(maker.role, role),
  );
}

async function share({ sql }: SigningIn, one: UserId, other: UserId): Promise<boolean> {
  const shared = await sql
    .selectFrom('members as m')
    .innerJoin('members as n', 'n.organizationId', 'm.organizationId')
    .where('m.userId', '=', one)
    .where('n.userId', '=', other)
    .where('m.removedAt', 'is', null)
    .where('n.removedAt', 'is', null)
    .select('m.id')
    .executeTakeFirst();
  return shared !== undefined && one !== other;
}

const namesOf = ({ githubId, login, name, avatarUrl }: GitHubIdentity) => ({
  ...{ githubId, login, avatarUrl, name: name ?? login },
});

async function make({ sql, now, signIn }: SigningIn, identity: GitHubIdentity): Promise<void> {
  await sql
    .insertInto('users')
    .values({ id: signIn.newUserId, ...namesOf(identity), createdAt: now })
    .execute();
}

async function refresh({ sql }: SigningIn, userId: UserId, identity: GitHubIdentity): Promise<void> {
  await sql.updateTable('users').set(namesOf(identity)).where('id', '=', userId).execute();
}

async function endSessions({ sql }: SigningIn, userId: UserId): Promise<void> {
  await sql.deleteFrom('user_sessions').where('userId', '=', userId).execute();
}

async function merge(at: SigningIn, { from, into }: { from: UserId; into: UserId }): Promise<void> {
  await lockMembersOfUser(at.sql, from);
  await endSessions(at, from);
  await at.sql.updateTable('members').set({ userId: into }).where('userId', '=', from).execute();
  await at.sql.deleteFrom('users').where('id', '=', from).execute();
}

async function recordJoined(at: SigningIn, userId: UserId, { login }: GitHubIdentity): Promise<void> {
  for (const member of await membershipsOf(at.sql, userId)) {
    await recordSignIn(at, member, 'member.joined', { by: 'github', login });
  }
}

async function signedIn(at: SigningIn, userId: UserId): Promise<{ kind: 'signed-in' }> {
  await openSession(at, userId, null);
  for (const member of await membershipsOf(at.sql, userId)) {
    await recordSignIn(at, member, 'session.created', { by: 'github' });
  }
  return { kind: 'signed-in' };
}
