import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Permission, Plan, Role } from '../../../domain/access/caller.ts';
import type { WriteBackMode } from '../../../domain/connections/connection.ts';
import type { AccountId, ApiKeyId, MemberId, OrganizationId, UserId } from '../../../domain/shared/ids.ts';
import { isSha256, oneOf } from '../check-constraints.ts';

export const OrganizationRow = defineEntity({
  name: 'OrganizationRow',
  tableName: 'organizations',
  properties: {
    id: p.uuid().primary().$type<OrganizationId>(),
    name: p.text(),
    plan: p.text().$type<Plan>(),
    writeBackMode: p.text().$type<WriteBackMode>().default('checks'),
    createdAt: p.datetime(3),
  },
  checks: [
    { name: 'organizations_plan_check', expression: oneOf('plan', ['free', 'pro', 'enterprise']) },
    {
      name: 'organizations_write_back_mode_check',
      expression: oneOf('write_back_mode', ['off', 'checks', 'checks_and_prs']),
    },
  ],
});

/** People who sign in. Those whom GitHub vouched for have its id and login; others came by a link. */
export const UserRow = defineEntity({
  name: 'UserRow',
  tableName: 'users',
  properties: {
    id: p.uuid().primary().$type<UserId>(),
    githubId: p.bigint('number').$type<AccountId>().nullable(),
    login: p.text().nullable(),
    name: p.text(),
    avatarUrl: p.text().nullable(),
    createdAt: p.datetime(3),
  },
  uniques: [{ name: 'users_github_id', properties: ['githubId'] }],
  checks: [{ name: 'users_github_check', expression: '(github_id is null) = (login is null)' }],
});

export const MemberRow = defineEntity({
  name: 'MemberRow',
  tableName: 'members',
  properties: {
    id: p.uuid().primary().$type<MemberId>(),
    organizationId: () => p.manyToOne(OrganizationRow).mapToPk().fieldName('organization_id'),
    name: p.text(),
    role: p.text().$type<Role>(),
    createdAt: p.datetime(3),
    removedAt: p.datetime(3).nullable(),
    /** Null: he has keys at the most, and never signed in. */
    userId: () => p.manyToOne(UserRow).mapToPk().nullable().fieldName('user_id').deleteRule('no action'),
  },
  uniques: [{ name: 'members_user', properties: ['userId', 'organizationId'], where: 'removed_at is null' }],
  indexes: [{ name: 'members_organization', properties: ['organizationId'] }],
  checks: [{ name: 'members_role_check', expression: oneOf('role', ['viewer', 'member', 'admin', 'owner']) }],
});

/** Keys themselves are shown once and never stored. */
export const ApiKeyRow = defineEntity({
  name: 'ApiKeyRow',
  tableName: 'api_keys',
  properties: {
    id: p.uuid().primary().$type<ApiKeyId>(),
    memberId: () => p.manyToOne(MemberRow).mapToPk().fieldName('member_id'),
    createdBy: () => p.manyToOne(MemberRow).mapToPk().fieldName('created_by'),
    name: p.text(),
    /** The highest role that the key may have; null: its member's. */
    role: p.text().$type<Role>().nullable(),
    keyHash: p.text(),
    prefix: p.text(),
    permissions: p.array().$type<Permission[]>(),
    createdAt: p.datetime(3),
    lastUsedAt: p.datetime(3).nullable(),
    expiresAt: p.datetime(3).nullable(),
    revokedAt: p.datetime(3).nullable(),
  },
  indexes: [
    { name: 'api_keys_member', properties: ['memberId'] },
    { name: 'api_keys_created_by', properties: ['createdBy'] },
  ],
  uniques: [{ name: 'api_keys_key_hash', properties: ['keyHash'] }],
  checks: [
    { name: 'api_keys_key_hash_check', expression: isSha256('key_hash') },
    { name: 'api_keys_role_check', expression: oneOf('role', ['viewer', 'member', 'admin', 'owner']) },
  ],
});
