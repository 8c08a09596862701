import type { DeliveryLog } from '../../ports/deliveries/delivery-log.ts';

export type DropBodiesPorts = { deliveryLog: Pick<DeliveryLog, 'dropBodies'>; now(): Date };

/** How many bodies one statement drops: they may be 25 MiB each. */
const batchSize = 200;
const dayMs = 24 * 3_600_000;

/** Drops bodies that are older than so many days; 0 keeps them for ever. Gives the number of this batch. */
export async function dropOldBodies(ports: DropBodiesPorts, retentionDays: number): Promise<number> {
  if (retentionDays === 0) return 0;
  return ports.deliveryLog.dropBodies(new Date(ports.now().getTime() - retentionDays * dayMs), batchSize);
}
