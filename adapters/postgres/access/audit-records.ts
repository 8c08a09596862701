import type { Actor } from '../../../domain/access/actor.ts';
import type { AuditEvent } from '../../../domain/access/audit.ts';
import type { Sql } from '../database.ts';
import { newId } from '../new-id.ts';
import { storable } from '../storable-text.ts';

/** Writes one line of the audit log, in the transaction of the change itself: neither is there without the other. */
export async function recordAudit(sql: Sql, by: Actor, event: AuditEvent, now: Date): Promise<void> {
  const { organizationId, memberId, keyId, sessionId, address, requestId } = by;
  const { action, target, details } = event;
  await sql
    .insertInto('audit_log')
    .values({
      ...{ id: newId(), organizationId, memberId, keyId, sessionId, action, address, requestId },
      ...{ targetType: target.type, targetId: target.id, details: storable(details), createdAt: now },
    })
    .execute();
}
