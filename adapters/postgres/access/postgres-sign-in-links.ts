import { makerFor } from '../../../domain/access/key-grant.ts';
import { judgeSignInLink } from '../../../domain/access/sign-in-link.ts';
import type { MemberId } from '../../../domain/shared/ids.ts';
import type { LinkMaker, NewSignInLink, SignInLinks } from '../../../ports/access/sign-in-links.ts';
import type { Database } from '../database.ts';
import { recordAudit } from './audit-records.ts';

export function postgresSignInLinks(database: Database): SignInLinks {
  return {
    create: (memberId, link, by) => create(database, memberId, link, by),
    createForFirstOwner: (link) => createForFirstOwner(database, link),
  };
}

const create = (
  database: Database,
  memberId: MemberId,
  { tokenHash, expiresAt }: NewSignInLink,
  by: LinkMaker,
): ReturnType<SignInLinks['create']> =>
  database.within(by.organizationId, async (sql) => {
    const { organizationId } = by;
    const member = await sql
      .selectFrom('members')
      .select('role')
      .where('id', '=', memberId)
      .where('organizationId', '=', organizationId)
      .where('removedAt', 'is', null)
      .executeTakeFirst();
    if (member === undefined) return { kind: 'unknown-member' };
    const verdict = judgeSignInLink(by, member.role);
    if (verdict.kind !== 'allowed') return verdict;
    const now = database.now();
    await sql
      .insertInto('sign_in_links')
      .values({ tokenHash, memberId, organizationId, createdBy: makerFor(by, memberId), createdAt: now, expiresAt })
      .execute();
    const details = { expires_at: expiresAt.toISOString() };
    const target = { type: 'member', id: memberId } as const;
    await recordAudit(sql, by, { action: 'sign_in_link.created', target, details }, now);
    return { kind: 'created' };
  });

const createForFirstOwner = (
  database: Database,
  { tokenHash, expiresAt }: NewSignInLink,
): ReturnType<SignInLinks['createForFirstOwner']> =>
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
    const now = database.now();
    await sql
      .insertInto('sign_in_links')
      .values({ tokenHash, ...owner, createdAt: now, expiresAt })
      .execute();
    const by = { ...owner, keyId: null, sessionId: null, address: null, requestId: null };
    const details = { expires_at: expiresAt.toISOString() };
    const target = { type: 'member', id: owner.memberId } as const;
    await recordAudit(sql, by, { action: 'sign_in_link.created', target, details }, now);
    return { kind: 'created' };
  });
