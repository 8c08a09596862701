import { describe, expect, test } from 'vitest';
import { apiKeyPrefix, isApiKeyShape } from './api-key.ts';
import { authorize } from './authorize.ts';
import type { Caller, Plan, Role } from './caller.ts';
import { atLeast, planAtLeast } from './roles.ts';

const roles: Role[] = ['viewer', 'member', 'admin', 'owner'];
const plans: Plan[] = ['free', 'pro', 'enterprise'];

test('each role holds those before it, and each plan', () => {
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
