import type { WriteBackMode } from '../connections/connection.ts';
import type { InstallationFacts } from '../installations/installation.ts';
import { missingPermissions } from '../installations/needs.ts';

const neededPermissions = [
  { name: 'checks', level: 'write' },
  { name: 'statuses', level: 'write' },
] as const;

/**
 * What keeps outcomes from being written to commits although that is switched on, in the order in which people set it up.
 * `installation`: what GitHub says of it; null: it is not known. `repository`: it is archived, and takes no writes.
 */
export function missingForWriteBack(
  installation: Pick<InstallationFacts, 'permissions'> | null,
  mode: WriteBackMode,
  isArchived: boolean,
): string[] {
  const own = [...(isArchived ? ['repository'] : []), ...(mode === 'off' ? ['setting write_back_mode:checks'] : [])];
  if (installation === null) return ['installation', ...own];
  return [...missingPermissions(installation, neededPermissions), ...own];
}
