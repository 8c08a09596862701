import { defineEntity, p } from '@mikro-orm/postgresql';
import type { DecisionTrigger } from '../../../domain/publishing/attempt.ts';
import type { SkipReason } from '../../../domain/publishing/outcome.ts';
import type { ConnectionId, DeliveryId, InstallationId, RepositoryId, Sha } from '../../../domain/shared/ids.ts';
import { OrganizationRow } from '../access/access-tables.ts';
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
    /** Null once it was dropped by age. */
    body: p.blob().$type<Uint8Array>().nullable(),
    /** Headers of the request that say where it came from, by their lower-case names. */
    headers: p.json().$type<Record<string, string>>().nullable(),
    installationId: p.bigint('number').$type<InstallationId>().nullable(),
    repositoryId: p.bigint('number').$type<RepositoryId>().nullable(),
    /** `owner/name` as the payload says it. */
    repository: p.text().nullable(),
    /** The same for looking up, as in `ConnectionRow`. */
    repositoryKey: p.text().nullable().generated('lower(repository) stored'),
    ref: p.text().nullable(),
    commit: p.text().$type<Sha>().nullable(),
    status: p.text().$type<'pending' | 'processed' | 'ignored' | 'failed'>(),
    tries: p.integer().default(0),
    leasedUntil: p.datetime(3).nullable(),
    retryAt: p.datetime(3).nullable(),
    error: p.text().nullable(),
    /** When a try failed last. */
    failedAt: p.datetime(3).nullable(),
    receivedAt: p.datetime(3),
    processedAt: p.datetime(3).nullable(),
  },
  indexes: [
    { name: 'webhook_deliveries_pending', properties: ['receivedAt', 'id'], where: "status = 'pending'::text" },
    { name: 'webhook_deliveries_newest', properties: ['receivedAt', 'id'] },
    { name: 'webhook_deliveries_installation', properties: ['installationId', 'receivedAt', 'id'] },
    { name: 'webhook_deliveries_commit', properties: ['commit', 'installationId'] },
    { name: 'webhook_deliveries_event', properties: ['event', 'receivedAt', 'id'] },
    { name: 'webhook_deliveries_repository', properties: ['repositoryKey', 'receivedAt', 'id'] },
    { name: 'webhook_deliveries_bodies', properties: ['receivedAt'], where: 'body is not null' },
    { name: 'webhook_deliveries_failed', properties: ['receivedAt', 'id'], where: "status = 'failed'::text" },
  ],
  uniques: [{ name: 'webhook_deliveries_guid', properties: ['guid'] }],
  checks: [
    {
      name: 'webhook_deliveries_status_check',
      expression: oneOf('status', ['pending', 'processed', 'ignored', 'failed']),
    },
    { name: 'webhook_deliveries_commit_check', expression: isCommit('commit') },
  ],
});

/** What a delivery meant for one connection. `joined`: the attempt that it names served an earlier event. */
export const DecisionRow = defineEntity({
  name: 'DecisionRow',
  tableName: 'github_decisions',
  properties: {
    id: p.uuid().primary(),
    deliveryId: () => p.manyToOne(DeliveryRow).mapToPk().fieldName('delivery_id'),
    /** The connection's; null for decisions of connections that were gone when this column came. */
    organizationId: () =>
      p.manyToOne(OrganizationRow).mapToPk().nullable().fieldName('organization_id').deleteRule('no action'),
    connectionId: p.uuid().$type<ConnectionId>(),
    trigger: p.text().$type<DecisionTrigger>(),
    ref: p.text(),
    commit: p.text().$type<Sha>().nullable(),
    verdict: p.text().$type<'publish' | 'joined' | 'skip' | 'preview'>(),
    reason: p.text().$type<SkipReason>().nullable(),
    attemptId: () => p.manyToOne(AttemptRow).mapToPk().nullable().fieldName('attempt_id').deleteRule('no action'),
    createdAt: p.datetime(3),
  },
  indexes: [
    { name: 'github_decisions_delivery', properties: ['deliveryId'] },
    { name: 'github_decisions_connection', properties: ['connectionId', 'createdAt', 'id'] },
    { name: 'github_decisions_attempt', properties: ['attemptId'] },
    { name: 'github_decisions_verdict', properties: ['organizationId', 'verdict', 'deliveryId'] },
    { name: 'github_decisions_commit', properties: ['organizationId', 'commit'] },
  ],
  checks: [
    {
      name: 'github_decisions_trigger_check',
      expression: oneOf('trigger', ['branch', 'tag', 'manual', 're-run', 'sweep', 'pull_request']),
    },
    { name: 'github_decisions_verdict_check', expression: oneOf('verdict', ['publish', 'joined', 'skip', 'preview']) },
    { name: 'github_decisions_commit_check', expression: isCommit('commit') },
  ],
});
