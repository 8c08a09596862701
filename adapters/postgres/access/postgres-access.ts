import { keyRole } from '../../../domain/access/key-grant.ts';
import type { Access } from '../../../ports/access/access.ts';
import type { Database } from '../database.ts';
import { recordAudit } from './audit-records.ts';

/** Later uses of a key within this time are not noted: a busy client costs no write per request. */
const notedEveryMs = 60_000;

export function postgresAccess(database: Database): Access {
  return {
    callerOf: (keyHash) => callerOf(database, keyHash),
    createFirstOrganization: (first) => createFirstOrganization(database, first),
  };
}

const callerOf = async (database: Database, keyHash: string): ReturnType<Access['callerOf']> => {
  const sql = database.sql();
  const now = database.now();
  const row = await sql
    .selectFrom('api_keys as k')
    .innerJoin('members as m', 'm.id', 'k.memberId')
    .innerJoin('members as maker', 'maker.id', 'k.createdBy')
    .innerJoin('organizations as o', 'o.id', 'm.organizationId')
    .where('k.keyHash', '=', keyHash)
    .where('k.revokedAt', 'is', null)
    .where('m.removedAt', 'is', null)
    .where('maker.removedAt', 'is', null)
    .where((where) => where.or([where('k.expiresAt', 'is', null), where('k.expiresAt', '>', now)]))
    .select([
      'k.id as keyId',
      'k.permissions',
      'k.lastUsedAt',
      'k.role as cap',
      'm.id as memberId',
      'm.role as memberRole',
    ])
    .select(['maker.id as makerId', 'maker.role as makerRole', 'o.id as organizationId', 'o.plan'])
    .executeTakeFirst();
  if (row === undefined) return null;
  const { lastUsedAt, cap, memberRole, makerId, makerRole, ...holder } = row;
  const letInBy = makerId === holder.memberId ? null : makerId;
  const stale = new Date(now.getTime() - notedEveryMs);
  if (lastUsedAt === null || lastUsedAt <= stale) {
    await sql
      .updateTable('api_keys')
      .set({ lastUsedAt: now })
      .where('id', '=', holder.keyId)
      .where((where) => where.or([where('lastUsedAt', 'is', null), where('lastUsedAt', '<=', stale)]))
      .execute();
  }
  return { ...holder, sessionId: null, letInBy, role: keyRole({ member: memberRole, maker: makerRole, cap }) };
};

const createFirstOrganization = (
  database: Database,
  first: Parameters<Access['createFirstOrganization']>[0],
): ReturnType<Access['createFirstOrganization']> =>
  database.transaction(async (sql, lock) => {
    await lock('first-organization');
    const existing = await sql.selectFrom('organizations').select('id').limit(1).executeTakeFirst();
    if (existing !== undefined) return { kind: 'exists' };
    const createdAt = database.now();
    const { organizationId, ownerId } = first;
    await sql
      .insertInto('organizations')
      .values({ id: organizationId, name: first.name, plan: first.plan, createdAt })
      .execute();
    await sql
      .insertInto('members')
      .values({ id: ownerId, organizationId, name: first.ownerName, role: 'owner', createdAt })
      .execute();
    await sql
      .insertInto('api_keys')
      .values({
        id: first.keyId,
        ...{ memberId: ownerId, createdBy: ownerId, name: 'first key' },
        keyHash: first.keyHash,
        prefix: first.keyPrefix,
        permissions: first.permissions,
        createdAt,
      })
      .execute();
    const by = {
      organizationId,
      memberId: ownerId,
      keyId: first.keyId,
      sessionId: null,
      address: null,
      requestId: null,
    };
    const target = { type: 'organization', id: organizationId } as const;
    const details = { name: first.name, plan: first.plan };
    await recordAudit(sql, by, { action: 'organization.created', target, details }, createdAt);
    return { kind: 'created' };
  });
