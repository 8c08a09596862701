import { repositoryFullName } from '../connections/connection.ts';
import type { AttemptId, ConnectionId, DeliveryId } from '../shared/ids.ts';
import type { ConnectionFacts, ExplainFacts } from './explain-facts.ts';
import type { SkipContext } from './skip-reason.ts';

/** In the order in which things of one moment happened. */
export const timelineKinds = [
  'delivery_received',
  'delivery_ignored',
  'delivery_failed',
  'delivery_processed',
  'decision',
  'attempt_created',
  'step',
  'step_failed',
  'waiting',
  'outcome',
  'write_back',
] as const;

/** One thing that happened. `code` is stable; `fix` says what to do when that is not what was wanted. */
export type TimelineEvent = {
  at: Date;
  kind: (typeof timelineKinds)[number];
  summary: string;
  code: string | null;
  fix: string | null;
  deliveryId: DeliveryId | null;
  attemptId: AttemptId | null;
  connectionId: ConnectionId | null;
  details: Record<string, string | number | null>;
};

export function connectionOf({ connections }: ExplainFacts, id: ConnectionId): ConnectionFacts | undefined {
  return connections.find((connection) => connection.id === id);
}

/** What the sentences of a skip of this connection can name. */
export function skipContextOf(
  facts: ExplainFacts,
  connectionId: ConnectionId,
  ref: string,
  version: string | null = null,
): SkipContext {
  const connection = connectionOf(facts, connectionId);
  const repository = connection ? repositoryFullName(connection) : (facts.subject.repository ?? 'the repository');
  if (!connection) return { repository, ref, version };
  const { defaultBranch, tagPattern, pausedReason } = connection;
  return { repository, ref, defaultBranch, tagPattern, pausedReason, version };
}

export function short(commit: string): string {
  return commit.slice(0, 7);
}
