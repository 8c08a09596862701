import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { createGzip, gunzipSync, gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defaultPackageLimits } from '../../domain/publishing/package-rules.ts';
import { ArchiveRefused } from '../../ports/registry/archive-inspector.ts';
import { archiveInspector } from './inspect.ts';
import { archiver } from './pack.ts';

const limits = defaultPackageLimits;
const skill = '---\nname: sample\ndescription: A sample.\n---\n';
const kib = 1024;

type Member = Partial<Header> & { name: string; content?: string | Buffer };

/** What tar-stream packs, so that names and types which tar itself would not write can be had. */
async function tarOf(...members: Member[]): Promise<Buffer> {
  const tar = pack();
  const whole = buffer(tar);
  for (const { content = '', ...header } of members) tar.entry({ ...header, size: content.length }, content);
  tar.finalize();
  return whole;
}

async function packed(...members: Member[]): Promise<Buffer> {
  return gzipSync(await tarOf({ name: 'SKILL.md', content: skill }, ...members));
}

async function* pieces(bytes: Buffer, size = 777) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function inspect(bytes: Buffer, over: Partial<typeof limits> = {}, size?: number) {
  const inspection = archiveInspector({ limits: { ...limits, ...over } }).inspect(pieces(bytes, size));
  const through: Uint8Array[] = [];
  for await (const chunk of inspection.bytes) through.push(chunk);
  expect(Buffer.concat(through).equals(bytes)).toBe(true);
  return await inspection.summary;
}

/** The codes and paths of what is wrong with the archive. */
async function refusal(bytes: Buffer, over: Partial<typeof limits> = {}) {
  const error = await inspect(bytes, over).catch((thrown: unknown) => thrown);
  if (!(error instanceof ArchiveRefused)) throw new Error(`not refused: ${String(error)}`);
  for (const { message } of error.problems) expect(message).toMatch(/^.{10,}\.$/s);
  return error.problems.map(({ code, path }) => (path === null ? code : `${code} ${path}`));
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

const files = {
  'SKILL.md': skill,
  'scripts/run.sh': '#!/bin/sh\n',
  'ünïcode/näme.md': 'Ünïcode.\n',
  [`${'long-folder-name/'.repeat(12)}file.md`]: 'Deep.\n',
  'empty.txt': '',
  'bytes.bin': Buffer.alloc(300 * kib, 'abc'),
};
const manifest = Object.entries(files)
  .map(([path, content]) => ({
    path,
    hash: sha256(content),
    size: Buffer.byteLength(content),
    mode: path.endsWith('.sh') ? '0755' : '0644',
  }))
  .sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));

async function folderOf(contents: Record<string, string | Buffer>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-inspect-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(contents)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
    await chmod(join(folder, path), path.endsWith('.sh') ? 0o755 : 0o644);
  }
  return folder;
}

async function gnuTar(folder: string, ...options: string[]): Promise<Buffer> {
  const command = ['-c', '-z', '-f', '-', ...options, '-C', folder, '.'];
  const { stdout } = await promisify(execFile)('tar', command, { encoding: 'buffer', maxBuffer: 2 ** 26 });
  return stdout;
}

