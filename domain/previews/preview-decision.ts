import type { Connection, WriteBackMode } from '../connections/connection.ts';
import { type DecisionFacts, refusalOfState } from '../publishing/decision.ts';
import type { SkipReason } from '../publishing/outcome.ts';

type DecidingSettings = Pick<Connection, 'defaultBranch' | 'prPreviewEnabled' | 'pausedReason'>;

/** What the decision has to know besides the connection. */
export type PreviewFacts = DecisionFacts & { writeBackMode: WriteBackMode };

/** Whether a pull request to `baseRef` (a short branch name) is previewed for a connection; null: it is. */
export function refusalOfPreview(
  connection: DecidingSettings,
  baseRef: string,
  facts: PreviewFacts,
): SkipReason | null {
  if (!connection.prPreviewEnabled || facts.writeBackMode === 'off') return 'preview_off';
  if (baseRef !== connection.defaultBranch) return 'base_not_default';
  return refusalOfState(connection, facts);
}
