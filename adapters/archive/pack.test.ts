import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { comparePaths } from '../../domain/publishing/package-rules.ts';
import type { FileToPack } from '../../ports/publishing/archive.ts';
import { TooLarge } from '../../ports/publishing/source.ts';
import { manifestHash } from './manifest-hash.ts';
import { archiver } from './pack.ts';

vi.setConfig({ testTimeout: 30_000 });
const run = promisify(execFile);
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

type Content = { path: string; content: Uint8Array; executable: boolean };
const text = (path: string, content: string, executable = false): Content => ({
  path,
  content: Buffer.from(content),
  executable,
});

async function* filesOf(contents: readonly Content[], chunkBytes = 1000): AsyncGenerator<FileToPack> {
  for (const { path, content, executable } of contents) {
    yield { path, executable, sizeBytes: content.length, bytes: chunksOf(content, chunkBytes) };
  }
}

async function* chunksOf(content: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += chunkBytes) yield content.subarray(at, at + chunkBytes);
}

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function packAll(contents: readonly Content[], chunkBytes?: number) {
  const packed = archiver().pack(filesOf(contents, chunkBytes));
  const bytes = await collect(packed.bytes);
  return { bytes, summary: await packed.summary };
}

async function outcomeOf(files: AsyncIterable<FileToPack>, maxPackedBytes?: number) {
  const packed = archiver({ maxPackedBytes }).pack(files);
  const read = await collect(packed.bytes).catch((error: unknown) => error);
  return { read, summary: await packed.summary.catch((error: unknown) => error) };
}

const pathPart = fc.stringMatching(/^[a-zA-Z0-9 äöü日本é._-]{1,40}$/).filter((part) => part !== '.' && part !== '..');
const anyFiles = fc
  .uniqueArray(
    fc.record({
      path: fc.array(pathPart, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('/')),
      content: fc.uint8Array({ maxLength: 3000, size: 'max' }),
      executable: fc.boolean(),
    }),
    { maxLength: 12, selector: (file) => file.path.split('/')[0] },
  )
  .map((files) => files.sort((a, b) => comparePaths(a.path, b.path)));

const example = [text('SKILL.md', '---\nname: a\n---\n'), text('run.sh', '#!/bin/sh\n', true), text('ü/leer', '')];

