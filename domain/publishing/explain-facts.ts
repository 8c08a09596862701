import type { Connection } from '../connections/connection.ts';
import type { InstallationState } from '../installations/installation-state.ts';
import type { AttemptId, ConnectionId, DeliveryId, InstallationId, RepositoryId, Sha } from '../shared/ids.ts';
import type { Attempt, DecisionTrigger } from './attempt.ts';
import type { PublishOutcome, SkipReason } from './outcome.ts';

export type DeliveryStatus = 'pending' | 'processed' | 'ignored' | 'failed';

/** A webhook delivery as it is kept, without its body. */
export type RecordedDelivery = {
  id: DeliveryId;
  /** GitHub's `X-GitHub-Delivery`. */
  guid: string;
  event: string;
  action: string | null;
  status: DeliveryStatus;
  installationId: InstallationId | null;
  repositoryId: RepositoryId | null;
  /** `owner/name`, as the payload says it. */
  repository: string | null;
  ref: string | null;
  commit: Sha | null;
  tries: number;
  /** Why the last try failed. */
  error: string | null;
  receivedAt: Date;
  failedAt: Date | null;
  retryAt: Date | null;
  processedAt: Date | null;
};

/** What a delivery meant for one connection. `joined`: the attempt that it names served an earlier event. */
export type RecordedDecision = {
  deliveryId: DeliveryId;
  connectionId: ConnectionId;
  trigger: DecisionTrigger;
  ref: string;
  commit: Sha | null;
  verdict: 'publish' | 'joined' | 'skip' | 'preview';
  reason: SkipReason | null;
  attemptId: AttemptId | null;
  decidedAt: Date;
};

/** Times are ISO 8601 in UTC. */
export type TryFacts = {
  number: number;
  startedAt: string;
  finishedAt: string | null;
  error: string | null;
  retryAt: string | null;
};
export type StepFacts = { name: string; startedAt: string; finishedAt: string | null; tries: readonly TryFacts[] };

export type AttemptFacts = {
  attempt: Attempt;
  outcome: PublishOutcome | null;
  /** When the write-back was settled. */
  writeBackAt: Date | null;
  steps: readonly StepFacts[];
};

export type ConnectionFacts = Pick<
  Connection,
  | 'id'
  | 'entryName'
  | 'repositoryOwner'
  | 'repositoryName'
  | 'defaultBranch'
  | 'tagPattern'
  | 'autoPublish'
  | 'pausedReason'
> & { installation: InstallationState };

/** What was asked about. `commit` may be abbreviated; `ref` short or full; `delivery` a GUID or an id of ours. */
export type ExplainSubject = {
  repository: string | null;
  commit: string | null;
  ref: string | null;
  delivery: string | null;
};

/** All that is known of the subject, in any order; `truncated`: there is more that was not looked at. */
export type ExplainFacts = {
  subject: ExplainSubject;
  connections: readonly ConnectionFacts[];
  deliveries: readonly RecordedDelivery[];
  decisions: readonly RecordedDecision[];
  attempts: readonly AttemptFacts[];
  truncated: boolean;
};
