import { z } from 'zod';
import type { RecordedDelivery } from '../../../domain/publishing/explain-facts.ts';
import type { ListedDelivery } from '../../../workflows/deliveries/list-deliveries.use-case.ts';
import type { ShownDecision, ShownDelivery } from '../../../workflows/deliveries/show-delivery.use-case.ts';
import { commitSha, count, timestamp, uuid } from '../answer-fields.ts';
import { decisionTrigger } from '../publishing/attempt-json.ts';

export const deliveryStatus = z.enum(['pending', 'processed', 'ignored', 'failed']);

const deliveryFields = {
  id: uuid,
  guid: z.string().meta({ description: "GitHub's `X-GitHub-Delivery`; a redelivery keeps it." }),
  event: z.string(),
  action: z.string().nullable(),
  status: deliveryStatus,
  installation_id: count(1).nullable(),
  repository_id: count(1).nullable(),
  repo_full_name: z.string().nullable(),
  ref: z.string().nullable(),
  commit: commitSha.nullable(),
  tries: count(),
  error: z
    .string()
    .nullable()
    .meta({ description: 'Why the last try failed. With TENANCY=multi, errors of the service itself are not told.' }),
  received_at: timestamp,
  failed_at: timestamp.nullable(),
  retry_at: timestamp.nullable(),
  processed_at: timestamp.nullable(),
};

export const deliverySchema = z
  .strictObject(deliveryFields)
  .meta({ id: 'Delivery', description: 'A webhook delivery of GitHub.' });

export const listedDeliverySchema = z
  .strictObject({
    ...deliveryFields,
    verdicts: z
      .strictObject({ publish: count(), joined: count(), skip: count(), preview: count() })
      .meta({ description: "What was decided, each for so many of the organization's connections." }),
  })
  .meta({ id: 'ListedDelivery' });

const decisionSchema = z
  .strictObject({
    connection_id: uuid,
    repo_full_name: z.string().nullable().meta({ description: 'Null when the connection was deleted.' }),
    trigger: decisionTrigger,
    ref: z.string(),
    commit: commitSha.nullable(),
    verdict: z
      .enum(['publish', 'joined', 'skip', 'preview'])
      .meta({ description: '`joined`: the attempt that is named serves an earlier event too.' }),
    reason: z.string().nullable(),
    sentence: z.string().nullable().meta({ description: 'Of a skip: why.' }),
    fix: z.string().nullable().meta({ description: 'Of a skip: what to do when that is not wanted.' }),
    attempt_id: uuid.nullable(),
    decided_at: timestamp,
  })
  .meta({ id: 'DeliveryDecision', description: 'What a delivery meant for one connection.' });

export const deliveryDetailSchema = z
  .strictObject({
    ...deliveryFields,
    headers: z.record(z.string(), z.string()).meta({ description: 'Those that say who sent it, by lower-case names.' }),
    decisions: z.array(decisionSchema),
    payload: z
      .unknown()
      .meta({ description: 'The body. Null for callers below admin, and once it was dropped by age.' }),
    payload_note: z.string().nullable().meta({ description: 'Why there is no payload.' }),
  })
  .meta({ id: 'DeliveryDetail' });

export function deliveryJson(delivery: RecordedDelivery): z.input<typeof deliverySchema> {
  return {
    id: delivery.id,
    guid: delivery.guid,
    event: delivery.event,
    action: delivery.action,
    status: delivery.status,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    repo_full_name: delivery.repository,
    ref: delivery.ref,
    commit: delivery.commit,
    tries: delivery.tries,
    error: delivery.error,
    received_at: delivery.receivedAt.toISOString(),
    failed_at: delivery.failedAt?.toISOString() ?? null,
    retry_at: delivery.retryAt?.toISOString() ?? null,
    processed_at: delivery.processedAt?.toISOString() ?? null,
  };
}

export function listedDeliveryJson(delivery: ListedDelivery): z.input<typeof listedDeliverySchema> {
  return { ...deliveryJson(delivery), verdicts: delivery.verdicts };
}

export function deliveryDetailJson(shown: ShownDelivery): z.input<typeof deliveryDetailSchema> {
  const { delivery, headers, decisions, payload } = shown;
  return {
    ...deliveryJson(delivery),
    headers,
    decisions: decisions.map(decisionJson),
    payload: payload.kind === 'given' ? payload.json : null,
    payload_note: payload.kind === 'given' ? null : payload.message,
  };
}

function decisionJson(decision: ShownDecision): z.input<typeof decisionSchema> {
  const { connectionId, repository, attemptId, decidedAt, deliveryId: _, ...told } = decision;
  const ids = { connection_id: connectionId, repo_full_name: repository, attempt_id: attemptId };
  return { ...told, ...ids, decided_at: decidedAt.toISOString() };
}
