import type { WriteBackMode } from '../connections/connection.ts';
import type { InstallationFacts } from '../installations/installation.ts';
import { missingPermissions } from '../installations/needs.ts';

type Subscription = Pick<InstallationFacts, 'permissions' | 'events'>;

const neededPermissions = [
  { name: 'checks', level: 'write' },
  { name: 'pull_requests', level: 'read' },
] as const;
const neededEvent = 'pull_request';

/**
 * What keeps previews of pull requests from being made although they are switched on, in the order in which people set it
 * up. `installation`: what GitHub says of it; null: it is not known. `permission checks:write`: to be added to the App,
 * and accepted on the account.
 */
export function missingForPreview(installation: Subscription | null, mode: WriteBackMode): string[] {
  const own = mode === 'off' ? ['setting write_back_mode:checks'] : [];
  if (installation === null) return ['installation', ...own];
  const permissions = missingPermissions(installation, neededPermissions);
  const events = installation.events.includes(neededEvent) ? [] : [`event ${neededEvent}`];
  return [...permissions, ...events, ...own];
}
