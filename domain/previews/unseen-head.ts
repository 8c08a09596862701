import { outcomeOfGaveUp } from '../publishing/failure.ts';
import type { PreviewFindings } from './preview-findings.ts';

type Fault = Parameters<typeof outcomeOfGaveUp>[1];

/** What is said of a head whose files could not be read, in the terms of a publish that could not read them. */
export function unseenHead(fault: Fault): PreviewFindings {
  const outcome = outcomeOfGaveUp('packSource', fault);
  if (outcome.kind === 'published') throw new Error('What was given up published nothing.');
  const { reason, message } = outcome;
  return { kind: 'not-looked-at', reason, message };
}
