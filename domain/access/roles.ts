import { type Plan, plans, type Role, roles } from './caller.ts';

/** Whether a role may do what `needed` may do. */
export function atLeast(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** Whether a plan holds what `needed` holds. */
export function planAtLeast(plan: Plan, needed: Plan): boolean {
  return plans.indexOf(plan) >= plans.indexOf(needed);
}

/** The one of them that may do least. */
export function lowestRole(first: Role, ...others: readonly Role[]): Role {
  return others.reduce((lowest, role) => (atLeast(role, lowest) ? lowest : role), first);
}
