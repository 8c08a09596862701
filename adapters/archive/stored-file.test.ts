import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { expect, test } from 'vitest';
import type { ManifestFile } from '../../domain/registry/version.ts';
import { ArchiveDamaged } from '../../ports/registry/archive-inspector.ts';
import { archiver } from './pack.ts';
import { readStoredFile } from './stored-file.ts';

const large = randomBytes(1_000_000);
const wanted = new AbortController().signal;

/** As a client packs: with `./`, unsorted, a folder among the members. */
async function clientArchive(): Promise<Buffer> {
  const tar = pack();
  const whole = buffer(tar);
  tar.entry({ name: './docs', type: 'directory' });
  tar.entry({ name: './docs/first.md' }, 'First.');
  tar.entry({ name: './large.bin', size: large.length }, large);
  tar.entry({ name: `./${'deep/'.repeat(60)}ünï.md` }, 'Deep.');
  tar.entry({ name: './last.md' }, 'Last.');
  tar.entry({ name: './empty.md' }, '');
  tar.finalize();
  return gzipSync(await whole);
}

function fileOf(path: string, content: string | Buffer): ManifestFile {
  const hash = createHash('sha256').update(content).digest('hex');
  return { path, hash, size: Buffer.byteLength(content), mode: '0644' };
}

/** Tells how many bytes were asked for, and whether the reader closed them. */
function watched(bytes: Buffer, size = 4_096) {
  const seen = { bytes: 0, closed: false };
  async function* pieces() {
    try {
      for (let at = 0; at < bytes.length; at += size) {
        const piece = bytes.subarray(at, at + size);
        seen.bytes += piece.length;
        yield piece;
      }
    } finally {
      seen.closed = true;
    }
  }
  return { seen, pieces: pieces() };
}

async function read(bytes: Buffer, file: ManifestFile): Promise<string> {
  return Buffer.from(await readStoredFile(watched(bytes).pieces, file, wanted)).toString();
}

async function damage(bytes: Buffer, file: ManifestFile): Promise<string> {
  const { pieces, seen } = watched(bytes);
  const error = await readStoredFile(pieces, file, wanted).catch((thrown: unknown) => thrown);
  expect(seen.closed).toBe(true);
  return error instanceof ArchiveDamaged ? error.message : `not told as damaged: ${String(error)}`;
}

test('a file is found by the path of the manifest, however its packer wrote it', async () => {
  const archive = await clientArchive();
  expect(await read(archive, fileOf('docs/first.md', 'First.'))).toBe('First.');
  expect(await read(archive, fileOf(`${'deep/'.repeat(60)}ünï.md`, 'Deep.'))).toBe('Deep.');
  expect(await read(archive, fileOf('last.md', 'Last.'))).toBe('Last.');
  expect(await read(archive, fileOf('empty.md', ''))).toBe('');
  const { pieces } = watched(archive, 777);
  expect(Buffer.from(await readStoredFile(pieces, fileOf('large.bin', large), wanted)).equals(large)).toBe(true);
});

test('a file of an archive that we packed', async () => {
  const content = 'Ours.';
  async function* files() {
    yield { path: 'SKILL.md', sizeBytes: content.length, executable: false, bytes: pieceOf(content) };
  }
  const packed = archiver().pack(files());
  const bytes = await buffer(packed.bytes);
  const { files: manifest } = await packed.summary;
  const [file] = manifest;
  if (!file) throw new Error('nothing packed');
  expect(await read(bytes, file)).toBe(content);
});

async function* pieceOf(content: string) {
  yield Buffer.from(content);
}

test('reading stops at the file, and closes the archive', async () => {
  const archive = await clientArchive();
  const { pieces, seen } = watched(archive);
  await readStoredFile(pieces, fileOf('docs/first.md', 'First.'), wanted);
  expect(seen.closed).toBe(true);
  expect(seen.bytes).toBeLessThan(archive.length / 2);
});

test('reading stops as soon as nobody wants the file any more', async () => {
  const gone = new AbortController();
  const zeros = Buffer.alloc(50_000_000);
  const tar = pack();
  const whole = buffer(tar);
  tar.entry({ name: 'zeros.bin', size: zeros.length }, zeros);
  tar.entry({ name: 'last.md' }, 'Last.');
  tar.finalize();
  const { pieces, seen } = watched(gzipSync(await whole), 10_000);
  async function* leftMidway() {
    for await (const piece of pieces) {
      if (seen.bytes > 20_000) gone.abort();
      yield piece;
    }
  }
  const reading = readStoredFile(leftMidway(), fileOf('last.md', 'Last.'), gone.signal);
  await expect(reading).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  expect(seen.closed).toBe(true);
  await expect(
    readStoredFile(watched(Buffer.alloc(0)).pieces, fileOf('last.md', 'Last.'), gone.signal),
  ).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});

test('a damaged archive is told, and what was read before it is closed', async () => {
  const archive = await clientArchive();
  const last = fileOf('last.md', 'Last.');
  expect(await damage(Buffer.from('no gzip at all'), last)).toBe('Its gzip is damaged or cut off.');
  expect(await damage(archive.subarray(0, archive.length / 2), last)).toBe('Its gzip is damaged or cut off.');
  expect(await damage(gzipSync('no tar at all'), last)).toBe('Its tar is damaged or cut off.');
  expect(await damage(gzipSync(gunzipSync(archive).subarray(0, 400_000)), last)).toBe('Its tar is damaged or cut off.');
  expect(await damage(archive, fileOf('other.md', ''))).toBe('It lacks the file other.md.');
  expect(await damage(archive, fileOf('docs', ''))).toBe('It lacks the file docs.');
  const changed = 'The file last.md in it is not the one that was stored.';
  expect(await damage(archive, fileOf('last.md', 'LAST.'))).toBe(changed);
  expect(await damage(archive, fileOf('last.md', 'Longer.'))).toBe(changed);
});

test('a file that is larger than what was stored is not held in memory', async () => {
  const { pieces, seen } = watched(await clientArchive());
  await expect(readStoredFile(pieces, fileOf('large.bin', 'Small.'), wanted)).rejects.toThrow(ArchiveDamaged);
  expect(seen.bytes).toBeLessThan(large.length / 2);
});

test('a fault of the store is not taken for a damaged archive', async () => {
  const archive = await clientArchive();
  async function* failing() {
    yield archive.subarray(0, 1_000);
    throw new Error('the store is away');
  }
  await expect(readStoredFile(failing(), fileOf('last.md', 'Last.'), wanted)).rejects.toThrow('the store is away');
});
