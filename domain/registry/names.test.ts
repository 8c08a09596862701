import { expect, test } from 'vitest';
import { isEntryName, isVersionName } from './names.ts';

test.each([
  ['my-skill', true, true],
  ['A.b_c-1', true, true],
  ['7', true, true],
  ['1.0.0+build', false, true],
  ['a'.repeat(128), true, true],
  ['a'.repeat(129), false, false],
  ['', false, false],
  ['-a', false, false],
  ['.a', false, false],
  ['a/b', false, false],
  ['a b', false, false],
  ['ä', false, false],
  ['a\n', false, false],
])('%j names an entry: %s, a version: %s', (text, entry, version) => {
  expect(isEntryName(text)).toBe(entry);
  expect(isVersionName(text)).toBe(version);
});
