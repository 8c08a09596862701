import { judgeRoleChange, type Member, type MemberChanges } from '../../../domain/access/member.ts';
import type { MemberId, OrganizationId } from '../../../domain/shared/ids.ts';
import type { MemberActor, Members } from '../../../ports/access/members.ts';
import type { Database, Lock, Sql } from '../database.ts';
import { pageOf, parseCursor } from '../row-cursor.ts';
import { recordAudit } from './audit-records.ts';

export function postgresMembers(database: Database): Members {
  return {
    list: (query) => database.within(query.organizationId, (sql) => listMembers(sql, query, database.now())),
    create: (wanted, by) => create(database, wanted, by),
    change: (id, changes, by) => change(database, id, changes, by),
    remove: (id, by) => remove(database, id, by),
  };
}

async function listMembers(sql: Sql, query: Parameters<Members['list']>[0], now: Date): ReturnType<Members['list']> {
  const { organizationId, limit } = query;
  let rows = membersOf(sql, organizationId, now)
    .orderBy('m.createdAt', 'desc')
    .orderBy('m.id', 'desc')
    .limit(limit + 1);
  const cursor = parseCursor<MemberId>(query.cursor);
  if (cursor !== null) {
    const { createdAt, id } = cursor;
    rows = rows
      .where('m.createdAt', '<=', createdAt)
      .where((where) => where.or([where('m.createdAt', '<', createdAt), where('m.id', '<', id)]));
  }
  const { page, nextCursor } = pageOf(await rows.execute(), limit);
  return { members: page.map(toMember), nextCursor };
}

const create = (database: Database, ...[wanted, by]: Parameters<Members['create']>): ReturnType<Members['create']> =>
  database.within(by.organizationId, async (sql) => {
    const { id, name, role } = wanted;
    const verdict = judgeRoleChange({ by: by.role, from: null, to: role, owners: 0 });
    if (verdict.kind !== 'allowed') return verdict;
    const row = { id, organizationId: by.organizationId, name, role, createdAt: database.now() };
    await sql.insertInto('members').values(row).execute();
    const target = { type: 'member', id } as const;
    await recordAudit(sql, by, { action: 'member.created', target, details: { name, role } }, database.now());
    return { kind: 'created', member: { ...row, user: null, signInLinkExpiresAt: null } };
  });

const change = (
  database: Database,
  id: MemberId,
  changes: MemberChanges,
  by: MemberActor,
): ReturnType<Members['change']> =>
  database.within(by.organizationId, async (sql, lock) => {
    const { member, owners } = await lockMember({ sql, lock, now: database.now() }, id, by.organizationId);
    if (member === null) return { kind: 'unknown' };
    const changed = { ...member, name: changes.name ?? member.name, role: changes.role ?? member.role };
    const verdict = judgeRoleChange({ by: by.role, from: member.role, to: changed.role, owners });
    if (verdict.kind !== 'allowed') return verdict;
    const details = {
      ...(changed.name === member.name ? {} : { name: changed.name }),
      ...(changed.role === member.role ? {} : { role: changed.role }),
    };
    if (Object.keys(details).length > 0) {
      await sql.updateTable('members').set(details).where('id', '=', id).execute();
      const target = { type: 'member', id } as const;
      await recordAudit(sql, by, { action: 'member.updated', target, details }, database.now());
    }
    return { kind: 'changed', member: changed };
  });

const remove = (database: Database, id: MemberId, by: MemberActor): ReturnType<Members['remove']> =>
  database.within(by.organizationId, async (sql, lock) => {
    const { member, owners } = await lockMember({ sql, lock, now: database.now() }, id, by.organizationId);
    if (member === null) return { kind: 'unknown' };
    const verdict = judgeRoleChange({ by: by.role, from: member.role, to: null, owners });
    if (verdict.kind !== 'allowed') return verdict;
    const now = database.now();
    await sql.updateTable('members').set({ removedAt: now }).where('id', '=', id).execute();
    const revoked = await sql
      .updateTable('api_keys')
      .set({ revokedAt: now })
      .where('revokedAt', 'is', null)
      .where((where) => where.or([where('memberId', '=', id), where('createdBy', '=', id)]))
      .returning('id')
      .execute();
    const details = { name: member.name, role: member.role, keys_revoked: revoked.map((key) => key.id) };
    await recordAudit(sql, by, { action: 'member.removed', target: { type: 'member', id }, details }, now);
    return { kind: 'removed', keysRevoked: revoked.length };
  });

/** The member, and how many owners there are: as they stay until the transaction ends. */
async function lockMember(
  { sql, lock, now }: { sql: Sql; lock: Lock; now: Date },
  id: MemberId,
  organizationId: OrganizationId,
): Promise<{ member: Member | null; owners: number }> {
  await lock(`members/${organizationId}`);
  const members = membersOf(sql, organizationId, now);
  const member = await members.where('m.id', '=', id).executeTakeFirst();
  const owners = await members.where('m.role', '=', 'owner').execute();
  return { member: member === undefined ? null : toMember(member), owners: owners.length };
}

function membersOf(sql: Sql, organizationId: OrganizationId, now: Date) {
  return sql
    .selectFrom('members as m')
    .leftJoin('users as u', 'u.id', 'm.userId')
    .leftJoin(openLinks(sql, organizationId, now).as('l'), 'l.memberId', 'm.id')
    .select(['m.id', 'm.organizationId', 'm.name', 'm.role', 'm.createdAt', 'm.userId', 'u.login', 'u.avatarUrl'])
    .select('l.linkExpiresAt')
    .where('m.organizationId', '=', organizationId)
    .where('m.removedAt', 'is', null);
}

/** Until when links let members in. One that a member made ends with his membership. */
function openLinks(sql: Sql, organizationId: OrganizationId, now: Date) {
  return sql
    .selectFrom('sign_in_links as o')
    .leftJoin('members as maker', 'maker.id', 'o.createdBy')
    .where('o.organizationId', '=', organizationId)
    .where('o.expiresAt', '>', now)
    .where('o.usedAt', 'is', null)
    .where('maker.removedAt', 'is', null)
    .groupBy('o.memberId')
    .select(({ fn }) => ['o.memberId', fn.max('o.expiresAt').as('linkExpiresAt')]);
}

type Row = Awaited<ReturnType<ReturnType<typeof membersOf>['execute']>>[number];

function toMember({ userId, login, avatarUrl, linkExpiresAt, ...member }: Row): Member {
  const user = userId === null ? null : { login, avatarUrl };
  return { ...member, user, signInLinkExpiresAt: linkExpiresAt === null ? null : new Date(linkExpiresAt) };
}
