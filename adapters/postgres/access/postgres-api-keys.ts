import { type ApiKey, maxActiveKeys } from '../../../domain/access/api-key.ts';
import { grantKey, judgeRevocation, type KeyBounds, makerFor } from '../../../domain/access/key-grant.ts';
import type { ApiKeyId, MemberId, OrganizationId } from '../../../domain/shared/ids.ts';
import type { ApiKeys, KeyMaker, NewKey } from '../../../ports/access/api-keys.ts';
import type { Database, Sql } from '../database.ts';
import { pageOf, parseCursor } from '../row-cursor.ts';
import { recordAudit } from './audit-records.ts';
import { roleOf } from './member-role.ts';

export function postgresApiKeys(database: Database): ApiKeys {
  return {
    list: (query) => database.within(query.organizationId, (sql) => listKeys(sql, query)),
    create: (wanted, by) => create(database, wanted, by),
    revoke: (...wanted) => revoke(database, ...wanted),
  };
}

async function listKeys(sql: Sql, query: Parameters<ApiKeys['list']>[0]): ReturnType<ApiKeys['list']> {
  const { organizationId, memberId, limit } = query;
  let rows = keysOf(sql, organizationId)
    .orderBy('k.createdAt', 'desc')
    .orderBy('k.id', 'desc')
    .limit(limit + 1);
  if (memberId !== undefined) rows = rows.where('k.memberId', '=', memberId);
  const cursor = parseCursor<ApiKeyId>(query.cursor);
  if (cursor !== null) {
    const { createdAt, id } = cursor;
    rows = rows
      .where('k.createdAt', '<=', createdAt)
      .where((where) => where.or([where('k.createdAt', '<', createdAt), where('k.id', '<', id)]));
  }
  const { page, nextCursor } = pageOf(await rows.execute(), limit);
  return { keys: page, nextCursor };
}

const create = (database: Database, wanted: NewKey, by: KeyMaker): ReturnType<ApiKeys['create']> =>
  database.within(by.organizationId, async (sql, lock) => {
    const { role: asked, permissions, ...row } = wanted;
    const memberRole = await roleOf(sql, wanted.memberId, by.organizationId);
    if (memberRole === null) return { kind: 'unknown-member' };
    const own = wanted.memberId === by.memberId;
    const maker = by.keyId && (await findKey(sql, by.keyId, by.organizationId));
    const grant = grantKey({ ...by, cap: maker?.role ?? null }, { own, memberRole, cap: asked, permissions });
    if (grant.kind !== 'granted') return grant;
    const [now, role] = [database.now(), grant.cap];
    await lock(`api-keys/${wanted.memberId}`);
    if ((await countActive(sql, wanted.memberId, now)) >= maxActiveKeys) return { kind: 'too-many' };
    await sql
      .insertInto('api_keys')
      .values({ ...row, role, permissions: [...permissions], createdBy: makerFor(by, row.memberId), createdAt: now })
      .execute();
    const { name, prefix, memberId } = wanted;
    const expiresAt = wanted.expiresAt?.toISOString() ?? null;
    const details = { name, prefix, member_id: memberId, permissions, role, expires_at: expiresAt };
    const target = { type: 'api_key', id: wanted.id } as const;
    await recordAudit(sql, by, { action: 'api_key.created', target, details }, now);
    const key = await findKey(sql, wanted.id, by.organizationId);
    if (key === null) throw new Error(`Key ${wanted.id} was not stored`);
    return { kind: 'created', key };
  });

async function countActive(sql: Sql, memberId: MemberId, now: Date): Promise<number> {
  const { count } = await sql
    .selectFrom('api_keys')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('memberId', '=', memberId)
    .where('revokedAt', 'is', null)
    .where((where) => where.or([where('expiresAt', 'is', null), where('expiresAt', '>', now)]))
    .executeTakeFirstOrThrow();
  return Number(count);
}

const revoke = (database: Database, ...[id, by, only]: Parameters<ApiKeys['revoke']>): ReturnType<ApiKeys['revoke']> =>
  database.within(by.organizationId, async (sql) => {
    const key = await findKey(sql, id, by.organizationId);
    if (key === null || (only !== undefined && key.memberId !== only)) return { kind: 'unknown-key' };
    const verdict = judgeRevocation(by.role, await boundsOf(sql, key));
    if (id !== by.keyId && verdict.kind === 'forbidden') return verdict;
    const now = database.now();
    const revoked = await sql
      .updateTable('api_keys')
      .set({ revokedAt: now })
      .where('id', '=', id)
      .where('revokedAt', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (revoked !== undefined) {
      const { name, prefix, memberId } = key;
      const details = { name, prefix, member_id: memberId };
      await recordAudit(sql, by, { action: 'api_key.revoked', target: { type: 'api_key', id }, details }, now);
    }
    return { kind: 'revoked', key: (await findKey(sql, id, by.organizationId)) ?? key };
  });

async function boundsOf(sql: Sql, { id }: ApiKey): Promise<KeyBounds> {
  return await sql
    .selectFrom('api_keys as k')
    .innerJoin('members as m', 'm.id', 'k.memberId')
    .innerJoin('members as maker', 'maker.id', 'k.createdBy')
    .where('k.id', '=', id)
    .select(['m.role as member', 'maker.role as maker', 'k.role as cap'])
    .executeTakeFirstOrThrow();
}

async function findKey(sql: Sql, id: ApiKeyId, organizationId: OrganizationId): Promise<ApiKey | null> {
  return (await keysOf(sql, organizationId).where('k.id', '=', id).executeTakeFirst()) ?? null;
}

function keysOf(sql: Sql, organizationId: OrganizationId) {
  return sql
    .selectFrom('api_keys as k')
    .innerJoin('members as m', 'm.id', 'k.memberId')
    .where('m.organizationId', '=', organizationId)
    .select(['k.id', 'k.memberId', 'm.name as memberName', 'k.createdBy', 'k.name', 'k.prefix', 'k.permissions'])
    .select(['k.role', 'k.createdAt', 'k.expiresAt', 'k.lastUsedAt', 'k.revokedAt']);
}
