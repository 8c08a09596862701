import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PermanentFailure } from '../../ports/faults.ts';
import type { ArtifactStore } from '../../ports/registry/artifact-store.ts';

/** An empty store of its own, and how to get rid of it. `setStoredAt` makes bytes older than they are. */
export type StoreUnderTest = {
  store: ArtifactStore;
  setStoredAt(contentHash: string, time: Date): Promise<void>;
  /** Whether the store has presigned URLs. */
  presigns: boolean;
  remove(): Promise<void>;
};

const later = () => new Date(Date.now() + 60_000);

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function* inChunks(bytes: Uint8Array, chunkBytes = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}

async function contentOf(store: ArtifactStore, contentHash: string): Promise<Buffer | null> {
  const found = await store.open(contentHash);
  if (found === null) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of found.bytes) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  expect(bytes.length).toBe(found.sizeBytes);
  return bytes;
}

async function hashesOlderThan(store: ArtifactStore, time: Date): Promise<string[]> {
  const hashes: string[] = [];
  for await (const hash of store.listOlderThan(time)) hashes.push(hash);
  return hashes.sort();
}

/** What every artifact store does. */
export function describeArtifactStore(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(`artifact store: ${name}`, () => {
    let underTest: StoreUnderTest;
    let store: ArtifactStore;
    beforeAll(async () => {
      underTest = await makeStore();
      store = underTest.store;
    });
    afterAll(() => underTest?.remove());

    it('gives back the very bytes under their SHA-256', async () => {
      for (const bytes of [randomBytes(10_000), randomBytes(1), Buffer.alloc(0)]) {
        const put = await store.put(inChunks(bytes));
        expect(put).toEqual({ contentHash: sha256(bytes), sizeBytes: bytes.length });
        expect(await contentOf(store, put.contentHash)).toEqual(bytes);
      }
    });

    it('knows nothing of other hashes', async () => {
      expect(await store.open(sha256(randomBytes(8)))).toBeNull();
      await store.deleteIfOlderThan(sha256(randomBytes(8)), later());
    });

    it('takes no name for a hash that is none', async () => {
      const real = sha256(randomBytes(8));
      for (const bad of ['', '..', '../../etc/passwd', real.toUpperCase(), real.slice(1), `${real}0`, `${real}\n`]) {
        await expect(store.open(bad)).rejects.toBeInstanceOf(PermanentFailure);
        await expect(store.deleteIfOlderThan(bad, later())).rejects.toBeInstanceOf(PermanentFailure);
      }
    });

    it('stores the same bytes again, and many times at once, without harm', async () => {
      const bytes = randomBytes(300_000);
      const puts = await Promise.all(Array.from({ length: 12 }, () => store.put(inChunks(bytes, 7000))));
      expect(new Set(puts.map((put) => put.contentHash))).toEqual(new Set([sha256(bytes)]));
      await store.put(inChunks(bytes));
      expect(await contentOf(store, sha256(bytes))).toEqual(bytes);
    });

    it('forgets deleted bytes, and takes them again', async () => {
      const bytes = randomBytes(5000);
      const { contentHash } = await store.put(inChunks(bytes));
      await store.deleteIfOlderThan(contentHash, later());
      expect(await store.open(contentHash)).toBeNull();
      await store.put(inChunks(bytes));
      expect(await contentOf(store, contentHash)).toEqual(bytes);
    });

    it('lets a reader finish whose bytes are deleted meanwhile', async () => {
      const bytes = randomBytes(3_000_000);
      const { contentHash } = await store.put(inChunks(bytes, 100_000));
      const found = await store.open(contentHash);
      const read: Uint8Array[] = [];
      for await (const chunk of found?.bytes ?? []) {
        if (read.length === 0) await store.deleteIfOlderThan(contentHash, later());
        read.push(chunk);
      }
      expect(Buffer.concat(read)).toEqual(bytes);
    });

    it('lets a reader stop early', async () => {
      const { contentHash } = await store.put(inChunks(randomBytes(2_000_000), 100_000));
      const found = await store.open(contentHash);
      for await (const chunk of found?.bytes ?? []) {
        expect(chunk.length).toBeLessThan(2_000_000);
        break;
      }
      expect((await contentOf(store, contentHash))?.length).toBe(2_000_000);
    });

    it('keeps nothing of bytes whose source fails', async () => {
      const before = await hashesOlderThan(store, new Date(Date.now() + 60_000));
      async function* failing() {
        yield randomBytes(400_000);
        throw new Error('connection reset');
      }
      await expect(store.put(failing())).rejects.toThrow('connection reset');
      expect(await hashesOlderThan(store, new Date(Date.now() + 60_000))).toEqual(before);
    });

    it('streams what is larger than its buffers', async () => {
      const block = randomBytes(65_536);
      const blocks = 1024;
      const hash = createHash('sha256');
      async function* large() {
        for (let n = 0; n < blocks; n += 1) {
          block.writeUInt32BE(n);
          hash.update(block);
          yield Buffer.from(block);
        }
      }
      const { contentHash, sizeBytes } = await store.put(large());
      expect({ contentHash, sizeBytes }).toEqual({ contentHash: hash.digest('hex'), sizeBytes: blocks * 65_536 });
      const again = createHash('sha256');
      for await (const chunk of (await store.open(contentHash))?.bytes ?? []) again.update(chunk);
      expect(again.digest('hex')).toBe(contentHash);
    });

    it('lists what was stored before a time', async () => {
      const { contentHash } = await store.put(inChunks(randomBytes(100)));
      expect(await hashesOlderThan(store, new Date(Date.now() - 60_000))).not.toContain(contentHash);
      expect(await hashesOlderThan(store, new Date(Date.now() + 60_000))).toContain(contentHash);
    });

    it('gives the very bytes to whoever has a presigned URL, where there are such URLs', async () => {
      const bytes = randomBytes(20_000);
      const { contentHash } = await store.put(inChunks(bytes));
      const url = await store.presign(contentHash, { fileName: 'a-skill-1.0.0+b.tar.gz', expiresInSeconds: 600 });
      expect(url !== null).toBe(underTest.presigns);
      if (url === null) return;
      const response = await fetch(url);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/gzip');
      expect(response.headers.get('content-encoding')).toBeNull();
      expect(response.headers.get('content-disposition')).toBe('attachment; filename="a-skill-1.0.0+b.tar.gz"');
      expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable, no-transform');
      expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
      const other = new URL(url);
      other.pathname = other.pathname.replace(contentHash, sha256(bytes.subarray(1)));
      expect((await fetch(other)).status).toBe(403);
      await expect(store.presign('..', { fileName: 'x', expiresInSeconds: 1 })).rejects.toBeInstanceOf(
        PermanentFailure,
      );
    });

    it('counts bytes that are stored again as new, and keeps them', async () => {
      const { setStoredAt } = underTest;
      const bytes = randomBytes(100);
      const { contentHash } = await store.put(inChunks(bytes));
      await setStoredAt(contentHash, new Date(Date.now() - 3_600_000));
      const anHourAgo = new Date(Date.now() - 60_000);
      expect(await hashesOlderThan(store, anHourAgo)).toEqual([contentHash]);
      await store.put(inChunks(bytes));
      expect(await hashesOlderThan(store, anHourAgo)).toEqual([]);
      expect(await store.deleteIfOlderThan(contentHash, anHourAgo)).toBe(false);
      expect(await contentOf(store, contentHash)).toEqual(bytes);
    });
  });
}
