import type { PreviewFindings } from '../../domain/previews/preview-findings.ts';
import { unseenHead } from '../../domain/previews/unseen-head.ts';
import type { PreviewId } from '../../domain/shared/ids.ts';
import {
  type DurableSteps,
  type Process,
  patient,
  type StepContext,
  type StepPolicies,
  type StepResult,
  untilRecorded,
} from '../durable-steps.ts';

export type PreviewInput = { previewId: PreviewId };

/** `ended`: there is nothing to do, since a newer head superseded it, or the connection is gone. */
export type Look = { kind: 'looked'; findings: PreviewFindings } | { kind: 'ended' };

export type PreviewSteps = {
  /** Fetches, judges and packs the head's package, and compares it with the entry; no bytes are kept. */
  lookAtHead(input: PreviewInput, context: StepContext): Promise<Look>;
  /** Writes the check-run, neutral and completed, on the head. */
  tellPullRequest(input: PreviewInput & { findings: PreviewFindings }, context: StepContext): Promise<void>;
  recordTellingFailure(input: PreviewInput & { message: string }, context: StepContext): Promise<void>;
};

const previewStepPolicies: StepPolicies<PreviewSteps> = {
  lookAtHead: { ...patient, attemptTimeoutMs: 300_000 },
  tellPullRequest: { ...patient, attemptTimeoutMs: 60_000 },
  recordTellingFailure: untilRecorded,
};

export type PreviewOutcome = { findings: PreviewFindings['kind'] | null };

/** One look at a pull request's head, from its files to the check-run. Null: there was nothing to do. */
async function previewPullRequest(steps: DurableSteps<PreviewSteps>, input: PreviewInput): Promise<PreviewOutcome> {
  const look = findingsIn(await steps.lookAtHead(input));
  if (look === null) return { findings: null };
  const told = await steps.tellPullRequest({ ...input, findings: look });
  if (told.kind === 'gave-up') await steps.recordTellingFailure({ ...input, message: told.fault.message });
  return { findings: look.kind };
}

function findingsIn(look: StepResult<Look>): PreviewFindings | null {
  if (look.kind === 'gave-up') return unseenHead(look.fault);
  return look.value.kind === 'looked' ? look.value.findings : null;
}

/** The process as engines register it. The name is stored in every run: changing it orphans them. */
export const previewPullRequestProcess = {
  name: 'previewPullRequest',
  policies: previewStepPolicies,
  run: previewPullRequest,
} satisfies Process<PreviewSteps, PreviewInput, PreviewOutcome>;
