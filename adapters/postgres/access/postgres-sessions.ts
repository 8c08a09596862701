import { lowestRole } from '../../../domain/access/roles.ts';
import { isRotationDue, type Membership, rotationGraceMs, sessionExpiry } from '../../../domain/access/session.ts';
import type { Session, Sessions } from '../../../ports/access/sessions.ts';
import type { Database, Sql } from '../database.ts';
import { endSessions } from './ended-sessions.ts';
import { signInByLink } from './signed-in-by-link.ts';
import { signInWithGitHub } from './signed-in-with-github.ts';

/** Later uses within this time are not noted: a busy page costs no write per request. */
const notedEveryMs = 60_000;

/** Links that are over are told apart from unknown ones for so long. */
const linksKeptMs = 30 * 24 * 3_600_000;

/** All of it as the service: before it is known who asks, no organization's policies can hold. */
export function postgresSessions(database: Database): Sessions {
  return {
    find: (tokenHash) => find(database, tokenHash),
    rotate: (...rotation) => rotate(database, ...rotation),
    end: (id, from) =>
      database.transaction((sql) => endSessions({ sql, now: database.now() }, { id, ...from, everywhere: false })),
    endEverywhere: (id, from) =>
      database.transaction((sql) => endSessions({ sql, now: database.now() }, { id, ...from, everywhere: true })),
    signInByLink: (linkHash, signIn) =>
      database.transaction((sql, lock) => signInByLink({ sql, lock, now: database.now(), signIn }, linkHash)),
    signInWithGitHub: (identity, signIn) =>
      database.transaction((sql, lock) => signInWithGitHub({ sql, lock, now: database.now(), signIn }, identity)),
    forgetExpired: () => forgetExpired(database),
  };
}

async function rotate(
  database: Database,
  ...[id, from, to]: Parameters<Sessions['rotate']>
): ReturnType<Sessions['rotate']> {
  const now = database.now();
  const { numUpdatedRows } = await database
    .sql()
    .updateTable('user_sessions')
    .set({ tokenHash: to, previousTokenHash: from, rotatedAt: now })
    .where('id', '=', id)
    .where((where) =>
      where.or([
        where('tokenHash', '=', from),
        where.and([
          where('previousTokenHash', '=', from),
          where('rotatedAt', '<=', new Date(now.getTime() - rotationGraceMs)),
          where('lastUsedAt', '<=', where.ref('rotatedAt')),
        ]),
      ]),
    )
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

async function find(database: Database, tokenHash: string): Promise<Session | null> {
  const sql = database.sql();
  const now = database.now();
  const rows = await sessionRows(sql, tokenHash, now).execute();
  const [row] = rows;
  if (row === undefined) return null;
  const { id, userId, name, login, avatarUrl, createdAt } = row;
  const isPresent = row.tokenHash === tokenHash;
  const isTaken = row.previousTokenHash === null || row.lastUsedAt > row.rotatedAt;
  const isStale = row.lastUsedAt.getTime() <= now.getTime() - notedEveryMs;
  if (isPresent && (isStale || !isTaken)) {
    await sql
      .updateTable('user_sessions')
      .set({ lastUsedAt: now, expiresAt: sessionExpiry(createdAt, now) })
      .where('id', '=', id)
      .execute();
  }
  return {
    id,
    user: { id: userId, name, login, avatarUrl },
    memberships: rows.flatMap(membershipOf),
    expiresAt: sessionExpiry(createdAt, now),
    rotationDue: isPresent
      ? isRotationDue(row.rotatedAt, now)
      : row.rotatedAt <= new Date(now.getTime() - rotationGraceMs),
  };
}

/** One row for each organization that the session reaches, or a single one without any. */
function sessionRows(sql: Sql, tokenHash: string, now: Date) {
  const rotatedSince = new Date(now.getTime() - rotationGraceMs);
  return sql
    .selectFrom('user_sessions as s')
    .innerJoin('users as u', 'u.id', 's.userId')
    .leftJoin('members as maker', 'maker.id', 's.letInBy')
    .leftJoin('members as m', (join) =>
      join
        .onRef('m.userId', '=', 'u.id')
        .on('m.removedAt', 'is', null)
        .on((on) =>
          on.or([on('s.organizationId', 'is', null), on('m.organizationId', '=', on.ref('s.organizationId'))]),
        ),
    )
    .leftJoin('organizations as o', 'o.id', 'm.organizationId')
    .where((where) =>
      where.or([
        where('s.tokenHash', '=', tokenHash),
        // The answer that brought the present token may have been lost: then it was never used.
        where.and([
          where('s.previousTokenHash', '=', tokenHash),
          where.or([where('s.rotatedAt', '>', rotatedSince), where('s.lastUsedAt', '<=', where.ref('s.rotatedAt'))]),
        ]),
      ]),
    )
    .where('s.expiresAt', '>', now)
    .where('maker.removedAt', 'is', null)
    .select(['s.id', 's.tokenHash', 's.previousTokenHash', 's.rotatedAt', 's.createdAt', 's.lastUsedAt'])
    .select(['u.id as userId', 'u.name', 'u.login', 'u.avatarUrl'])
    .select(['m.id as memberId', 'm.role', 'maker.id as makerId', 'maker.role as makerRole'])
    .select(['o.id as organizationId', 'o.name as organizationName', 'o.plan'])
    .orderBy('m.createdAt')
    .orderBy('m.id');
}

type Row = Awaited<ReturnType<ReturnType<typeof sessionRows>['execute']>>[number];

/** As a key's, the role of a session is at most the present one of the member whose link made it. */
function membershipOf(row: Row): Membership[] {
  const { organizationId, organizationName, plan, role, memberId, makerId, makerRole } = row;
  const letInBy = makerId === memberId ? null : makerId;
  if (!organizationId || !organizationName || !plan || !role || !memberId) return [];
  return [{ organizationId, organizationName, plan, memberId, letInBy, role: lowestRole(role, makerRole ?? role) }];
}

async function forgetExpired(database: Database): Promise<number> {
  const sql = database.sql();
  const now = database.now();
  // Those that somebody is ending at this moment are his to delete.
  const expired = sql.selectFrom('user_sessions').select('id').where('expiresAt', '<=', now).forUpdate().skipLocked();
  const sessions = await sql.deleteFrom('user_sessions').where('id', 'in', expired).executeTakeFirstOrThrow();
  const links = await sql
    .deleteFrom('sign_in_links')
    .where('expiresAt', '<=', new Date(now.getTime() - linksKeptMs))
    .executeTakeFirstOrThrow();
  return Number(sessions.numDeletedRows + links.numDeletedRows);
}
