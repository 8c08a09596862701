import type { InstallationFacts } from './installation.ts';

/** A permission of the App; `level`: the least that will do. */
export type NeededPermission = { name: string; level: 'read' | 'write' };

/** Those that were not granted on the account, as people are told of them: `permission checks:write`. */
export function missingPermissions(
  { permissions }: Pick<InstallationFacts, 'permissions'>,
  needed: readonly NeededPermission[],
): string[] {
  return needed
    .filter(({ name, level }) => !suffices(permissions[name], level))
    .map(({ name, level }) => `permission ${name}:${level}`);
}

function suffices(held: string | undefined, level: 'read' | 'write'): boolean {
  return held === 'admin' || held === 'write' || held === level;
}
