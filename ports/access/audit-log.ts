import type { AuditAction, AuditEvent, AuditTargetType } from '../../domain/access/audit.ts';
import type { ApiKeyId, AuditRecordId, MemberId, OrganizationId } from '../../domain/shared/ids.ts';

/** `since` and `until` (excluded) bound the time of the change. */
export type AuditQuery = {
  organizationId: OrganizationId;
  action?: AuditAction | undefined;
  memberId?: MemberId | undefined;
  targetType?: AuditTargetType | undefined;
  targetId?: string | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
  limit: number;
  cursor?: string | undefined;
};

/** What was done, by whom, when and from where. The member may be gone since, the key revoked. */
export type AuditRecord = AuditEvent & {
  id: AuditRecordId;
  member: { id: MemberId; name: string };
  key: { id: ApiKeyId; name: string; prefix: string };
  address: string | null;
  requestId: string | null;
  createdAt: Date;
};

export type AuditLog = {
  /** One page, newest first. */
  list(query: AuditQuery): Promise<{ records: AuditRecord[]; nextCursor: string | null }>;
};
