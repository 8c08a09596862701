import type { DurableSteps, Process } from '../durable-steps.ts';
import { type AttemptInput, type PublishSteps, publishStepPolicies } from './publish-version.process.ts';

/** The steps that are left to do of an attempt that was ended from outside. */
export type ConcludeSteps = Pick<PublishSteps, 'writeBack' | 'recordWriteBackFailure'>;

/** Tells the commit how an attempt ended whose own run was cancelled, so that no check-run stays in progress. */
export async function concludeAttempt(steps: DurableSteps<ConcludeSteps>, input: AttemptInput): Promise<null> {
  const written = await steps.writeBack(input);
  if (written.kind === 'gave-up') {
    await steps.recordWriteBackFailure({ ...input, message: written.fault.message });
  }
  return null;
}

/** The process as engines register it. The name is stored in every run: changing it orphans them. */
export const concludeAttemptProcess = {
  name: 'concludeAttempt',
  policies: {
    writeBack: publishStepPolicies.writeBack,
    recordWriteBackFailure: publishStepPolicies.recordWriteBackFailure,
  },
  run: concludeAttempt,
} satisfies Process<ConcludeSteps, AttemptInput, null>;
