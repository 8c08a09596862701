import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Role, roles } from './caller.ts';
import { judgeRoleChange } from './member.ts';
import { atLeast } from './roles.ts';

describe('a change of roles', () => {
  test.each([
    ['an admin makes a member', { by: 'admin', from: null, to: 'member', owners: 1 }, { kind: 'allowed' }],
    ['an admin makes an admin', { by: 'admin', from: 'member', to: 'admin', owners: 1 }, { kind: 'allowed' }],
    ['an admin makes no owner', { by: 'admin', from: 'member', to: 'owner', owners: 1 }, { code: 'role_above_own' }],
    ['an admin demotes no owner', { by: 'admin', from: 'owner', to: 'admin', owners: 2 }, { code: 'role_above_own' }],
    ['an admin removes no owner', { by: 'admin', from: 'owner', to: null, owners: 2 }, { code: 'role_above_own' }],
    [
      'an owner steps down beside another',
      { by: 'owner', from: 'owner', to: 'viewer', owners: 2 },
      { kind: 'allowed' },
    ],
    ['the last owner cannot', { by: 'owner', from: 'owner', to: 'admin', owners: 1 }, { code: 'last_owner' }],
    ['nor be removed', { by: 'owner', from: 'owner', to: null, owners: 1 }, { code: 'last_owner' }],
    ['but stay an owner', { by: 'owner', from: 'owner', to: 'owner', owners: 1 }, { kind: 'allowed' }],
  ] as const)('%s', (_name, change, expected) => {
    expect(judgeRoleChange(change)).toMatchObject(expected);
  });

  test('never leaves an organization without an owner, nor moves a role above the mover, whatever is tried', () => {
    const role = fc.constantFrom(...roles);
    const step = fc.record({ by: role, at: fc.nat(5), to: fc.option(role) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const members: (Role | null)[] = ['owner', null, null, null, null, null];
        const owners = () => members.filter((known) => known === 'owner').length;
        for (const { by, at, to } of steps) {
          const from = members[at] ?? null;
          if (judgeRoleChange({ by, from, to, owners: owners() }).kind !== 'allowed') continue;
          for (const moved of [from, to]) expect(moved === null || atLeast(by, moved)).toBe(true);
          members[at] = to;
          expect(owners()).toBeGreaterThan(0);
        }
      }),
    );
  });
});
