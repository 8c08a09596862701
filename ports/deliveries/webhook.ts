import type { DeliveryEvent } from '../../domain/deliveries/delivery-event.ts';
import type { DeliveryOrigin } from './deliveries.ts';

/** Checks and reads webhook deliveries of the platform that sends them. */
export type WebhookReader = {
  /** Whether the signature (`sha256=<hex>`) was made over exactly these bytes with a secret of ours; constant time. */
  verify(body: Uint8Array, signature: string | undefined): Promise<boolean>;
  /** The event in our terms. `malformed` names the first field that is not as documented. */
  read(event: string, body: unknown): { kind: 'event'; event: DeliveryEvent } | { kind: 'malformed'; message: string };
  /** Where the event comes from, of any event and of any body: what is missing or odd is null. */
  originOf(event: string, body: unknown): DeliveryOrigin;
};