describe('an archive of a client is read file by file', () => {
  test.each(['gnu', 'posix', 'oldgnu'])(
    'as tar packs it in the format %s, folders, ./ and long names included',
    async (format) => {
      const archive = await gnuTar(await folderOf(files), `--format=${format}`);
      const { archive: read, skillMd } = await inspect(archive);
      expect(read.files).toEqual(manifest);
      expect(Buffer.from(skillMd).toString()).toBe(skill);
      expect(read).toMatchObject({
        contentHash: sha256(archive),
        tarHash: sha256(gunzipSync(archive)),
        sizeBytes: archive.length,
        unpackedBytes: manifest.reduce((sum, { size }) => sum + size, 0),
        compressor: 'client',
      });
    },
  );

  test.each(['ustar', 'v7'])('as tar packs it in the format %s', async (format) => {
    const short = { 'SKILL.md': skill, 'a/b.txt': 'b' };
    const { archive } = await inspect(await gnuTar(await folderOf(short), `--format=${format}`));
    expect(archive.files.map(({ path }) => path)).toEqual(['SKILL.md', 'a/b.txt']);
  });

  test('as Node packs it, in chunks of any size', async () => {
    const members = Object.entries(files).map(([name, content]) => ({ name: `./${name}`, content, mode: 0o644 }));
    const tar = await tarOf(...members);
    for (const size of [1_000_000, 512, 511]) {
      const { archive } = await inspect(gzipSync(tar), {}, size);
      expect(archive.files.map(({ path, hash }) => [path, hash])).toEqual(
        manifest.map(({ path, hash }) => [path, hash]),
      );
    }
  });

  test('as we pack it ourselves: the same files have the same manifest hash', async () => {
    const sorted = manifest.map(({ path, size, mode }) => {
      const content = files[path as keyof typeof files] ?? '';
      return {
        path,
        executable: mode === '0755',
        sizeBytes: size,
        bytes: pieces(typeof content === 'string' ? Buffer.from(content) : content),
      };
    });
    const ours = archiver().pack(
      (async function* () {
        yield* sorted;
      })(),
    );
    const archive = await buffer(ours.bytes);
    const summary = await ours.summary;
    expect((await inspect(archive)).archive).toEqual({ ...summary, compressor: 'client' });
  });

  test('a file named in a pax header larger than a block', async () => {
    const name = `${'n'.repeat(200)}/`.repeat(4).concat('file');
    const { archive } = await inspect(await packed({ name, content: 'x', pax: { comment: 'c'.repeat(5_000) } }));
    expect(archive.files.map(({ path }) => path)).toContain(name);
  });
});

