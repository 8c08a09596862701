import { ByteReader, MalformedArchive } from './byte-reader.ts';
import { blockBytes, parseHeader, type TarHeader, text, utf8 } from './tar-header.ts';

/** One member of a tar. `mode` is git's six octal digits; of what is neither file, folder nor link: `000000`. */
export type TarMember = { path: string; mode: string; sizeBytes: number; bytes: AsyncIterable<Uint8Array> };

/** What headers before a member say of it. */
type Extended = { path?: string; sizeBytes?: number; sparse?: boolean };

/** Long names and attributes of one member; more than this no packer writes, and it is held in memory. */
const maxExtendedBytes = 256 * 1024;

/**
 * Reads a tar member by member, each member's bytes before the next. Strict where readers of tars differ, so that nobody
 * finds other files in an archive than we did: nothing may follow its end, folders have no bytes, and no header names a
 * file for all that follow. Throws `MalformedArchive`.
 */
export async function* tarMembers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<TarMember> {
  const reader = new ByteReader(chunks);
  let extended: Extended = {};
  for (;;) {
    const block = await reader.exactly(blockBytes);
    const header = block && parseHeader(block);
    if (header === null) {
      if (Object.keys(extended).length > 0) throw dangling();
      return await expectNothing(reader);
    }
    const name = extendedHeaders[header.type];
    if (name) {
      extended = merged(extended, await readExtended(reader, header, name));
      continue;
    }
    const member = memberOf(header, extended);
    extended = {};
    const bytes = reader.streamed(member.sizeBytes);
    yield { ...member, bytes };
    for await (const _ of bytes);
    await skipPadding(reader, member.sizeBytes);
  }
}

/** A member's path as manifests list it: without `./`, empty parts and a slash at its end. */
export function plainPath(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

const extendedHeaders: Readonly<Record<string, 'pax' | 'pax-global' | 'gnu-path' | 'gnu-link'>> = {
  x: 'pax',
  g: 'pax-global',
  L: 'gnu-path',
  K: 'gnu-link',
};

function memberOf(header: TarHeader, extended: Extended): Omit<TarMember, 'bytes'> {
  const path = extended.path ?? header.path;
  const sizeBytes = extended.sizeBytes ?? header.sizeBytes;
  const isFolder = header.type === '5' || (header.type === '0' && path.endsWith('/'));
  if (isFolder && sizeBytes > 0) throw new MalformedArchive(`The folder ${shown(path)} has bytes in the archive.`);
  return { path, mode: extended.sparse ? '000000' : modeOf(header, isFolder), sizeBytes };
}

function modeOf({ type, mode }: TarHeader, isFolder: boolean): string {
  if (isFolder) return '040000';
  // 7: a contiguous file, which is a file to everybody today.
  if (type === '0' || type === '7') return mode & 0o100 ? '100755' : '100644';
  return type === '1' || type === '2' ? '120000' : '000000';
}

async function readExtended(
  reader: ByteReader,
  { sizeBytes }: TarHeader,
  kind: (typeof extendedHeaders)[string],
): Promise<Extended> {
  if (sizeBytes > maxExtendedBytes) throw new MalformedArchive('A name or its attributes in the archive are too long.');
  const bytes = (await reader.exactly(sizeBytes)) ?? new Uint8Array(0);
  if (bytes.length < sizeBytes) throw dangling();
  await skipPadding(reader, sizeBytes);
  if (kind === 'gnu-path') return { path: text(bytes) };
  if (kind === 'gnu-link') return {};
  const extended = parsePax(bytes);
  if (kind === 'pax') return extended;
  if (Object.keys(extended).length > 0) {
    throw new MalformedArchive('The archive has a header that names one file for all. Pack it again without it.');
  }
  return {};
}

/** Records `<length> <key>=<value>\n`; the length counts itself. Source: the pax format, "pax Extended Header". */
function parsePax(bytes: Uint8Array): Extended {
  const extended: Extended = {};
  for (let rest = bytes; rest.length > 0; ) {
    const digits = /^(\d{1,7}) /.exec(Buffer.from(rest.subarray(0, 8)).toString('latin1'))?.[1] ?? '';
    const length = Number(digits);
    if (length <= digits.length + 2 || length > rest.length || rest[length - 1] !== 0x0a) throw brokenPax();
    const record = rest.subarray(digits.length + 1, length - 1);
    const equals = record.indexOf(0x3d);
    if (equals < 1) throw brokenPax();
    readRecord(extended, Buffer.from(record.subarray(0, equals)).toString('latin1'), record.subarray(equals + 1));
    rest = rest.subarray(length);
  }
  return extended;
}

function readRecord(extended: Extended, key: string, value: Uint8Array): void {
  if (key === 'path') extended.path = utf8(value);
  if (key === 'size') {
    const digits = utf8(value);
    if (!/^\d{1,15}$/.test(digits)) throw brokenPax();
    extended.sizeBytes = Number(digits);
  }
  // A file with holes: what such a member holds is a map, not the file.
  if (key.startsWith('GNU.sparse.')) extended.sparse = true;
}

function merged(before: Extended, more: Extended): Extended {
  if (before.path !== undefined && more.path !== undefined) {
    throw new MalformedArchive(`The archive gives one file two names: ${shown(before.path)} and ${shown(more.path)}.`);
  }
  return { ...before, ...more };
}

async function skipPadding(reader: ByteReader, sizeBytes: number): Promise<void> {
  const padding = (blockBytes - (sizeBytes % blockBytes)) % blockBytes;
  for await (const _ of reader.streamed(padding));
}

/** Behind its end a tar has zeros only, up to the size of the record that it was written in. */
async function expectNothing(reader: ByteReader): Promise<void> {
  for (let piece = await reader.some(65_536); piece !== null; piece = await reader.some(65_536)) {
    if (piece.some((byte) => byte !== 0)) {
      throw new MalformedArchive('The archive goes on behind its end. Pack it again, in one go.');
    }
  }
}

function shown(path: string): string {
  return JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path);
}

function dangling(): MalformedArchive {
  return new MalformedArchive('The archive ends behind a header that belongs to a file. Pack it again.');
}

function brokenPax(): MalformedArchive {
  return new MalformedArchive('A pax header of the archive is damaged. Pack it again.');
}
