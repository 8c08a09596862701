import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MemberId, OrganizationId } from '../shared/ids.ts';
import { roles } from './caller.ts';
import { permissionsOf } from './roles.ts';
import {
  chooseMembership,
  isRotationDue,
  isTokenShape,
  type Membership,
  sessionExpiry,
  sessionIdleMs,
  sessionLongestMs,
} from './session.ts';

const day = 24 * 3_600_000;
const start = new Date('2026-11-21T08:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);

describe('a session', () => {
  test('ends 7 days after its last use, and 30 days after its beginning', () => {
    expect(sessionExpiry(start, start)).toEqual(later(7 * day));
    expect(sessionExpiry(start, later(6 * day))).toEqual(later(13 * day));
    expect(sessionExpiry(start, later(29 * day))).toEqual(later(30 * day));
  });

  test('never lasts longer than either, and no use shortens it', () => {
    fc.assert(
      fc.property(fc.nat(sessionLongestMs), fc.nat(day), (usedMs, moreMs) => {
        const expiry = sessionExpiry(start, later(usedMs));
        expect(expiry.getTime()).toBeLessThanOrEqual(later(sessionLongestMs).getTime());
        expect(expiry.getTime()).toBeLessThanOrEqual(later(usedMs + sessionIdleMs).getTime());
        expect(sessionExpiry(start, later(usedMs + moreMs)).getTime()).toBeGreaterThanOrEqual(expiry.getTime());
      }),
    );
  });

  test('gets a new token after a day', () => {
    expect(isRotationDue(start, later(day - 1))).toBe(false);
    expect(isRotationDue(start, later(day))).toBe(true);
  });

  test.each(['', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}+`, `${'a'.repeat(43)}\n`])(
    'is not known by %j',
    (text) => {
      expect(isTokenShape(text)).toBe(false);
      expect(isTokenShape('aZ09_-'.padEnd(43, 'x'))).toBe(true);
    },
  );

  test('holds all permissions as an admin or owner, and none below', () => {
    expect(roles.map((role) => permissionsOf(role).length)).toEqual([0, 0, 2, 2]);
  });
});

describe('the organization of a session', () => {
  const one = membership('0e1c7f44-6f5d-4b43-9c39-3d0f1b2a4c5d');
  const other = membership('1e1c7f44-6f5d-4b43-9c39-3d0f1b2a4c5d');

  test('is the one that is named, in any spelling, and the only one where none is', () => {
    expect(chooseMembership([one, other], other.organizationId)).toEqual({ kind: 'chosen', membership: other });
    expect(chooseMembership([one], one.organizationId.toUpperCase())).toEqual({ kind: 'chosen', membership: one });
    expect(chooseMembership([one], null)).toEqual({ kind: 'chosen', membership: one });
  });

  test('has to be named among several, and to be one of them', () => {
    expect(chooseMembership([one, other], null)).toEqual({ kind: 'unnamed' });
    for (const named of [other.organizationId, 'acme', '']) {
      expect(chooseMembership([one], named)).toEqual({ kind: 'not-a-member' });
    }
    expect(chooseMembership([], null)).toEqual({ kind: 'not-a-member' });
  });

  function membership(id: string): Membership {
    const ids = { organizationId: id as OrganizationId, memberId: id as MemberId };
    return { ...ids, organizationName: 'acme', plan: 'pro', role: 'member', letInBy: null };
  }
});
