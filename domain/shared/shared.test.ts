import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fullRefName, isRefName, parseRef } from './git-ref.ts';
import { parseGitHubId, parseId, parseSha } from './ids.ts';

test.each([
  ['refs/heads/main', { kind: 'branch', name: 'main' }],
  ['refs/heads/a/b', { kind: 'branch', name: 'a/b' }],
  ['refs/tags/v1.0.0', { kind: 'tag', name: 'v1.0.0' }],
  ['refs/tags/my-skill@1.0.0', { kind: 'tag', name: 'my-skill@1.0.0' }],
  ['refs/heads/', null],
  ['refs/notes/x', null],
  ['main', null],
  ['refs/heads/a..b', null],
  ['refs/heads/a\nb', null],
])('%j is %j', (fullName, ref) => {
  expect(parseRef(fullName)).toEqual(ref);
});

// Judged so by git check-ref-format too.
test.each([
  '@',
  '.a',
  'a/.b',
  'a.lock',
  'a.lock/b',
  'a~',
  'a^',
  'a:',
  'a?',
  'a*',
  'a[',
  'a\\b',
  'a b',
  'a//b',
  '/a',
  'a/',
  'a.',
  'a@{b',
])('%s is no name of a ref', (name) => {
  expect(isRefName(name)).toBe(false);
});

test('a ref that was parsed is written as it was', () => {
  fc.assert(
    fc.property(fc.constantFrom('heads', 'tags'), fc.string({ maxLength: 20 }), (folder, name) => {
      const ref = parseRef(`refs/${folder}/${name}`);
      if (ref) expect(fullRefName(ref)).toBe(`refs/${folder}/${name}`);
    }),
  );
});

test.each([
  ['ABCDEF00-0000-4000-8000-000000000001', 'abcdef00-0000-4000-8000-000000000001'],
  ['abcdef00-0000-4000-8000-00000000000', null],
  ['abcdef00000040008000000000000001', null],
  ['', null],
])('the row id %j is %j', (text, id) => {
  expect(parseId(text)).toBe(id);
});

test.each([
  ['a'.repeat(40), 'a'.repeat(40)],
  ['a'.repeat(64), 'a'.repeat(64)],
  ['0'.repeat(40), null],
  ['A'.repeat(40), null],
  ['a'.repeat(39), null],
])('the sha %s is %s', (text, sha) => {
  expect(parseSha(text)).toBe(sha);
});

test.each([
  [1, 1],
  [0, null],
  [-1, null],
  [1.5, null],
  [2 ** 53, null],
])("GitHub's id %s is %s", (value, id) => {
  expect(parseGitHubId(value)).toBe(id);
});
