import { defineEntity, p } from '@mikro-orm/postgresql';
import type { AuditAction, AuditTargetType } from '../../../domain/access/audit.ts';
import type { AuditRecordId, SessionId } from '../../../domain/shared/ids.ts';
import { oneOf } from '../check-constraints.ts';
import { ApiKeyRow, MemberRow, OrganizationRow } from './access-tables.ts';

/** Written once, never changed. What it names may be gone since; members and keys are kept, with an end. */
export const AuditRow = defineEntity({
  name: 'AuditRow',
  tableName: 'audit_log',
  properties: {
    id: p.uuid().primary().$type<AuditRecordId>(),
    organizationId: () => p.manyToOne(OrganizationRow).mapToPk().fieldName('organization_id'),
    memberId: () => p.manyToOne(MemberRow).mapToPk().fieldName('member_id'),
    keyId: () => p.manyToOne(ApiKeyRow).mapToPk().nullable().fieldName('key_id').deleteRule('no action'),
    /** Sessions are forgotten, their ids stay. With neither, the operator did it. */
    sessionId: p.uuid().$type<SessionId>().nullable(),
    action: p.text().$type<AuditAction>(),
    targetType: p.text().$type<AuditTargetType>(),
    targetId: p.text(),
    details: p.json().$type<Record<string, unknown>>(),
    address: p.text().nullable(),
    requestId: p.text().nullable(),
    createdAt: p.datetime(3),
  },
  indexes: [
    { name: 'audit_log_newest', properties: ['organizationId', 'createdAt', 'id'] },
    { name: 'audit_log_target', properties: ['organizationId', 'targetType', 'targetId', 'createdAt', 'id'] },
    {
      name: 'audit_log_yanks',
      properties: ['organizationId', 'createdAt', 'id'],
      where: oneOf('action', ['version.unyanked', 'version.yanked']),
    },
  ],
  checks: [{ name: 'audit_log_credential_check', expression: 'key_id is null or session_id is null' }],
});
