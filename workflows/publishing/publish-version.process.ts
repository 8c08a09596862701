import { outcomeOfGaveUp } from '../../domain/publishing/failure.ts';
import type { PublishOutcome } from '../../domain/publishing/outcome.ts';
import type { AttemptId } from '../../domain/shared/ids.ts';
import {
  type DurableSteps,
  type Process,
  patient,
  type StepContext,
  type StepPolicies,
  type StepResult,
  untilRecorded,
} from '../durable-steps.ts';

export type AttemptInput = { attemptId: AttemptId };

/** What the attempt's ref stands for. `ended`: there is nothing to do, since it was joined, cancelled or deleted. */
export type Resolution = { kind: 'resolved' } | { kind: 'refused'; outcome: PublishOutcome } | { kind: 'ended' };

/** Packed bytes are named by their hash; they lie in the artifact store. Hashes are lower-case hex SHA-256. */
export type Packed = { kind: 'packed'; contentHash: string; manifestHash: string };
export type Rejected = { kind: 'rejected'; outcome: PublishOutcome };

export type PublishSteps = {
  /** Settles ref and commit, and refuses a ref that stands for no version. */
  resolveCommit(input: AttemptInput, context: StepContext): Promise<Resolution>;
  /** Check-run in progress, commit status pending. */
  announce(input: AttemptInput, context: StepContext): Promise<void>;
  /** Fetches, judges, packs and stores the package's files. */
  packSource(input: AttemptInput, context: StepContext): Promise<Packed | Rejected>;
  /** Asks for the branch's head, then records version, current version and outcome at once. */
  pushVersion(input: AttemptInput & { packed: Packed }, context: StepContext): Promise<PublishOutcome>;
  /** Records how an attempt ended that did not come to a push. */
  recordOutcome(input: AttemptInput & { outcome: PublishOutcome }, context: StepContext): Promise<PublishOutcome>;
  /** Check-run completed, commit status final. */
  writeBack(input: AttemptInput, context: StepContext): Promise<void>;
  recordWriteBackFailure(input: AttemptInput & { message: string }, context: StepContext): Promise<void>;
};

export const publishStepPolicies: StepPolicies<PublishSteps> = {
  resolveCommit: { ...patient, attemptTimeoutMs: 30_000 },
  // The final write-back makes up for a lost announcement, so this one does not hold the publish up.
  announce: { ...patient, maxAttempts: 3, attemptTimeoutMs: 30_000, maxRateLimitWaits: 0 },
  packSource: { ...patient, attemptTimeoutMs: 300_000 },
  pushVersion: { ...patient, attemptTimeoutMs: 60_000 },
  recordOutcome: untilRecorded,
  writeBack: { ...patient, attemptTimeoutMs: 60_000 },
  recordWriteBackFailure: untilRecorded,
};

export type PublishResult = { outcome: PublishOutcome | null };

/**
 * One publish attempt from its ref to the answer on the commit. It always ends in an outcome that is recorded and
 * written back; the outcome is null when there was nothing to do or not even our own database could be reached.
 */
export async function publishVersion(steps: DurableSteps<PublishSteps>, input: AttemptInput): Promise<PublishResult> {
  const resolved = await steps.resolveCommit(input);
  if (resolved.kind === 'done' && resolved.value.kind === 'ended') return { outcome: null };
  const refusal = refusalOf('resolveCommit', resolved);
  const outcome = refusal ? await steps.recordOutcome({ ...input, outcome: refusal }) : await publish(steps, input);
  await tellCommit(steps, input);
  return { outcome: outcome.kind === 'done' ? outcome.value : null };
}

async function tellCommit(steps: DurableSteps<ConcludeSteps>, input: AttemptInput): Promise<void> {
  const written = await steps.writeBack(input);
  if (written.kind === 'gave-up') {
    await steps.recordWriteBackFailure({ ...input, message: written.fault.message });
  }
}

async function publish(steps: DurableSteps<PublishSteps>, input: AttemptInput): Promise<StepResult<PublishOutcome>> {
  await steps.announce(input);
  const packed = await steps.packSource(input);
  if (packed.kind === 'gave-up') return record(steps, input, outcomeOfGaveUp('packSource', packed.fault));
  if (packed.value.kind === 'rejected') return record(steps, input, packed.value.outcome);
  const pushed = await steps.pushVersion({ ...input, packed: packed.value });
  if (pushed.kind === 'done') return pushed;
  return record(steps, input, outcomeOfGaveUp('pushVersion', pushed.fault));
}

function record(steps: DurableSteps<PublishSteps>, input: AttemptInput, outcome: PublishOutcome) {
  return steps.recordOutcome({ ...input, outcome });
}

function refusalOf(step: string, result: StepResult<Resolution>): PublishOutcome | null {
  if (result.kind === 'gave-up') return outcomeOfGaveUp(step, result.fault);
  return result.value.kind === 'refused' ? result.value.outcome : null;
}

/** The process as engines register it. The name is stored in every run: changing it orphans them. */
export const publishVersionProcess = {
  name: 'publishVersion',
  policies: publishStepPolicies,
  run: publishVersion,
} satisfies Process<PublishSteps, AttemptInput, PublishResult>;

/** The steps that are left to do of an attempt that was ended from outside. */
type ConcludeSteps = Pick<PublishSteps, 'writeBack' | 'recordWriteBackFailure'>;

/** Tells the commit how an attempt ended whose own run was cancelled, so that no check-run stays in progress. */
async function concludeAttempt(steps: DurableSteps<ConcludeSteps>, input: AttemptInput): Promise<null> {
  await tellCommit(steps, input);
  return null;
}

export const concludeAttemptProcess = {
  name: 'concludeAttempt',
  policies: {
    writeBack: publishStepPolicies.writeBack,
    recordWriteBackFailure: publishStepPolicies.recordWriteBackFailure,
  },
  run: concludeAttempt,
} satisfies Process<ConcludeSteps, AttemptInput, null>;
