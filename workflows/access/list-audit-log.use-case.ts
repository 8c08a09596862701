import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { AuditLog, AuditQuery, AuditRecord } from '../../ports/access/audit-log.ts';
import type { Refusal } from '../refusal.ts';
import { toManageOrganization } from './needs.ts';

export type ListAuditLog = { caller: Caller } & Omit<AuditQuery, 'organizationId'>;

/** One page of what was changed in the caller's organization, newest first. */
export async function listAuditLog(
  ports: { auditLog: AuditLog },
  { caller, ...query }: ListAuditLog,
): Promise<{ kind: 'records'; records: AuditRecord[]; nextCursor: string | null } | Refusal> {
  const allowed = authorize(caller, toManageOrganization);
  if (allowed.kind === 'denied') return allowed;
  return { kind: 'records', ...(await ports.auditLog.list({ ...query, organizationId: caller.organizationId })) };
}
