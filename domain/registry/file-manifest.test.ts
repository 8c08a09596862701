import { expect, test } from 'vitest';
import { compareManifest, describeDifference } from './file-manifest.ts';

const file = (path: string, hash = 'a', size = 1) => ({ path, hash, size });

test('the same files agree, in any order and with ./ before their names', () => {
  const claimed = [file('b/c'), file('./SKILL.md')];
  expect(compareManifest(claimed, [file('SKILL.md'), file('b/c')])).toEqual([]);
});

test('each difference is named with its path', () => {
  const claimed = [file('gone'), file('hash', 'b'), file('size', 'a', 2), file('same'), file('./same')];
  const differences = compareManifest(claimed, [file('hash'), file('more'), file('same'), file('size')]);
  expect(differences).toEqual([
    { path: 'gone', kind: 'not-in-archive' },
    { path: 'hash', kind: 'other-hash' },
    { path: 'size', kind: 'other-size' },
    { path: 'same', kind: 'listed-twice' },
    { path: 'more', kind: 'not-in-manifest' },
  ]);
  for (const difference of differences) expect(describeDifference(difference)).toContain(`${difference.path} `);
});

test("files that macOS's tar adds need not be listed, but are held to the list where they are", () => {
  const archive = [file('._SKILL.md'), file('SKILL.md'), file('a/._b'), file('a/b')];
  expect(compareManifest([file('SKILL.md'), file('a/b')], archive)).toEqual([]);
  expect(compareManifest([file('SKILL.md'), file('a/b'), file('a/._b', 'x')], archive)).toEqual([
    { path: 'a/._b', kind: 'other-hash' },
  ]);
  expect(compareManifest([], [file('x._y')])).toEqual([{ path: 'x._y', kind: 'not-in-manifest' }]);
});
