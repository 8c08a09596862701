import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { RecordedDelivery } from '../../domain/publishing/explain-facts.ts';
import type { DeliveryLog, DeliveryQuery, Verdicts } from '../../ports/deliveries/delivery-log.ts';
import { toReadGitHub } from '../access/needs.ts';
import { toldDelivery } from '../publishing/told-errors.ts';
import type { Refusal } from '../refusal.ts';
import { deliveryScopeOf, type Tenancy } from './delivery-scope.ts';

export type ListDeliveriesPorts = Tenancy & { deliveryLog: Pick<DeliveryLog, 'list'> };
/** `verdicts`: what it meant for the organization's connections. */
export type ListedDelivery = RecordedDelivery & { verdicts: Verdicts };

export type ListDeliveries = { caller: Caller } & Omit<DeliveryQuery, 'scope'>;

/** A page of the deliveries of the organization's installations, newest first. */
export async function listDeliveries(
  ports: ListDeliveriesPorts,
  { caller, ...query }: ListDeliveries,
): Promise<{ kind: 'listed'; deliveries: ListedDelivery[]; nextCursor: string | null } | Refusal> {
  const allowed = authorize(caller, toReadGitHub);
  if (allowed.kind === 'denied') return allowed;
  const page = await ports.deliveryLog.list({ ...query, scope: deliveryScopeOf(ports, caller) });
  const deliveries = page.deliveries.map(({ verdicts, ...delivery }) => ({
    ...toldDelivery(ports, delivery),
    verdicts,
  }));
  return { kind: 'listed', ...page, deliveries };
}
