import type { Credential } from '../../domain/access/actor.ts';
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
  via: Credential;
  /** Null, unless it was done with a key. */
  key: { id: ApiKeyId; name: string; prefix: string } | null;
  address: string | null;
  requestId: string | null;
  createdAt: Date;
};

export type AuditLog = {
  /** One page, newest first. */
  list(query: AuditQuery): Promise<{ records: AuditRecord[]; nextCursor: string | null }>;
};
