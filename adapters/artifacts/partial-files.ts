import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const abandonedAfterMs = 24 * 60 * 60 * 1000;
const bufferBytes = 256 * 1024;

export type HashedFile = { path: string; contentHash: string; sizeBytes: number };

/**
 * Files of bytes whose hash is not known before the last of them has come. Each has a name of its own in `directory`,
 * which is made when missing; what writers left behind there more than a day ago is removed here.
 */
export async function partialFiles(directory: string) {
  await mkdir(directory, { recursive: true });
  await removeAbandoned(directory);
  return {
    /** Writes and flushes the bytes, hands the file to `use`, and removes what is left of it then. */
    async withFile<T>(bytes: AsyncIterable<Uint8Array>, use: (file: HashedFile) => Promise<T>): Promise<T> {
      const path = join(directory, randomUUID());
      try {
        return await use({ path, ...(await writeHashed(path, bytes)) });
      } finally {
        await rm(path, { force: true });
      }
    },
    /**
     * Takes the file aside, where nobody replaces it, and removes it there when it is unwanted; else it is put back. What
     * is put in its place meanwhile is left alone. Whether it was removed.
     */
    async removeIfUnwanted(file: string, isUnwanted: (aside: string) => Promise<boolean>): Promise<boolean> {
      const aside = join(directory, randomUUID());
      if ((await rename(file, aside).catch(nullWhenMissing)) === null) return false;
      const removed = await isUnwanted(aside);
      await (removed ? rm(aside) : rename(aside, file));
      return removed;
    },
  };
}

async function writeHashed(file: string, bytes: AsyncIterable<Uint8Array>) {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const handle = await open(file, 'wx');
  try {
    for await (const block of gathered(bytes)) {
      hash.update(block);
      sizeBytes += block.length;
      await writeWhole(handle, block);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { contentHash: hash.digest('hex'), sizeBytes };
}

/** Small chunks joined, so that each costs no write of its own. */
async function* gathered(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes < bufferBytes) continue;
    yield Buffer.concat(held, heldBytes);
    held = [];
    heldBytes = 0;
  }
  if (heldBytes > 0) yield Buffer.concat(held, heldBytes);
}

async function writeWhole(handle: FileHandle, block: Uint8Array): Promise<void> {
  for (let at = 0; at < block.length; ) at += (await handle.write(block, at)).bytesWritten;
}

async function removeAbandoned(directory: string): Promise<void> {
  const before = Date.now() - abandonedAfterMs;
  for await (const { name } of await opendir(directory)) {
    const file = join(directory, name);
    const found = await stat(file).catch(nullWhenMissing);
    if (found !== null && found.mtimeMs < before) await rm(file, { force: true });
  }
}

export function nullWhenMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
