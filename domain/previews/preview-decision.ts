import type { Connection, WriteBackMode } from '../connections/connection.ts';
import type { InstallationState } from '../publishing/decision.ts';
import type { SkipReason } from '../publishing/outcome.ts';

type DecidingSettings = Pick<Connection, 'defaultBranch' | 'prPreviewEnabled' | 'pausedReason'>;

/** What the decision has to know besides the connection. */
export type PreviewFacts = { installation: InstallationState; writeBackMode: WriteBackMode };

/** Whether a pull request to `baseRef` (a short branch name) is previewed for a connection; null: it is. */
export function refusalOfPreview(
  connection: DecidingSettings,
  baseRef: string,
  facts: PreviewFacts,
): SkipReason | null {
  if (!connection.prPreviewEnabled || facts.writeBackMode === 'off') return 'preview_off';
  if (baseRef !== connection.defaultBranch) return 'base_not_default';
  if (connection.pausedReason !== null) return 'connection_paused';
  switch (facts.installation) {
    case 'missing':
      return 'installation_missing';
    case 'suspended':
      return 'installation_suspended';
    case 'active':
      return null;
    default:
      return facts.installation satisfies never;
  }
}
