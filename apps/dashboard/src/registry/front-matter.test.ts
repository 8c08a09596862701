import { expect, test } from 'vitest';
import { withoutFrontMatter } from './front-matter.ts';

test.each([
  ['---\nname: a\n---\n# A\n', '# A\n'],
  ['\uFEFF---\r\nname: a\r\n---\r\n# A\r\n', '# A\r\n'],
  ['---\nname: a\n---', ''],
  ['---\n---\nA\n\n---\nB\n', 'A\n\n---\nB\n'],
])('the front matter of %j is left out', (text, left) => {
  expect(withoutFrontMatter(text)).toBe(left);
});

test.each(['# A\n\n---\nB\n---\n', '---\nnever closed\n', ''])('%j has no front matter, and stays', (text) => {
  expect(withoutFrontMatter(text)).toBe(text);
});
