import { expect, it } from 'vitest';
import { isStorable, storable } from './storable-text.ts';

it('replaces what PostgreSQL cannot hold, at every depth, and nothing else', () => {
  const outcome = { message: 'a\0b', list: ['\ud800x', '😀', 1, null, true], 'k\0': { inner: '\udc00' } };
  expect(storable(outcome)).toEqual({
    message: 'a\uFFFDb',
    list: ['\uFFFDx', '😀', 1, null, true],
    'k\uFFFD': { inner: '\uFFFD' },
  });
  expect(storable(null)).toBeNull();
});

it('knows the text that no row can hold', () => {
  expect(['main', "größe'", 'a\0'].map(isStorable)).toEqual([true, true, false]);
});
