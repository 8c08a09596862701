import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { RecordedDelivery } from '../../domain/publishing/explain-facts.ts';
import type { DeliveryId } from '../../domain/shared/ids.ts';
import type { DeliveryLog } from '../../ports/deliveries/delivery-log.ts';
import { toChangeGitHub } from '../access/needs.ts';
import { toldDelivery } from '../publishing/told-errors.ts';
import { conflict, type Refusal } from '../refusal.ts';
import { deliveryScopeOf, type Tenancy } from './delivery-scope.ts';
import { deliveryNotFound } from './show-delivery.use-case.ts';

export type ReopenDeliveryPorts = Tenancy & {
  deliveryLog: Pick<DeliveryLog, 'reopen'>;
  wakeDispatcher(): void;
};

/** Has a delivery processed once more, as a redelivery from GitHub would: what was published already stays as it is. */
export async function reopenDelivery(
  ports: ReopenDeliveryPorts,
  { caller, deliveryId }: { caller: Caller; deliveryId: DeliveryId },
): Promise<{ kind: 'reopened'; delivery: RecordedDelivery } | Refusal> {
  const allowed = authorize(caller, toChangeGitHub);
  if (allowed.kind === 'denied') return allowed;
  const reopened = await ports.deliveryLog.reopen(deliveryId, deliveryScopeOf(ports, caller), caller);
  switch (reopened.kind) {
    case 'not-found':
      return deliveryNotFound(deliveryId);
    case 'body-gone': {
      const message = `The body of delivery ${deliveryId} was dropped by age. Redeliver it from the App's settings on GitHub instead.`;
      return conflict('body_gone', message);
    }
    case 'reopened':
    case 'pending':
      ports.wakeDispatcher();
      return { kind: 'reopened', delivery: toldDelivery(ports, reopened.delivery) };
    default:
      return reopened satisfies never;
  }
}
