import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { permissions, type Role, roles } from './caller.ts';
import { grantKey, judgeRevocation, keyRole } from './key-grant.ts';
import { atLeast } from './roles.ts';

const role = fc.constantFrom(...roles);
const cap = fc.option(role);
const somePermissions = fc.subarray([...permissions]);

describe('the role of a key', () => {
  test.each([
    [{ member: 'owner', maker: 'owner', cap: null }, 'owner'],
    [{ member: 'owner', maker: 'owner', cap: 'member' }, 'member'],
    [{ member: 'viewer', maker: 'viewer', cap: 'admin' }, 'viewer'],
    [{ member: 'admin', maker: 'viewer', cap: null }, 'viewer'],
  ] as const)('%j: %s', (bounds, expected) => {
    expect(keyRole(bounds)).toBe(expected);
  });

  test('is one of its bounds, and above none of them', () => {
    fc.assert(
      fc.property(role, role, cap, (member, maker, keyCap) => {
        const own = keyRole({ member, maker, cap: keyCap });
        const bounds: Role[] = [member, maker, ...(keyCap ? [keyCap] : [])];
        expect(bounds).toContain(own);
        expect(bounds.every((bound) => atLeast(bound, own))).toBe(true);
      }),
    );
  });
});

describe('a key that makes a key', () => {
  const admin = { role: 'admin', cap: null, permissions: ['registry:push'] } as const;
  const wanted = { own: false, memberRole: 'member', cap: null, permissions: [] } as const;

  test.each([
    ['gives what it has', { permissions: ['registry:push'] }, { kind: 'granted', cap: null }],
    ['gives no permission that it lacks', { permissions: ['organization:manage'] }, { code: 'permission_not_held' }],
    ['makes none for a member above itself', { memberRole: 'owner' }, { code: 'role_above_own' }],
    ['nor with a cap below that', { memberRole: 'owner', cap: 'viewer' }, { code: 'role_above_own' }],
    ['nor with a cap above itself', { cap: 'owner' }, { code: 'role_above_own' }],
    ['caps as asked', { cap: 'viewer' }, { kind: 'granted', cap: 'viewer' }],
  ] as const)('%s', (_name, more, expected) => {
    expect(grantKey(admin, { ...wanted, ...more })).toMatchObject(expected);
  });

  test('that is capped hands its cap on', () => {
    const capped = { ...admin, role: 'member', cap: 'member' } as const;
    const own = { ...wanted, own: true, memberRole: 'owner' } as const;
    expect(grantKey(capped, own)).toEqual({ kind: 'granted', cap: 'member' });
    expect(grantKey(capped, { ...own, cap: 'admin' })).toMatchObject({ code: 'role_above_own' });
  });

  test('whose maker was demoted gives no more than it has itself', () => {
    const own = { ...wanted, own: true, memberRole: 'admin' } as const;
    const lowered = { ...admin, role: 'member' } as const;
    expect(grantKey(lowered, own)).toMatchObject({ code: 'role_above_own' });
    expect(grantKey(lowered, { ...own, cap: 'member' })).toEqual({ kind: 'granted', cap: 'member' });
  });

  test('never makes one that may do more, whoever it is for and whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.record({ member: role, maker: role, cap, permissions: somePermissions }),
        fc.record({ own: fc.boolean(), memberRole: role, cap, permissions: somePermissions }),
        ({ member, maker, cap: ownCap, permissions: held }, asked) => {
          const own = keyRole({ member, maker, cap: ownCap });
          const memberRole = asked.own ? member : asked.memberRole;
          const grant = grantKey({ role: own, cap: ownCap, permissions: held }, { ...asked, memberRole });
          if (grant.kind !== 'granted') return;
          expect(atLeast(own, keyRole({ member: memberRole, maker: member, cap: grant.cap }))).toBe(true);
          expect(held).toEqual(expect.arrayContaining([...asked.permissions]));
          expect(asked.cap === null || grant.cap === asked.cap).toBe(true);
        },
      ),
    );
  });
});

describe('a key that revokes a key', () => {
  test.each([
    ['admin', { member: 'admin', maker: 'owner', cap: null }, 'allowed'],
    ['admin', { member: 'owner', maker: 'owner', cap: null }, 'forbidden'],
    ['admin', { member: 'owner', maker: 'owner', cap: 'viewer' }, 'allowed'],
    ['member', { member: 'owner', maker: 'owner', cap: null }, 'forbidden'],
    ['owner', { member: 'owner', maker: 'owner', cap: null }, 'allowed'],
  ] as const)('of %s, %j: %s', (role, bounds, expected) => {
    expect(judgeRevocation(role, bounds).kind).toBe(expected);
  });
});
