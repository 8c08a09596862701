import type { Actor } from '../../../domain/access/actor.ts';
import { makerFor } from '../../../domain/access/key-grant.ts';
import { judgeSignInLink, type LinkVerdict } from '../../../domain/access/sign-in-link.ts';
import type { MemberId } from '../../../domain/shared/ids.ts';
import type { LinkMaker, NewSignInLink, SignInLinks } from '../../../ports/access/sign-in-links.ts';
import type { Database, Sql } from '../database.ts';
import { recordAudit } from './audit-records.ts';
import { linksOf } from './lock-order.ts';
import { roleOf } from './member-role.ts';

export function postgresSignInLinks(database: Database): SignInLinks {
  return {
    create: (memberId, link, by) => create(database, memberId, link, by),
    withdraw: (memberId, by) => withdraw(database, memberId, by),
    createForFirstOwner: (link) => createForFirstOwner(database, link),
  };
}

const create = (
  database: Database,
  memberId: MemberId,
  link: NewSignInLink,
  by: LinkMaker,
): ReturnType<SignInLinks['create']> =>
  database.within(by.organizationId, async (sql) => {
    const verdict = await judge(sql, memberId, by);
    if (verdict.kind !== 'allowed') return verdict;
    await insert(sql, { ...link, memberId, createdBy: makerFor(by, memberId) }, by, database.now());
    return { kind: 'created' };
  });

// As the service: requests may make links, and change none.
const withdraw = (database: Database, memberId: MemberId, by: LinkMaker): ReturnType<SignInLinks['withdraw']> =>
  database.transaction(async (sql, lock) => {
    const verdict = await judge(sql, memberId, by);
    if (verdict.kind !== 'allowed') return verdict;
    await lock(linksOf(memberId));
    const now = database.now();
    const withdrawn = await sql
      .updateTable('sign_in_links')
      .set({ expiresAt: now })
      .where('memberId', '=', memberId)
      .where('usedAt', 'is', null)
      .where('expiresAt', '>', now)
      .returning('tokenHash')
      .execute();
    if (withdrawn.length > 0) {
      const target = { type: 'member', id: memberId } as const;
      const details = { links_withdrawn: withdrawn.length };
      await recordAudit(sql, by, { action: 'sign_in_link.withdrawn', target, details }, now);
    }
    return { kind: 'withdrawn' };
  });

async function judge(sql: Sql, memberId: MemberId, by: LinkMaker): Promise<LinkVerdict | { kind: 'unknown-member' }> {
  const role = await roleOf(sql, memberId, by.organizationId);
  return role === null ? { kind: 'unknown-member' } : judgeSignInLink(by, role);
}

const createForFirstOwner = (database: Database, link: NewSignInLink): ReturnType<SignInLinks['createForFirstOwner']> =>
  database.transaction(async (sql) => {
    const owner = await sql
      .selectFrom('members as m')
      .innerJoin('organizations as o', 'o.id', 'm.organizationId')
      .where('m.role', '=', 'owner')
      .where('m.removedAt', 'is', null)
      .select(['m.id as memberId', 'm.organizationId'])
      .orderBy('o.createdAt')
      .orderBy('o.id')
      .orderBy('m.createdAt')
      .orderBy('m.id')
      .limit(1)
      .executeTakeFirst();
    if (owner === undefined) return { kind: 'no-owner' };
    const by = { ...owner, keyId: null, sessionId: null, address: null, requestId: null };
    await insert(sql, { ...link, memberId: owner.memberId, createdBy: null }, by, database.now());
    return { kind: 'created' };
  });

type Inserted = NewSignInLink & { memberId: MemberId; createdBy: MemberId | null };

async function insert(sql: Sql, link: Inserted, by: Actor, now: Date): Promise<void> {
  await sql
    .insertInto('sign_in_links')
    .values({ ...link, organizationId: by.organizationId, createdAt: now })
    .execute();
  const details = { expires_at: link.expiresAt.toISOString() };
  const target = { type: 'member', id: link.memberId } as const;
  await recordAudit(sql, by, { action: 'sign_in_link.created', target, details }, now);
}
