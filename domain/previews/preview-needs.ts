import type { WriteBackMode } from '../connections/connection.ts';
import type { InstallationFacts } from '../installations/installation.ts';

type Subscription = Pick<InstallationFacts, 'permissions' | 'events'>;

/** `level`: the least that will do. */
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
  const permissions = neededPermissions
    .filter(({ name, level }) => !suffices(installation.permissions[name], level))
    .map(({ name, level }) => `permission ${name}:${level}`);
  const events = installation.events.includes(neededEvent) ? [] : [`event ${neededEvent}`];
  return [...permissions, ...events, ...own];
}

function suffices(held: string | undefined, level: 'read' | 'write'): boolean {
  return held === 'admin' || held === 'write' || held === level;
}
