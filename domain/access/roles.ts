import type { Plan, Role } from './caller.ts';

const roleRanks = { viewer: 0, member: 1, admin: 2, owner: 3 } satisfies Record<Role, number>;
const planRanks = { free: 0, pro: 1, enterprise: 2 } satisfies Record<Plan, number>;

/** Whether a role may do what `needed` may do. */
export function atLeast(role: Role, needed: Role): boolean {
  return roleRanks[role] >= roleRanks[needed];
}

/** Whether a plan holds what `needed` holds. */
export function planAtLeast(plan: Plan, needed: Plan): boolean {
  return planRanks[plan] >= planRanks[needed];
}
