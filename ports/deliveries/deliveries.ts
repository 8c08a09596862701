import type { WantedPreview } from '../../domain/previews/preview.ts';
import type { TriggerKind } from '../../domain/publishing/attempt.ts';
import type { SkipReason } from '../../domain/publishing/outcome.ts';
import type { ConnectionId, DeliveryId, InstallationId, RepositoryId, Sha } from '../../domain/shared/ids.ts';

/** What a payload says of where it comes from, as far as it says it; nothing of it decides anything. */
export type DeliveryOrigin = {
  installationId: InstallationId | null;
  repositoryId: RepositoryId | null;
  /** `owner/name`. */
  repository: string | null;
  /** A full ref name. */
  ref: string | null;
  /** The commit that the event is about; of an annotated tag the one that it peels to. */
  commit: Sha | null;
};

/** A webhook delivery as it came. `guid` is GitHub's X-GitHub-Delivery, which a redelivery keeps. */
export type ReceivedDelivery = {
  guid: string;
  event: string;
  action: string | null;
  body: Uint8Array;
  disposition: 'pending' | 'ignored';
  origin?: DeliveryOrigin;
  /** Headers that say who sent it, by their lower-case names; never the signature. */
  headers?: Record<string, string>;
};

export type StoredDelivery = {
  id: DeliveryId;
  guid: string;
  event: string;
  body: Uint8Array;
  receivedAt: Date;
  tries: number;
};

/** What was decided for one connection that a delivery names. */
export type Decision = RunDecision | PreviewDecision;

/** `commit` is the pull request's head, `ref` its `refs/pull/<number>/head`. */
export type PreviewDecision = {
  connectionId: ConnectionId;
  trigger: 'pull_request' | 're-run';
  ref: string;
  commit: Sha;
  preview: WantedPreview;
  verdict: { kind: 'preview' } | { kind: 'skip'; reason: SkipReason };
};

export type RunDecision = {
  connectionId: ConnectionId;
  trigger: TriggerKind;
  ref: string;
  commit: Sha | null;
  verdict:
    | { kind: 'publish' }
    /** `asAttempt`: the maintainer expects a publish, so the skip is shown among the attempts too. */
    | { kind: 'skip'; reason: SkipReason; asAttempt: boolean };
};

/** The inbox. Each method is one transaction. */
export type Deliveries = {
  /**
   * Stores the delivery unless its guid is known. One that failed, for good or until its next try, is due again at once;
   * one that waits for its first try, is leased, or is done stays as it is.
   */
  receive(delivery: ReceivedDelivery): Promise<{ kind: 'stored' | 'repeated' | 'reopened' }>;
  /** The oldest pending delivery, leased to the caller for `leaseMs`: nobody else gets it until then. */
  claim(leaseMs: number): Promise<StoredDelivery | null>;
  /**
   * Records the decisions, makes the attempts (`planAutomaticRun` on each key) and the previews (`planPreview`) that they
   * call for, counts the events of default branches, and closes the delivery, all at once.
   */
  recordDecisions(id: DeliveryId, decisions: Decision[]): Promise<{ attemptsMade: number; previewsMade: number }>;
  /**
   * Puts the delivery back until `retryAt`; null: it failed for good and waits for a redelivery. `spendsNoTry`: it only
   * has to wait (a rate limit), and has all of its tries left.
   */
  recordFailure(id: DeliveryId, error: string, retryAt: Date | null, more?: { spendsNoTry: boolean }): Promise<void>;
};
