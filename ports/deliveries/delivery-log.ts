import type { Actor } from '../../domain/access/actor.ts';
import type { DeliveryStatus, RecordedDecision, RecordedDelivery } from '../../domain/publishing/explain-facts.ts';
import type { DeliveryId, OrganizationId } from '../../domain/shared/ids.ts';

/**
 * Whose deliveries: those of the organization's installations, and `unclaimed` ones too, whose installation is not
 * known or not bound to any organization.
 */
export type DeliveryScope = { organizationId: OrganizationId; unclaimed: boolean };

export type DeliveryQuery = {
  scope: DeliveryScope;
  event?: string | undefined;
  status?: DeliveryStatus | undefined;
  /** `owner/name`; upper and lower case are the same. */
  repository?: string | undefined;
  guid?: string | undefined;
  /** Those that meant this for one of the organization's connections at least; `none`: nothing for any. */
  verdict?: Verdict | 'none' | undefined;
  since?: Date | undefined;
  /** Received before this time. */
  until?: Date | undefined;
  /** 1-100 rows, newest first. */
  limit: number;
  /** The opaque `nextCursor` of the page before. */
  cursor?: string | undefined;
};

type Verdict = RecordedDecision['verdict'];

/** How often each verdict was given for the organization's connections. */
export type Verdicts = Record<Verdict, number>;

export type DeliveryDetail = {
  delivery: RecordedDelivery;
  headers: Record<string, string>;
  /** As it was signed; null once it was dropped by age. */
  body: Uint8Array | null;
  /** The organization's own, oldest first, with the repository as its connection names it now. */
  decisions: (RecordedDecision & { repository: string | null })[];
};

/** The inbox as people look into it. Each method is one transaction; cursors that it did not make give the first page. */
export type DeliveryLog = {
  list(
    query: DeliveryQuery,
  ): Promise<{ deliveries: (RecordedDelivery & { verdicts: Verdicts })[]; nextCursor: string | null }>;
  find(id: DeliveryId, scope: DeliveryScope): Promise<DeliveryDetail | null>;
  /** Has the delivery processed again, as a redelivery from GitHub would. `pending`: it waits for that already. */
  reopen(
    id: DeliveryId,
    scope: DeliveryScope,
    by: Actor,
  ): Promise<{ kind: 'reopened' | 'pending'; delivery: RecordedDelivery } | { kind: 'body-gone' | 'not-found' }>;
  /** Drops the bodies of deliveries that came before and are done; the rows stay. Gives their number, `limit` at the most. */
  dropBodies(receivedBefore: Date, limit: number): Promise<number>;
};
