import type { AuditEvent } from '../../../domain/access/audit.ts';
import { sessionExpiry } from '../../../domain/access/session.ts';
import type { MemberId, OrganizationId, SessionId, UserId } from '../../../domain/shared/ids.ts';
import type { Origin, SignIn } from '../../../ports/access/sessions.ts';
import type { Lock, Sql } from '../database.ts';
import { storable } from '../storable-text.ts';
import { recordAudit } from './audit-records.ts';

/** One sign-in under way, in its transaction. */
export type SigningIn = { sql: Sql; lock: Lock; now: Date; signIn: SignIn };

/** Null: it reaches all organizations of its user. */
export type Bounds = { organizationId: OrganizationId; letInBy: MemberId } | null;

/** Opens the session in the place of the browser's former one. */
export async function openSession({ sql, now, signIn }: SigningIn, userId: UserId, bounds: Bounds): Promise<void> {
  const { id, tokenHash, userAgent } = signIn.session;
  if (signIn.current !== null) await sql.deleteFrom('user_sessions').where('id', '=', signIn.current).execute();
  await sql
    .insertInto('user_sessions')
    .values({
      ...{ id, userId, tokenHash, userAgent: userAgent === null ? null : storable(userAgent) },
      ...{ organizationId: bounds?.organizationId ?? null, letInBy: bounds?.letInBy ?? null },
      ...{ rotatedAt: now, createdAt: now, lastUsedAt: now, expiresAt: sessionExpiry(now, now) },
    })
    .execute();
}

/** What a sign-in did, in the log of an organization that it reaches. */
export async function recordSignIn(
  { sql, now, signIn }: SigningIn,
  member: Membership,
  action: 'member.joined' | 'session.created',
  { by, ...details }: Record<string, unknown> & { by: 'link' | 'github' },
): Promise<void> {
  const session = action === 'session.created' ? { session_id: signIn.session.id } : {};
  await recordOfSession({ sql, now }, signIn.session, member, { action, details: { by, ...session, ...details } });
}

type Membership = { id: MemberId; organizationId: OrganizationId };

/** Where its user is a member. */
export function membershipsOf(sql: Sql, userId: UserId): Promise<Membership[]> {
  return sql
    .selectFrom('members')
    .select(['id', 'organizationId'])
    .where('userId', '=', userId)
    .where('removedAt', 'is', null)
    .execute();
}

/** What somebody did by signing in or out: he does it in the session itself. */
export async function recordOfSession(
  { sql, now }: { sql: Sql; now: Date },
  { id: sessionId, address, requestId }: Origin & { id: SessionId },
  member: Membership,
  event: Pick<AuditEvent, 'action' | 'details'>,
): Promise<void> {
  const by = { organizationId: member.organizationId, memberId: member.id, keyId: null, sessionId, address, requestId };
  await recordAudit(sql, by, { ...event, target: { type: 'member', id: member.id } }, now);
}
