import { expect, test } from 'vitest';
import type { ManifestFile } from './version.ts';
import { compareFiles } from './version-comparison.ts';

function file(path: string, content: string, mode: ManifestFile['mode'] = '0644'): ManifestFile {
  return { path, hash: content.repeat(64), size: 1, mode };
}

test('files that came, went, changed or got another mode are told, the others counted', () => {
  const from = [file('SKILL.md', 'a'), file('gone.md', 'b'), file('run.sh', 'c'), file('same.md', 'd')];
  const to = [file('SKILL.md', 'e'), file('new.md', 'b'), file('run.sh', 'c', '0755'), file('same.md', 'd')];
  expect(compareFiles(from, to)).toEqual({
    added: [to[1]],
    removed: [from[1]],
    changed: [
      { path: 'SKILL.md', from: from[0], to: to[0] },
      { path: 'run.sh', from: from[2], to: to[2] },
    ],
    unchangedCount: 1,
  });
});

test('a version has no difference from itself, and all that another lacks', () => {
  const files = [file('a', 'a'), file('b', 'b')];
  expect(compareFiles(files, files)).toEqual({ added: [], removed: [], changed: [], unchangedCount: 2 });
  expect(compareFiles([], files)).toMatchObject({ added: files, unchangedCount: 0 });
  expect(compareFiles(files, [])).toMatchObject({ removed: files, unchangedCount: 0 });
});
