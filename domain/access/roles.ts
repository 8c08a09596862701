import { type Permission, type Plan, permissions, plans, type Role, roles } from './caller.ts';

/** Whether a role may do what `needed` may do. */
export function atLeast(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** Whether a plan holds what `needed` holds. */
export function planAtLeast(plan: Plan, needed: Plan): boolean {
  return plans.indexOf(plan) >= plans.indexOf(needed);
}

/**
 * What a session of that role holds. All that permissions stand for needs an admin, so below that there are none: nor can
 * a key that is made in such a session begin to push by itself when its member is promoted.
 */
export function permissionsOf(role: Role): readonly Permission[] {
  return atLeast(role, 'admin') ? permissions : [];
}

/** The one of them that may do least. */
export function lowestRole(first: Role, ...others: readonly Role[]): Role {
  return others.reduce((lowest, role) => (atLeast(role, lowest) ? lowest : role), first);
}
