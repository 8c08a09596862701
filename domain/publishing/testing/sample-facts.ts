import { parseGitHubId, parseId, parseSha, type Sha } from '../../shared/ids.ts';
import type { Attempt } from '../attempt.ts';
import type {
  AttemptFacts,
  ConnectionFacts,
  ExplainFacts,
  RecordedDecision,
  RecordedDelivery,
  StepFacts,
} from '../explain-facts.ts';

type RowId = NonNullable<ReturnType<typeof parseId>>;

export function id<Id extends RowId>(number: number): Id {
  const parsed = parseId<Id>(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`);
  if (parsed === null) throw new Error('no UUID');
  return parsed;
}

export function sha(digit: string): Sha {
  const parsed = parseSha(digit.repeat(40));
  if (parsed === null) throw new Error('no commit');
  return parsed;
}

/** So many seconds after eight o'clock. */
export function at(seconds: number): Date {
  return new Date(Date.parse('2026-11-21T08:00:00.000Z') + seconds * 1_000);
}

export function connection(over: Partial<ConnectionFacts> = {}): ConnectionFacts {
  return {
    ...{ id: id(30), entryName: 'lint-rules', repositoryOwner: 'acme', repositoryName: 'skills' },
    ...{ defaultBranch: 'main', tagPattern: 'v*', autoPublish: true, pausedReason: null, installation: 'active' },
    ...over,
  };
}

export function delivery(over: Partial<RecordedDelivery> = {}): RecordedDelivery {
  return {
    ...{ id: id(70), guid: 'b6b7f7a0-0000-11ef-8000-000000000001', event: 'push', action: null, status: 'processed' },
    ...{ installationId: parseGitHubId(77), repositoryId: parseGitHubId(900), repository: 'acme/skills' },
    ...{ ref: 'refs/heads/main', commit: sha('a'), tries: 1, error: null },
    ...{ receivedAt: at(0), failedAt: null, retryAt: null, processedAt: at(1) },
    ...over,
  };
}

export function decision(over: Partial<RecordedDecision> = {}): RecordedDecision {
  return {
    ...{ deliveryId: id(70), connectionId: id(30), trigger: 'branch', ref: 'refs/heads/main', commit: sha('a') },
    ...{ verdict: 'publish', reason: null, attemptId: id(50), decidedAt: at(1) },
    ...over,
  };
}

export function attempt(over: Partial<Attempt> = {}): Attempt {
  return {
    ...{ id: id(50), organizationId: id(1), connectionId: id(30), entryId: id(10), trigger: 'branch' },
    ...{ entryName: 'lint-rules', repository: 'acme/skills', ref: 'refs/heads/main', commit: sha('a'), run: 1 },
    ...{ status: 'pending', reason: null, message: null },
    ...{ version: null, versionId: null, writeBackStatus: 'pending', writeBackMessage: null, checkRunId: null },
    ...{ statusContext: null, workflowId: 'publish/50', engine: 'embedded', createdAt: at(1), finishedAt: null },
    ...over,
  };
}

export function attemptFacts(over: Partial<Attempt> = {}, more: Partial<AttemptFacts> = {}): AttemptFacts {
  return { attempt: attempt(over), outcome: null, writeBackAt: null, steps: [], ...more };
}

/** A step of one try. */
export function step(name: string, from: number, to: number | null, error: string | null = null): StepFacts {
  const startedAt = at(from).toISOString();
  const finishedAt = to === null ? null : at(to).toISOString();
  return { name, startedAt, finishedAt, tries: [{ number: 1, startedAt, finishedAt, error, retryAt: null }] };
}

export function facts(over: Partial<ExplainFacts> = {}): ExplainFacts {
  return {
    subject: { repository: 'acme/skills', commit: 'aaaaaaa', ref: null, delivery: null },
    ...{ connections: [connection()], deliveries: [], decisions: [], attempts: [], truncated: false },
    ...over,
  };
}
