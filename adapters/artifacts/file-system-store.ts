import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentFailure } from '../../ports/faults.ts';
import type { ArtifactStore } from '../../ports/registry/artifact-store.ts';

const abandonedAfterMs = 24 * 60 * 60 * 1000;
const bufferBytes = 256 * 1024;

/**
 * Keeps each archive in a file of its own, `sha256/<first two digits>/<hash>`, below `directory`, which is made when
 * missing. Several processes may share the directory. A file appears whole or not at all, also over a crash; what
 * writers left behind more than a day ago in `incoming/` is removed here. A malformed hash is a `PermanentFailure`.
 */
export async function fileSystemArtifactStore({ directory }: { directory: string }): Promise<ArtifactStore> {
  const incoming = join(directory, 'incoming');
  const stored = join(directory, 'sha256');
  await mkdir(incoming, { recursive: true });
  await mkdir(stored, { recursive: true });
  await removeAbandoned(incoming);
  const fileOf = (contentHash: string) => join(stored, contentHash.slice(0, 2), parseContentHash(contentHash));
  return {
    async put(bytes) {
      const partial = join(incoming, randomUUID());
      try {
        const written = await writeHashed(partial, bytes);
        // Replacing the same bytes renews their time: whoever removes old bytes without a row sees that they are wanted.
        await moveDurably(partial, fileOf(written.contentHash), stored);
        return written;
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    },
    async open(contentHash) {
      const file = fileOf(contentHash);
      const found = await stat(file).catch(nullWhenMissing);
      return found === null ? null : { sizeBytes: found.size, bytes: bytesOf(file) };
    },
    async deleteIfOlderThan(contentHash, time) {
      const file = fileOf(contentHash);
      const found = await stat(file).catch(nullWhenMissing);
      if (found === null || found.mtimeMs >= time.getTime()) return false;
      await rm(file, { force: true });
      return true;
    },
    listOlderThan: (time) => listOlderThan(stored, time),
  };
}

function isContentHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

function parseContentHash(text: string): string {
  if (isContentHash(text)) return text;
  throw new PermanentFailure('content_hash_malformed', `"${text.slice(0, 80)}" is not a lower-case hex SHA-256.`);
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

async function removeAbandoned(incoming: string): Promise<void> {
  const before = Date.now() - abandonedAfterMs;
  for await (const { name } of await opendir(incoming)) {
    const file = join(incoming, name);
    const found = await stat(file).catch(nullWhenMissing);
    if (found !== null && found.mtimeMs < before) await rm(file, { force: true });
  }
}

function nullWhenMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
