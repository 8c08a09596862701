import { createReadStream, type Stats } from 'node:fs';
import { mkdir, open, opendir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactStore } from '../../ports/registry/artifact-store.ts';
import { isContentHash, parseContentHash } from './content-hash.ts';
import { nullWhenMissing, partialFiles } from './partial-files.ts';

const bufferBytes = 256 * 1024;

/**
 * Keeps each archive in a file of its own, `sha256/<first two digits>/<hash>`, below `directory`, which is made when
 * missing. Several processes may share the directory. A file appears whole or not at all, also over a crash; what
 * writers left behind more than a day ago in `incoming/` is removed here. A malformed hash is a `PermanentFailure`.
 */
export async function fileSystemArtifactStore({ directory }: { directory: string }): Promise<ArtifactStore> {
  const stored = join(directory, 'sha256');
  const incoming = await partialFiles(join(directory, 'incoming'));
  await mkdir(stored, { recursive: true });
  const fileOf = (contentHash: string) => join(stored, contentHash.slice(0, 2), parseContentHash(contentHash));
  return {
    put: (bytes) =>
      incoming.withFile(bytes, async ({ path, contentHash, sizeBytes }) => {
        // Replacing the same bytes renews their time: whoever removes old bytes without a row sees that they are wanted.
        await moveDurably(path, fileOf(contentHash), stored);
        return { contentHash, sizeBytes };
      }),
    async open(contentHash) {
      const file = fileOf(contentHash);
      const found = await stat(file).catch(nullWhenMissing);
      return found === null ? null : { sizeBytes: found.size, bytes: bytesOf(file) };
    },
    async deleteIfOlderThan(contentHash, time) {
      const file = fileOf(contentHash);
      const isOld = (found: Stats | null) => found !== null && found.mtimeMs < time.getTime();
      if (!isOld(await stat(file).catch(nullWhenMissing))) return false;
      return incoming.removeIfUnwanted(file, async (aside) => isOld(await stat(aside)));
    },
    listOlderThan: (time) => listOlderThan(stored, time),
    presign: async () => null,
  };
}

/** The name must survive a crash as well as the bytes: the folder, and one made for it, are flushed too. */
async function moveDurably(from: string, to: string, root: string): Promise<void> {
  const folder = join(to, '..');
  const made = await mkdir(folder, { recursive: true });
  await rename(from, to);
  await flushFolder(folder);
  if (made !== undefined) await flushFolder(root);
}

async function flushFolder(folder: string): Promise<void> {
  // Windows cannot open a folder for this, and needs no flush of it.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** Opens the file when reading begins and closes it when reading ends, also early. */
async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(file, { highWaterMark: bufferBytes }) as AsyncIterable<Buffer>;
}

async function* listOlderThan(stored: string, time: Date): AsyncGenerator<string> {
  for await (const shard of await opendir(stored)) {
    if (!shard.isDirectory()) continue;
    for await (const { name } of await opendir(join(stored, shard.name))) {
      if (!isContentHash(name)) continue;
      const found = await stat(join(stored, shard.name, name)).catch(nullWhenMissing);
      if (found !== null && found.mtimeMs < time.getTime()) yield name;
    }
  }
}
