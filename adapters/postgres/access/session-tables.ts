import { defineEntity, p } from '@mikro-orm/postgresql';
import type { SessionId } from '../../../domain/shared/ids.ts';
import { isSha256 } from '../check-constraints.ts';
import { MemberRow, OrganizationRow, UserRow } from './access-tables.ts';

/** Of no organization, save for those that a member's link made (`letInBy`): they reach that organization alone. */
export const SessionRow = defineEntity({
  name: 'SessionRow',
  tableName: 'user_sessions',
  properties: {
    id: p.uuid().primary().$type<SessionId>(),
    userId: () => p.manyToOne(UserRow).mapToPk().fieldName('user_id'),
    organizationId: () =>
      p.manyToOne(OrganizationRow).mapToPk().nullable().fieldName('organization_id').deleteRule('no action'),
    letInBy: () => p.manyToOne(MemberRow).mapToPk().nullable().fieldName('let_in_by').deleteRule('no action'),
    tokenHash: p.text(),
    /** The token before, which goes on for a moment after `rotatedAt`. */
    previousTokenHash: p.text().nullable(),
    rotatedAt: p.datetime(3),
    createdAt: p.datetime(3),
    lastUsedAt: p.datetime(3),
    expiresAt: p.datetime(3),
    userAgent: p.text().nullable(),
  },
  indexes: [
    { name: 'user_sessions_user', properties: ['userId'] },
    { name: 'user_sessions_previous', properties: ['previousTokenHash'] },
    { name: 'user_sessions_expiry', properties: ['expiresAt'] },
  ],
  uniques: [{ name: 'user_sessions_token_hash', properties: ['tokenHash'] }],
  checks: [
    { name: 'user_sessions_token_hash_check', expression: isSha256('token_hash') },
    { name: 'user_sessions_bound_check', expression: '(organization_id is null) = (let_in_by is null)' },
  ],
});

/** Each lets its member in once. `createdBy`: null of links that the operator made. */
export const SignInLinkRow = defineEntity({
  name: 'SignInLinkRow',
  tableName: 'sign_in_links',
  properties: {
    tokenHash: p.text().primary(),
    memberId: () => p.manyToOne(MemberRow).mapToPk().fieldName('member_id'),
    organizationId: () => p.manyToOne(OrganizationRow).mapToPk().fieldName('organization_id'),
    createdBy: () => p.manyToOne(MemberRow).mapToPk().nullable().fieldName('created_by').deleteRule('no action'),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3),
    usedAt: p.datetime(3).nullable(),
  },
  indexes: [{ name: 'sign_in_links_expiry', properties: ['expiresAt'] }],
  checks: [{ name: 'sign_in_links_token_hash_check', expression: isSha256('token_hash') }],
});
