import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apiKeyPrefix, isApiKeyShape } from './api-key.ts';
import { authorize } from './authorize.ts';
import { type Caller, permissions, plans, roles } from './caller.ts';
import { atLeast, planAtLeast } from './roles.ts';

test('each role holds those before it, and each plan', () => {
  expect(roles).toEqual(['viewer', 'member', 'admin', 'owner']);
  expect(plans).toEqual(['free', 'pro', 'enterprise']);
  for (const [index, role] of roles.entries()) {
    expect(roles.filter((needed) => atLeast(role, needed))).toEqual(roles.slice(0, index + 1));
  }
  for (const [index, plan] of plans.entries()) {
    expect(plans.filter((needed) => planAtLeast(plan, needed))).toEqual(plans.slice(0, index + 1));
  }
});

describe('a push', () => {
  const push = { role: 'admin', permission: 'registry:push', plan: 'pro' } as const;
  const may: Pick<Caller, 'role' | 'permissions' | 'plan'> = {
    role: 'admin',
    permissions: ['registry:push'],
    plan: 'pro',
  };

  test('is allowed to who has all that it needs, and more', () => {
    expect(authorize(may, push)).toEqual({ kind: 'allowed' });
    expect(authorize({ ...may, role: 'owner', plan: 'enterprise' }, push)).toEqual({ kind: 'allowed' });
  });

  test.each([
    [{ role: 'member' }, 'role_too_low'],
    [{ permissions: [] }, 'permission_missing'],
    [{ plan: 'free' }, 'plan_required'],
    [{ role: 'viewer', permissions: [], plan: 'free' }, 'role_too_low'],
  ] as const)('is denied to %j: %s', (lack, code) => {
    expect(authorize({ ...may, ...lack }, push)).toMatchObject({ kind: 'denied', code });
  });

  test('what is not asked for is not looked at', () => {
    expect(authorize({ role: 'viewer', permissions: [], plan: 'free' }, { role: 'viewer' })).toEqual({
      kind: 'allowed',
    });
  });
});

const rights = fc.record({
  role: fc.constantFrom(...roles),
  permissions: fc.subarray([...permissions]),
  plan: fc.constantFrom(...plans),
});
const need = fc.record(
  { role: fc.constantFrom(...roles), permission: fc.constantFrom(...permissions), plan: fc.constantFrom(...plans) },
  { requiredKeys: ['role'] },
);

test('who may do something may still do it with more rights, and whoever may not lacks what is named', () => {
  fc.assert(
    fc.property(rights, rights, need, (caller, other, wanted) => {
      const verdict = authorize(caller, wanted);
      const more = {
        role: atLeast(other.role, caller.role) ? other.role : caller.role,
        permissions: [...caller.permissions, ...other.permissions],
        plan: planAtLeast(other.plan, caller.plan) ? other.plan : caller.plan,
      };
      if (verdict.kind === 'allowed') expect(authorize(more, wanted).kind).toBe('allowed');
      const lacks = {
        role_too_low: !atLeast(caller.role, wanted.role),
        permission_missing: wanted.permission !== undefined && !caller.permissions.includes(wanted.permission),
        plan_required: wanted.plan !== undefined && !planAtLeast(caller.plan, wanted.plan),
      };
      expect(verdict.kind === 'allowed').toBe(!Object.values(lacks).includes(true));
      if (verdict.kind === 'denied') expect(lacks[verdict.code]).toBe(true);
    }),
  );
});

const random = 'abcdefghijklmnopqrstuvwxyzABCDEF-_0123456789';

test.each([
  [`st_live_${random}`, true],
  [`st_test_${random}`, true],
  [`st_live_${random.slice(0, 32)}`, true],
  [`st_live_${random.slice(0, 31)}`, false],
  [`st_prod_${random}`, false],
  [`st_live_${random}\n`, false],
  [`st_live_${random.slice(0, 32)}=`, false],
  [`st_live_${'a'.repeat(129)}`, false],
  [`Bearer st_live_${random}`, false],
  ['', false],
])('%j looks like a key: %s', (text, expected) => {
  expect(isApiKeyShape(text)).toBe(expected);
});

test("a key's prefix tells its kind and little of its secret", () => {
  expect(apiKeyPrefix(`st_live_${random}`)).toBe('st_live_abcd');
});
