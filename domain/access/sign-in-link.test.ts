import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { permissions, roles } from './caller.ts';
import { atLeast, permissionsOf } from './roles.ts';
import { judgeSignInLink } from './sign-in-link.ts';

describe('a sign-in link', () => {
  test('is made for members of at most the own role', () => {
    expect(judgeSignInLink({ role: 'admin', permissions }, 'owner')).toMatchObject({ code: 'role_above_own' });
    expect(judgeSignInLink({ role: 'admin', permissions }, 'admin')).toEqual({ kind: 'allowed' });
  });

  test('is made by no key that has less than the session would have', () => {
    const by = { role: 'owner', permissions: ['organization:manage'] } as const;
    expect(judgeSignInLink(by, 'admin')).toMatchObject({ code: 'permission_not_held' });
    expect(judgeSignInLink(by, 'member')).toEqual({ kind: 'allowed' });
  });

  test('never gives more than its maker has', () => {
    const maker = fc.record({ role: fc.constantFrom(...roles), permissions: fc.subarray([...permissions]) });
    fc.assert(
      fc.property(maker, fc.constantFrom(...roles), (by, role) => {
        const held = permissionsOf(role).every((permission) => by.permissions.includes(permission));
        const allowed = judgeSignInLink(by, role).kind === 'allowed';
        expect(allowed).toBe(atLeast(by.role, role) && held);
      }),
    );
  });
});
