import type { NamedVersion, PublishOutcome, SkipReason } from './outcome.ts';
import { explainSkip, type SkipContext } from './skip-reason.ts';

/** The outcome of an attempt that is skipped; `version` is the one that made publishing needless, if there is one. */
export function skipped(
  reason: SkipReason,
  context: SkipContext,
  version: NamedVersion | null = null,
): Extract<PublishOutcome, { kind: 'skipped' }> {
  const { sentence, fix } = explainSkip(reason, { version: version?.version ?? null, ...context });
  return { kind: 'skipped', reason, message: `${sentence} ${fix}`, version };
}