describe('pack', () => {
  it('gives the known tar for known files, whatever machine packs them', async () => {
    const { bytes, summary } = await packAll(example);
    expect(summary.tarHash).toBe('b77627dd692f879597a3c67850f735cc5470697f720a86878baf03d5fd6ac069');
    expect(summary.tarHash).toBe(sha256(gunzipSync(bytes)));
    expect(summary.contentHash).toBe(sha256(bytes));
    expect(summary.manifestHash).toBe(
      sha256(
        [
          `0644 ${sha256('')} ü/leer\n`,
          `0644 ${sha256('---\nname: a\n---\n')} SKILL.md\n`,
          `0755 ${sha256('#!/bin/sh\n')} run.sh\n`,
        ]
          .sort(comparePaths)
          .join(''),
      ),
    );
    expect(summary).toMatchObject({
      sizeBytes: bytes.length,
      unpackedBytes: 26,
      compressor: `zlib ${process.versions.zlib}`,
      files: [
        { path: 'SKILL.md', hash: sha256('---\nname: a\n---\n'), size: 16, mode: '0644' },
        { path: 'run.sh', hash: sha256('#!/bin/sh\n'), size: 10, mode: '0755' },
        { path: 'ü/leer', hash: sha256(''), size: 0, mode: '0644' },
      ],
    });
  });

  it('writes a gzip header without time, name or system', async () => {
    const { bytes } = await packAll(example);
    expect([...bytes.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
  });

  it('gives the same bytes for the same files, however they arrive in chunks', async () => {
    await fc.assert(
      fc.asyncProperty(anyFiles, fc.integer({ min: 1, max: 5000 }), async (files, chunkBytes) => {
        const [first, second] = [await packAll(files), await packAll(files, chunkBytes)];
        expect(second).toEqual(first);
      }),
      { numRuns: 40 },
    );
  });

  it('is unpacked by the system tar to exactly the files, with their modes', async () => {
    await fc.assert(fc.asyncProperty(anyFiles, expectSystemTarToAgree), { numRuns: 15 });
  });

  it('keeps paths too long for a ustar header', async () => {
    const long = `${'folder/'.repeat(60)}${'n'.repeat(180)}.md`;
    await expectSystemTarToAgree(
      [text('a'.repeat(200), 'x'), text(long, 'deep')].sort((a, b) => comparePaths(a.path, b.path)),
    );
  });

  it('refuses paths that come unsorted or twice', async () => {
    for (const paths of [
      ['b', 'a'],
      ['a', 'a'],
      ['\u{10000}', '\uFF5E'],
    ]) {
      const { read, summary } = await outcomeOf(filesOf(paths.map((path) => text(path, ''))));
      expect(read).toMatchObject({ message: expect.stringContaining('must be sorted') });
      expect(summary).toBe(read);
    }
    const sorted = await outcomeOf(filesOf(['\uFF5E', '\u{10000}'].map((path) => text(path, ''))));
    expect(sorted.read).toBeInstanceOf(Buffer);
  });

  it('refuses a file that is longer or shorter than announced', async () => {
    for (const sizeBytes of [3, 5]) {
      async function* wrong(): AsyncGenerator<FileToPack> {
        yield { path: 'a', executable: false, sizeBytes, bytes: chunksOf(Buffer.from('four'), 2) };
      }
      const { read, summary } = await outcomeOf(wrong());
      expect(read).toMatchObject({ message: `"a" is not ${sizeBytes} bytes long, as announced` });
      expect(summary).toBe(read);
    }
  });

  it('hands an error of the input to the reader and to the summary', async () => {
    const broken = new Error('connection reset');
    async function* failing(): AsyncGenerator<FileToPack> {
      yield { path: 'a', executable: false, sizeBytes: 200_000, bytes: breaking() };
    }
    async function* breaking() {
      yield Buffer.alloc(100_000);
      throw broken;
    }
    expect(await outcomeOf(failing())).toEqual({ read: broken, summary: broken });
  });

  it('stops at the size limit and closes its input', async () => {
    let closed = false;
    let givenBytes = 0;
    async function* endless() {
      try {
        for (let n = 0; ; n += 1) {
          const chunk = createHash('shake256', { outputLength: 65_536 }).update(String(n)).digest();
          givenBytes += chunk.length;
          yield chunk;
        }
      } finally {
        closed = true;
      }
    }
    async function* oneFile(): AsyncGenerator<FileToPack> {
      yield { path: 'a', executable: false, sizeBytes: 2 ** 33, bytes: endless() };
    }
    const { read, summary } = await outcomeOf(oneFile(), 1_000_000);
    expect(read).toBeInstanceOf(TooLarge);
    expect(read).toMatchObject({ path: null, limitBytes: 1_000_000 });
    expect(summary).toBe(read);
    expect(closed).toBe(true);
    expect(givenBytes).toBeLessThan(2_000_000);
  });

  it('reads no further ahead than a little when the reader is slow, and stops when the reader leaves', async () => {
    let givenBytes = 0;
    let closed = false;
    async function* endless() {
      try {
        for (;;) {
          givenBytes += 65_536;
          yield createHash('shake256', { outputLength: 65_536 }).update(String(givenBytes)).digest();
        }
      } finally {
        closed = true;
      }
    }
    async function* oneFile(): AsyncGenerator<FileToPack> {
      yield { path: 'a', executable: false, sizeBytes: 2 ** 33, bytes: endless() };
    }
    const packed = archiver().pack(oneFile());
    let readBytes = 0;
    for await (const chunk of packed.bytes) {
      readBytes += chunk.length;
      if (readBytes > 100_000) break;
    }
    await expect(packed.summary).rejects.toThrow('not read to its end');
    expect(givenBytes).toBeLessThan(2_000_000);
    expect(closed).toBe(true);
  });
});

describe('manifest hash', () => {
  it('does not depend on the order of the files', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 8 }), fc.infiniteStream(fc.nat()), (paths, random) => {
        const files = paths.map((path) => ({ path, hash: sha256(path), size: 1, mode: '0644' as const }));
        const shuffled = files
          .map((file) => ({ file, rank: random.next().value as number }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ file }) => file);
        expect(manifestHash(shuffled)).toBe(manifestHash(files));
      }),
    );
  });
});

async function expectSystemTarToAgree(files: readonly Content[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-pack-'));
  try {
    const { bytes } = await packAll(files);
    await writeFile(join(folder, 'a.tar.gz'), bytes);
    const { stderr } = await run('tar', ['-xzpf', 'a.tar.gz'], {
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
    expect(stderr).toBe('');
    await rm(join(folder, 'a.tar.gz'));
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    const unpacked = found
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    expect(unpacked.sort(comparePaths)).toEqual(files.map((file) => file.path));
    for (const file of files) {
      expect(await readFile(join(folder, file.path))).toEqual(Buffer.from(file.content));
      expect((await stat(join(folder, file.path))).mode & 0o777).toBe(file.executable ? 0o755 : 0o644);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