describe('what packages may not hold is refused with its code and path', () => {
  test.each<[string, Member]>([
    ['link evil', { name: 'evil', type: 'symlink', linkname: '/etc/passwd' }],
    ['link hard', { name: 'hard', type: 'link', linkname: 'SKILL.md' }],
    ['special_file pipe', { name: 'pipe', type: 'fifo' }],
    ['special_file null', { name: 'null', type: 'character-device' }],
    ['path_traversal ../up', { name: '../up', content: 'x' }],
    ['path_traversal a/../../up', { name: 'a/../../up', content: 'x' }],
    ['path_traversal ../folder/', { name: '../folder/', type: 'directory' }],
    ['absolute_path /etc/cron.d/x', { name: '/etc/cron.d/x', content: 'x' }],
    ['control_character a\\u0007b', { name: 'a\u0007b', content: 'x' }],
    ['control_character a\\u0000b', { name: 'ok', content: 'x', pax: { path: 'a\u0000b' } }],
    ['key_material certs/server.pem', { name: 'certs/server.pem', content: 'x' }],
    ['excluded_path .env', { name: '.env', content: 'SECRET=1' }],
    ['excluded_path ./.git/config', { name: './.git/config', content: 'x' }],
    ['excluded_path node_modules', { name: 'node_modules', type: 'directory' }],
    ['duplicate_name SKILL.md', { name: './SKILL.md', content: skill }],
    ['name_conflict_case skill.md', { name: 'skill.md', content: 'x' }],
    ['lfs_pointer big.bin', { name: 'big.bin', content: 'version https://git-lfs.github.com/spec/v1\noid x\n' }],
    ['file_too_large big.txt', { name: 'big.txt', content: Buffer.alloc(2 ** 21 + 1) }],
  ])('%s', async (expected, member) => {
    expect(await refusal(await packed(member))).toEqual([expected]);
  });

  test('a link as tar packs it, and a file with holes', async () => {
    const folder = await folderOf({ 'SKILL.md': skill });
    await symlink('/etc/passwd', join(folder, 'passwd'));
    await promisify(execFile)('truncate', ['-s', '1M', join(folder, 'holes')]);
    expect(await refusal(await gnuTar(folder, '-S', '--format=posix'))).toEqual(
      expect.arrayContaining(['link passwd', expect.stringMatching(/^special_file .*holes/)]),
    );
    expect(await refusal(await gnuTar(folder, '-S', '--format=gnu'))).toContain('special_file holes');
  });

  test('names in two Unicode forms', async () => {
    const archive = await packed({ name: 'caf\u00e9.md', content: '1' }, { name: 'cafe\u0301.md', content: '2' });
    expect(await refusal(archive)).toEqual([expect.stringContaining('name_conflict_unicode')]);
  });

  test('all problems are named, not only the first', async () => {
    const archive = await packed({ name: 'a.pem', content: 'x' }, { name: 'evil', type: 'symlink', linkname: 'x' });
    expect(await refusal(archive)).toEqual(['key_material a.pem', 'link evil']);
  });

  test('no SKILL.md at the root', async () => {
    expect(await refusal(gzipSync(await tarOf({ name: 'sample/SKILL.md', content: skill })))).toEqual([
      'skill_md_missing',
    ]);
    expect(await refusal(gzipSync(await tarOf()))).toEqual(['skill_md_missing']);
    expect(await refusal(gzipSync(await tarOf({ name: 'SKILL.md', type: 'directory' })))).toEqual(['skill_md_missing']);
  });

  test('more files, members, bytes or packed bytes than allowed', async () => {
    const many = Array.from({ length: 20 }, (_, index): Member => ({ name: `f${index}`, content: 'x'.repeat(100) }));
    expect(await refusal(await packed(...many), { maxFiles: 20 })).toEqual(['too_many_files']);
    expect(await refusal(await packed(...many), { maxUnpackedBytes: 1_000 })).toEqual(['package_too_large']);
    expect(await refusal(await packed(...many), { maxPackedBytes: 100 })).toEqual(['archive_too_large']);
    const folders = Array.from({ length: 20 }, (_, index): Member => ({ name: `d${index}`, type: 'directory' }));
    expect(await refusal(await packed(...folders), { maxFiles: 2 })).toEqual(['too_many_files']);
  });
});

describe('a bomb is left before it goes off', () => {
  /** How many bytes of the endless archive were asked for until it was refused. */
  async function read(header: Member & { size: number }, then: AsyncIterable<Uint8Array>) {
    const tar = await tarOf({ name: 'SKILL.md', content: skill }, { ...header, content: '' });
    const start = tar.subarray(0, 1_024);
    const taken = { bytes: 0 };
    async function* unpacked() {
      yield start;
      for await (const chunk of then) {
        taken.bytes += chunk.length;
        yield chunk;
      }
    }
    const source = Readable.from(unpacked(), { objectMode: false });
    const gzip = source.pipe(createGzip());
    const inspection = archiveInspector({ limits }).inspect(gzip as AsyncIterable<Buffer>);
    const error = await buffer(inspection.bytes).catch((thrown: unknown) => thrown);
    source.destroy();
    gzip.destroy();
    return { codes: error instanceof ArchiveRefused ? error.problems.map(({ code }) => code) : error, ...taken };
  }
  async function* zeros(count: number) {
    for (let block = 0; block < count; block += 1) yield Buffer.alloc(2 ** 20);
  }

  test('zeros behind its end', async () => {
    const { codes, bytes } = await read({ name: 'x', size: 0 }, zeros(10_000));
    expect(codes).toEqual(['package_too_large']);
    expect(bytes).toBeLessThan(200 * 2 ** 20);
  });

  test('folders without end', async () => {
    const one = (await tarOf({ name: 'd/', type: 'directory' })).subarray(0, 512);
    async function* folders() {
      const block = Buffer.concat(Array.from({ length: 2_048 }, () => one));
      for (let count = 0; count < 10_000; count += 1) yield block;
    }
    const { codes, bytes } = await read({ name: 'x', size: 0 }, folders());
    expect(codes).toEqual(['too_many_files']);
    expect(bytes).toBeLessThan(200 * 2 ** 20);
  });
});

