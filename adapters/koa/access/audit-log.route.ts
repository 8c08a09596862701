import { z } from 'zod';
import { auditActions, auditTargetTypes } from '../../../domain/access/audit.ts';
import type { MemberId } from '../../../domain/shared/ids.ts';
import { listAuditLog } from '../../../workflows/access/list-audit-log.use-case.ts';
import { nextCursor } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pageCursor, pageLimit, plainText, rowId } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { auditRecordJson, auditRecordSchema } from './access-json.ts';

const time = z.iso.datetime({ offset: true }).pipe(z.coerce.date()).optional();

const query = z.strictObject({
  action: z.enum(auditActions).optional(),
  member_id: rowId<MemberId>().optional().meta({ description: 'Only what this member did.' }),
  target_type: z.enum(auditTargetTypes).optional(),
  target_id: plainText(1, 200).optional().meta({ description: 'Only what was done to this thing.' }),
  since: time.meta({ description: 'From this time on.' }),
  until: time.meta({ description: 'Before this time.' }),
  limit: pageLimit,
  cursor: pageCursor,
});

/** Who changed what, when and from where. */
export function auditLogEndpoints(deps: HttpDeps): Endpoint[] {
  return [list(deps)];
}

const list = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: '/api/v1/organization/audit-log',
    operationId: 'listAuditLog',
    tag: 'Organization',
    summary: 'List what was changed',
    description:
      'Every change that was made through this API: who made it, with which key or in a session, when and from where.',
    access: 'key',
    query,
    answers: {
      200: {
        description: 'A page, newest first.',
        body: z.strictObject({ records: z.array(auditRecordSchema), next_cursor: nextCursor }),
      },
    },
  }).handle(async ({ caller, query: wanted }) => {
    const { action, since, until, limit, cursor } = wanted;
    const { member_id: memberId, target_type: targetType, target_id: targetId } = wanted;
    const filters = { action, memberId, targetType, targetId, since, until };
    const page = unlessRefused(await listAuditLog(deps, { caller, ...filters, limit, cursor }));
    return { status: 200, body: { records: page.records.map(auditRecordJson), next_cursor: page.nextCursor } };
  });
