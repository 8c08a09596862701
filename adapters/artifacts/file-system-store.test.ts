import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fileSystemArtifactStore } from './file-system-store.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'waybill-artifacts-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function filesBelow(folder: string): Promise<string[]> {
  const found = await readdir(join(directory, folder), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

async function* chunks(...contents: string[]) {
  for (const content of contents) yield Buffer.from(content);
}

it('leaves nothing half-written behind, neither after success nor after failure', async () => {
  const store = await fileSystemArtifactStore({ directory });
  await store.put(chunks('whole'));
  async function* failing() {
    yield* chunks('half');
    expect(await filesBelow('incoming')).toHaveLength(1);
    throw new Error('cut');
  }
  await expect(store.put(failing())).rejects.toThrow('cut');
  expect(await filesBelow('incoming')).toEqual([]);
  expect(await filesBelow('sha256')).toHaveLength(1);
});

it('shows nothing under a hash before all bytes are there, also when the process is killed', async () => {
  const program = join(directory, 'writer.mjs');
  const adapter = new URL('file-system-store.ts', import.meta.url).href;
  await writeFile(
    program,
    `import { fileSystemArtifactStore } from ${JSON.stringify(adapter)};
     const store = await fileSystemArtifactStore({ directory: ${JSON.stringify(directory)} });
     await store.put((async function* () {
       for (let n = 0; n < 20; n += 1) yield Buffer.alloc(100_000, n);
       process.send('writing');
       await new Promise((resolve) => setTimeout(resolve, 60_000));
     })());`,
  );
  const writer = fork(program);
  await once(writer, 'message');
  writer.kill('SIGKILL');
  await once(writer, 'exit');
  expect(await filesBelow('sha256')).toEqual([]);
  expect(await filesBelow('incoming')).toHaveLength(1);
});

it('removes at its start what was left half-written more than a day ago, and nothing newer', async () => {
  const store = await fileSystemArtifactStore({ directory });
  const { contentHash } = await store.put(chunks('old but whole'));
  const twoDaysAgo = new Date(Date.now() - 2 * 24 * 3_600_000);
  for (const name of ['abandoned', 'being-written']) await writeFile(join(directory, 'incoming', name), 'half');
  await utimes(join(directory, 'incoming', 'abandoned'), twoDaysAgo, twoDaysAgo);
  await utimes(join(directory, 'sha256', contentHash.slice(0, 2), contentHash), twoDaysAgo, twoDaysAgo);
  await fileSystemArtifactStore({ directory });
  expect(await filesBelow('incoming')).toEqual(['being-written']);
  expect(await filesBelow('sha256')).toEqual([contentHash]);
});

it('keeps bytes that are stored again at the moment in which they are deleted for their age', async () => {
  const store = await fileSystemArtifactStore({ directory });
  const { contentHash } = await store.put(chunks('wanted again'));
  const longAgo = new Date(1_000_000);
  for (let round = 0; round < 400; round += 1) {
    await utimes(join(directory, 'sha256', contentHash.slice(0, 2), contentHash), 1, 1);
    const put = store.put(chunks('wanted again'));
    // The deletion meets each moment of the writing in turn.
    for (let turn = 0; turn < round % 60; turn += 1) await new Promise(setImmediate);
    await Promise.all([
      put,
      store.deleteIfOlderThan(contentHash, longAgo),
      store.deleteIfOlderThan(contentHash, longAgo),
    ]);
    expect(await store.open(contentHash)).not.toBeNull();
  }
  expect(await filesBelow('incoming')).toEqual([]);
});
