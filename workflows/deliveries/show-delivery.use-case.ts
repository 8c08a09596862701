import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { RecordedDecision, RecordedDelivery } from '../../domain/publishing/explain-facts.ts';
import { explainSkip } from '../../domain/publishing/skip-reason.ts';
import type { DeliveryId } from '../../domain/shared/ids.ts';
import type { DeliveryLog } from '../../ports/deliveries/delivery-log.ts';
import { toReadGitHub, toReadPayloads } from '../access/needs.ts';
import { toldDelivery } from '../publishing/told-errors.ts';
import { notFound, type Refusal } from '../refusal.ts';
import { deliveryScopeOf, type Tenancy } from './delivery-scope.ts';

export type ShowDeliveryPorts = Tenancy & { deliveryLog: Pick<DeliveryLog, 'find'> };

/** What was decided for one connection, and of a skip why, and what to do. `repository` is null when it was deleted. */
export type ShownDecision = RecordedDecision & {
  repository: string | null;
  sentence: string | null;
  fix: string | null;
};

export type ShownPayload =
  | { kind: 'given'; json: unknown }
  /** Dropped by age, or not for this caller; `message` says which. */
  | { kind: 'gone' | 'withheld'; message: string };

export type ShownDelivery = {
  delivery: RecordedDelivery;
  headers: Record<string, string>;
  decisions: ShownDecision[];
  payload: ShownPayload;
};

/** One delivery with what came of it. Payloads are for admins. */
export async function showDelivery(
  ports: ShowDeliveryPorts,
  { caller, deliveryId }: { caller: Caller; deliveryId: DeliveryId },
): Promise<({ kind: 'found' } & ShownDelivery) | Refusal> {
  const allowed = authorize(caller, toReadGitHub);
  if (allowed.kind === 'denied') return allowed;
  const found = await ports.deliveryLog.find(deliveryId, deliveryScopeOf(ports, caller));
  if (!found) return deliveryNotFound(deliveryId);
  const { delivery, headers, decisions, body } = found;
  return {
    kind: 'found',
    delivery: toldDelivery(ports, delivery),
    headers,
    decisions: decisions.map(shownDecision),
    payload: payloadOf(caller, body),
  };
}

function shownDecision(decision: RecordedDecision & { repository: string | null }): ShownDecision {
  const { verdict, reason, repository, ref } = decision;
  if (verdict !== 'skip' || reason === null) return { ...decision, sentence: null, fix: null };
  return { ...decision, ...explainSkip(reason, { repository: repository ?? 'the repository', ref }) };
}

function payloadOf(caller: Caller, body: Uint8Array | null): ShownPayload {
  const allowed = authorize(caller, toReadPayloads);
  if (allowed.kind === 'denied') return { kind: 'withheld', message: allowed.message };
  if (body === null) {
    const message = 'The body was dropped by age (DELIVERY_RETENTION_DAYS). Redeliver it from GitHub to have it again.';
    return { kind: 'gone', message };
  }
  return { kind: 'given', json: JSON.parse(new TextDecoder().decode(body)) };
}

export function deliveryNotFound(id: DeliveryId): Refusal {
  const message = `There is no delivery ${id} here. GET /api/v1/github/deliveries lists those of your organization's installations.`;
  return notFound('delivery_not_found', message);
}
