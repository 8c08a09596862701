import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeCheckoutFolder, removeStaleCheckouts } from './temporary-checkouts.ts';

it('removes checkouts that a crash left behind more than a day ago, and nothing else', async () => {
  const tempDir = await mkdtemp(join(tmpdir(), 'waybill-stale-'));
  try {
    const url = 'https://git.example/acme/tools.git';
    const [stale, recent] = [
      await makeCheckoutFolder(tempDir, url, 'a'.repeat(40)),
      await makeCheckoutFolder(tempDir, url, 'a'.repeat(40)),
    ];
    const other = join(tempDir, 'somebody-elses');
    await mkdir(other);
    await writeFile(join(stale, 'objects', 'tmp_pack_1'), 'half');
    const twoDaysAgo = new Date(Date.now() - 2 * 24 * 3_600_000);
    for (const folder of [stale, other]) await utimes(folder, twoDaysAgo, twoDaysAgo);
    expect(await removeStaleCheckouts(tempDir)).toBe(1);
    expect((await readdir(tempDir)).map((name) => join(tempDir, name)).sort()).toEqual([other, recent].sort());
  } finally {
    await rm(tempDir, { recursive: true, force: true });
  }
});
