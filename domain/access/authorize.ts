import type { Caller, Permission, Plan, Role } from './caller.ts';
import { atLeast, planAtLeast } from './roles.ts';

/** What a use case asks of its caller; what is left out is not asked for. */
export type Need = { role: Role; permission?: Permission; plan?: Plan };

export type Authorization =
  | { kind: 'allowed' }
  | { kind: 'denied'; code: 'role_too_low' | 'permission_missing' | 'plan_required'; message: string };

/** Whether the caller may; if not, the first thing that is missing: role, then permission, then plan. */
export function authorize(caller: Pick<Caller, 'role' | 'permissions' | 'plan'>, need: Need): Authorization {
  if (!atLeast(caller.role, need.role)) {
    const message = `This needs the role ${need.role}; this request has the role ${caller.role}. Ask an owner of the organization for it.`;
    return { kind: 'denied', code: 'role_too_low', message };
  }
  if (need.permission !== undefined && !caller.permissions.includes(need.permission)) {
    const message = `This needs a key with the permission ${need.permission}. Create a key that has it.`;
    return { kind: 'denied', code: 'permission_missing', message };
  }
  if (need.plan !== undefined && !planAtLeast(caller.plan, need.plan)) {
    const message = `This needs the plan ${need.plan}; the organization has ${caller.plan}. Upgrade the organization's plan.`;
    return { kind: 'denied', code: 'plan_required', message };
  }
  return { kind: 'allowed' };
}
