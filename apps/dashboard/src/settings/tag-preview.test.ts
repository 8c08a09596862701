import { expect, test } from 'vitest';
import { previewTags } from './tag-preview.ts';

const tags = [
  { name: 'v1.0.0', commit: 'a' },
  { name: '1.0.0', commit: 'b' },
  { name: 'release/v1.0.0', commit: 'a' },
  { name: 'vnext', commit: 'a' },
];

test('tags are told apart by what they come to', () => {
  expect(previewTags('v*', tags)).toEqual({
    kind: 'judged',
    published: [{ name: 'v1.0.0', version: '1.0.0', shared: null }],
    refused: [{ name: 'vnext', message: expect.stringContaining('does not end in a version') }],
    others: ['1.0.0', 'release/v1.0.0'],
  });
});

test('a version that several tags give is told of, and whether they name the same commit', () => {
  const preview = previewTags('**', tags.slice(0, 3));
  expect(preview).toMatchObject({
    published: [
      { name: 'v1.0.0', shared: null },
      { name: '1.0.0', shared: { tag: 'v1.0.0', isSameCommit: false } },
      { name: 'release/v1.0.0', shared: { tag: 'v1.0.0', isSameCommit: true } },
    ],
  });
});

test.each([[tags], [[]]])('a pattern that is refused says why, whatever the tags', (given) => {
  expect(previewTags('!(v*)', given)).toEqual({ kind: 'invalid', message: expect.stringContaining('negated') });
});
