import { expect, test } from 'vitest';
import { explainHidden, isListed, isReadableByAll } from './listing.ts';

test.each([
  ['public', null, true, true],
  ['public', 'source_made_private', false, false],
  ['unlisted', null, false, true],
  ['unlisted', 'source_made_private', false, false],
  ['org', null, false, false],
  ['org', 'source_made_private', false, false],
] as const)('%s, hidden because of %s: listed %s, readable by all %s', (visibility, hiddenReason, listed, readable) => {
  expect(isListed({ visibility, hiddenReason })).toBe(listed);
  expect(isReadableByAll({ visibility, hiddenReason })).toBe(readable);
});

test('a hidden entry says why, and both ways to show it again', () => {
  const { sentence, fix } = explainHidden('source_made_private', 'lint-rules');
  expect(sentence).toContain('lint-rules is published from was made private');
  expect(fix).toContain('Make the repository public again');
  expect(fix).toContain('confirm_public: true');
});
