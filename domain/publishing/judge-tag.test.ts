import { expect, test } from 'vitest';
import { judgeTag } from './judge-tag.ts';

test.each([
  ['v*', 'v1.2.0', '1.2.0'],
  ['v*', 'v2.0.0-rc.1', '2.0.0-rc.1'],
  ['skills/*/v*', 'skills/lint/v1.0.0', '1.0.0'],
  ['{my-skill@,v}*', 'my-skill@0.3.0', '0.3.0'],
])('%s takes %s as version %s', (pattern, tag, version) => {
  expect(judgeTag(pattern, tag)).toEqual({ kind: 'match', version });
});

test.each([
  ['v*', '1.2.0'],
  ['my-skill@*', 'v1.2.0'],
  ['v*', `v1.0.0-${'a'.repeat(300)}`],
  ['**', 'not a tag'],
])('%s does not take %s', (pattern, tag) => {
  expect(judgeTag(pattern, tag)).toEqual({ kind: 'no-match' });
});

test.each(['vnext', 'v1', 'v1.0', 'v1.02.0'])('v* matches %s, which names no version', (tag) => {
  const message = `Tag ${tag} matches v* but does not end in a version such as 1.2.0 or v1.2.0.`;
  expect(judgeTag('v*', tag)).toEqual({ kind: 'refused', reason: 'tag_not_a_version', message });
});

test.each([
  ['', 'at least one character'],
  ['!v*', 'negated'],
  ['[', 'closed'],
])('the pattern %j is refused, whatever the tag', (pattern, words) => {
  expect(judgeTag(pattern, 'v1.0.0')).toEqual({ kind: 'pattern-invalid', message: expect.stringContaining(words) });
});
