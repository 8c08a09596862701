import { defineEntity, p } from '@mikro-orm/postgresql';
import type { TriggerKind } from '../../../domain/publishing/attempt.ts';
import type { SkipReason } from '../../../domain/publishing/outcome.ts';
import type { ConnectionId, DeliveryId, Sha } from '../../../domain/shared/ids.ts';
import { isCommit, oneOf } from '../check-constraints.ts';
import { AttemptRow } from '../publishing/attempt-tables.ts';

export const DeliveryRow = defineEntity({
  name: 'DeliveryRow',
  tableName: 'webhook_deliveries',
  properties: {
    id: p.uuid().primary().$type<DeliveryId>(),
    guid: p.text(),
    event: p.text(),
    action: p.text().nullable(),
    body: p.blob().$type<Uint8Array>(),
    status: p.text().$type<'pending' | 'processed' | 'ignored' | 'failed'>(),
    tries: p.integer().default(0),
    leasedUntil: p.datetime(3).nullable(),
    retryAt: p.datetime(3).nullable(),
    error: p.text().nullable(),
    receivedAt: p.datetime(3),
    processedAt: p.datetime(3).nullable(),
  },
  indexes: [
    { name: 'webhook_deliveries_pending', properties: ['receivedAt', 'id'], where: "status = 'pending'::text" },
    { name: 'webhook_deliveries_newest', properties: ['receivedAt', 'id'] },
  ],
  uniques: [{ name: 'webhook_deliveries_guid', properties: ['guid'] }],
  checks: [
    {
      name: 'webhook_deliveries_status_check',
      expression: oneOf('status', ['pending', 'processed', 'ignored', 'failed']),
    },
  ],
});

/** What a delivery meant for one connection. `joined`: the attempt that it names served an earlier event. */
export const DecisionRow = defineEntity({
  name: 'DecisionRow',
  tableName: 'github_decisions',
  properties: {
    id: p.uuid().primary(),
    deliveryId: () => p.manyToOne(DeliveryRow).mapToPk().fieldName('delivery_id'),
    connectionId: p.uuid().$type<ConnectionId>(),
    trigger: p.text().$type<TriggerKind>(),
    ref: p.text(),
    commit: p.text().$type<Sha>().nullable(),
    verdict: p.text().$type<'publish' | 'joined' | 'skip'>(),
    reason: p.text().$type<SkipReason>().nullable(),
    attemptId: () => p.manyToOne(AttemptRow).mapToPk().nullable().fieldName('attempt_id').deleteRule('no action'),
    createdAt: p.datetime(3),
  },
  indexes: [
    { name: 'github_decisions_delivery', properties: ['deliveryId'] },
    { name: 'github_decisions_connection', properties: ['connectionId', 'createdAt', 'id'] },
    { name: 'github_decisions_attempt', properties: ['attemptId'] },
  ],
  checks: [
    {
      name: 'github_decisions_trigger_check',
      expression: oneOf('trigger', ['branch', 'tag', 'manual', 're-run', 'sweep']),
    },
    { name: 'github_decisions_verdict_check', expression: oneOf('verdict', ['publish', 'joined', 'skip']) },
    { name: 'github_decisions_commit_check', expression: isCommit('commit') },
  ],
});
