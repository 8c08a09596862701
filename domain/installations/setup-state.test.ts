import { expect, test } from 'vitest';
import { isOpen, mayComeOf } from './setup-state.ts';

const at = (time: string) => new Date(`2026-11-21T${time}Z`);

test.each([
  ['08:00:00.900', '08:00:00', true],
  ['08:00:00.900', '08:00:30', true],
  ['08:00:01.000', '08:00:00', false],
])('a state of %s and an installation of %s: %s', (state, installation, expected) => {
  expect(mayComeOf({ createdAt: at(state) }, { createdAt: at(installation) })).toBe(expected);
});

test('a state is open until it was used, or an hour is over', () => {
  const expiresAt = at('09:00:00.000');
  expect(isOpen({ expiresAt, usedAt: null }, at('08:59:59.999'))).toBe(true);
  expect(isOpen({ expiresAt, usedAt: null }, at('09:00:00.000'))).toBe(false);
  expect(isOpen({ expiresAt, usedAt: at('08:30:00.000') }, at('08:40:00.000'))).toBe(false);
});