describe('an archive that other tools would read otherwise is malformed', () => {
  test('no gzip, a damaged one, one cut off, nothing at all', async () => {
    const good = await packed({ name: 'a', content: 'a'.repeat(5_000) });
    const damaged = Buffer.from(good);
    damaged[60] = (damaged[60] ?? 0) ^ 0xff;
    for (const bytes of [
      Buffer.from('no gzip'),
      damaged,
      good.subarray(0, -9),
      good.subarray(0, 60),
      Buffer.alloc(0),
    ]) {
      expect(await refusal(bytes)).toEqual(['archive_malformed']);
    }
  });

  test('bytes, zeros or another gzip behind the gzip', async () => {
    const good = await packed();
    const second = gzipSync(await tarOf({ name: 'hidden', content: 'x' }));
    for (const more of [
      Buffer.from('junk'),
      Buffer.alloc(700),
      Buffer.alloc(1),
      second,
      gzipSync(Buffer.alloc(1_024)),
    ]) {
      expect(await refusal(Buffer.concat([good, more]))).toEqual(['archive_malformed']);
    }
  });

  test('a tar behind the end of the tar', async () => {
    const tar = await tarOf({ name: 'SKILL.md', content: skill });
    expect(await refusal(gzipSync(Buffer.concat([tar, await tarOf({ name: 'hidden', content: 'x' })])))).toEqual([
      'archive_malformed',
    ]);
  });

  test('no tar, a header with a wrong checksum, a tar cut off', async () => {
    const tar = await tarOf({ name: 'SKILL.md', content: skill });
    const broken = Buffer.from(tar);
    broken.write('x', 0);
    for (const bytes of [Buffer.from('no tar at all'.repeat(100)), broken, tar.subarray(0, 600)]) {
      expect(await refusal(gzipSync(bytes))).toEqual(['archive_malformed']);
    }
  });

  test('a name that is no UTF-8', async () => {
    const tar = await tarOf({ name: 'SKILL.md', content: skill }, { name: 'aaaa', content: 'x' });
    const at = tar.indexOf('aaaa');
    const changed = Buffer.from(tar);
    changed[at] = 0xff;
    const sum = Number.parseInt(changed.subarray(at + 148, at + 154).toString(), 8) + 0xff - 0x61;
    changed.write(`${sum.toString(8).padStart(6, '0')}\0 `, at + 148);
    expect(await refusal(gzipSync(changed))).toEqual(['archive_malformed']);
  });

  test('a global header that names a file', async () => {
    const tar = await tarOf(
      { name: 'pax_global_header', content: '18 path=not/shown\n' },
      { name: 'SKILL.md', content: skill },
    );
    tar[156] = 'g'.charCodeAt(0);
    const sum = Number.parseInt(tar.subarray(148, 154).toString(), 8) + 'g'.charCodeAt(0) - '0'.charCodeAt(0);
    tar.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    await expect(inspect(gzipSync(tar))).rejects.toThrow('names one file for all');
  });
});

test('whoever stops reading leaves nothing hanging', async () => {
  const inspection = archiveInspector({ limits }).inspect(
    pieces(await packed({ name: 'a', content: 'x'.repeat(50_000) })),
  );
  for await (const _ of inspection.bytes) break;
  await expect(inspection.summary).rejects.toThrow('not read to its end');
});

test('an upload that breaks off is the error it is, not a refusal', async () => {
  async function* broken() {
    yield (await packed()).subarray(0, 50);
    throw new Error('the connection is gone');
  }
  const inspection = archiveInspector({ limits }).inspect(broken());
  await expect(buffer(inspection.bytes)).rejects.toThrow('the connection is gone');
});
