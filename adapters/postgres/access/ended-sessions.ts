import type { SessionId } from '../../../domain/shared/ids.ts';
import type { Origin } from '../../../ports/access/sessions.ts';
import type { Sql } from '../database.ts';
import { lockUsers } from './lock-order.ts';
import { membershipsOf, recordOfSession } from './new-session.ts';

type At = { sql: Sql; now: Date };
type SignOut = Origin & { id: SessionId; everywhere: boolean };

/** See `Sessions.end` and `endEverywhere`. What another sign-out has ended already is not recorded again. */
export async function endSessions({ sql, now }: At, signOut: SignOut): Promise<void> {
  const { id, everywhere } = signOut;
  const acting = await sql
    .selectFrom('user_sessions')
    .select(['userId', 'organizationId'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (acting === undefined) return;
  const { userId, organizationId } = acting;
  await lockUsers(sql, [userId]);
  let ending = sql.deleteFrom('user_sessions').where('userId', '=', userId);
  if (!everywhere) ending = ending.where('id', '=', id);
  else if (organizationId !== null) ending = ending.where('organizationId', '=', organizationId);
  const ended = await ending.returning(['id', 'organizationId', 'expiresAt']).execute();
  for (const member of await membershipsOf(sql, userId)) {
    const reached = ended.filter(
      (one) => one.expiresAt > now && (one.organizationId ?? member.organizationId) === member.organizationId,
    );
    if (reached.length === 0) continue;
    const details = { everywhere, session_ids: reached.map((one) => one.id) };
    await recordOfSession({ sql, now }, signOut, member, { action: 'session.ended', details });
  }
}
