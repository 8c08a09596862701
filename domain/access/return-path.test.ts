import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownPath } from './return-path.ts';

test.each(['/', '/attempts', '/attempts/1?organization=2&x=%20', '/a//b', '/settings/github?state=a_b-c.~#x'])(
  '%s is a path of ours',
  (path) => {
    expect(ownPath(path)).toBe(path);
  },
);

test.each([
  ...['', 'attempts', 'https://evil.example/', '//evil.example', '/\\evil.example', '\\\\evil.example', '/a\\..\\b'],
  ...[
    '/\t/evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    ' /x',
    '/ x',
    '/ä',
    '/\u0000',
    `/${'a'.repeat(2_000)}`,
  ],
])('%j leads to the first page', (path) => {
  expect(ownPath(path)).toBe('/');
});

test('whatever is asked for, a browser stays here', () => {
  const here = 'https://waybill.example';
  const piece = fc.constantFrom('/', '\\', '.', ':', '@', '?', '#', 'evil.example', '\t', '\n', 'http:', '%2f', 'a');
  const path = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(path, (text) => {
      expect(new URL(ownPath(text), here).origin).toBe(here);
    }),
  );
  expect([ownPath(null), ownPath(undefined)]).toEqual(['/', '/']);
});
