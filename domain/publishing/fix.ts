import { explainFailure, isFailureCode } from './failure.ts';
import type { PublishOutcome } from './outcome.ts';
import { explainSkip, isSkipReason, type SkipContext } from './skip-reason.ts';

type Ended = { status: PublishOutcome['kind'] | 'pending'; reason: string | null };

/** What to do about an attempt that published nothing, in one sentence, by its stable code; null when there is nothing to mend. */
export function fixOf({ status, reason }: Ended, context: SkipContext): string | null {
  if (reason === null || status === 'published' || status === 'pending') return null;
  if (isSkipReason(reason)) return explainSkip(reason, context).fix;
  // The codes of refused packages: their messages name the file.
  return isFailureCode(reason) ? explainFailure(reason).fix : 'Mend what the message names, and push again.';
}
