import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replaceFolder } from './replaced-folder.ts';

test('of many builds that end at once one stays, whole, and nothing of the others', async () => {
  const place = await mkdtemp(join(tmpdir(), 'replaced-folder-'));
  try {
    const builds = Array.from({ length: 40 }, (_, number) => join(place, `.build-${number}`));
    for (const build of builds) {
      await mkdir(build);
      await writeFile(join(build, 'index.html'), build);
    }
    await Promise.all(builds.map((build) => replaceFolder(join(place, 'dist'), build)));
    expect(await readdir(place)).toEqual(['dist']);
    expect(builds).toContain(await readFile(join(place, 'dist', 'index.html'), 'utf8'));
  } finally {
    await rm(place, { recursive: true, force: true });
  }
});
