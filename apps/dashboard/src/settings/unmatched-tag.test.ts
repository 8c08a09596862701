import { expect, test } from 'vitest';
import { unmatchedTag } from './unmatched-tag.ts';

const commitVersion = '0.0.0-github.bdef505';

test.each([
  ['refs/tags/v1.0.0', commitVersion, 'v1.0.0'],
  ['refs/tags/v1.0.0', null, 'v1.0.0'],
  ['refs/tags/v1.0.0', '1.0.0', null],
  ['refs/tags/a@1.0.0', '1.0.0', null],
  ['refs/tags/a@next', null, null],
  ['refs/heads/v1.0.0', commitVersion, null],
  ['v1.0.0', null, null],
])('of %s, which gave %s, the tag without a match with a@* is %s', (ref, version, expected) => {
  expect(unmatchedTag('a@*', { ref, version })).toBe(expected);
});
