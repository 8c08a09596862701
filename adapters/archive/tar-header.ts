import { MalformedArchive } from './byte-reader.ts';

export const blockBytes = 512;

/** One header block of a tar. `type` is the type flag as a character, `0` for the old NUL; `mode` the permission bits. */
export type TarHeader = { path: string; type: string; mode: number; sizeBytes: number };

/**
 * Reads a header block of the ustar, pax, GNU or V7 format; null for a block of zeros, which ends an archive.
 * Source: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06 and GNU tar's manual,
 * "Basic Tar Format".
 */
export function parseHeader(block: Uint8Array): TarHeader | null {
  const sum = checksum(block);
  if (sum === emptyChecksum) return null;
  if (sum !== octal(block.subarray(148, 156))) throw notATar();
  const magic = Buffer.from(block.subarray(257, 265)).toString('latin1');
  const name = text(block.subarray(0, 100));
  // Only POSIX's format has a prefix there; GNU's own keeps times in that place.
  const prefix = magic.startsWith('ustar\0') ? text(block.subarray(345, 500)) : '';
  const path = prefix === '' ? name : `${prefix}/${name}`;
  const flag = String.fromCharCode(block[156] ?? 0);
  const type = flag === '\0' ? '0' : flag;
  return {
    path,
    // Before there was a type for folders, a slash at the end was what told them.
    type: type === '0' && path.endsWith('/') ? '5' : type,
    mode: octal(block.subarray(100, 108)),
    sizeBytes: number(block.subarray(124, 136)),
  };
}

/** UTF-8 up to the first NUL. */
export function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return utf8(end === -1 ? bytes : bytes.subarray(0, end));
}

export function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const shown = JSON.stringify(Buffer.from(bytes.subarray(0, 200)).toString('latin1'));
    throw new MalformedArchive(`A name in the archive is no UTF-8: ${shown}. Rename that file.`);
  }
}

/** What the checksum of nothing but zeros is: its own field counts as eight spaces. */
const emptyChecksum = 8 * 32;

function checksum(block: Uint8Array): number {
  let sum = emptyChecksum;
  for (let at = 0; at < blockBytes; at += 1) if (at < 148 || at >= 156) sum += block[at] ?? 0;
  return sum;
}

function octal(field: Uint8Array): number {
  const digits = Buffer.from(field).toString('latin1').replaceAll('\0', ' ').trim();
  if (digits === '') return 0;
  if (!/^[0-7]+$/.test(digits)) throw notATar();
  return Number.parseInt(digits, 8);
}

/** A size in octal, or, as GNU writes large ones, in binary behind a set bit. */
function number(field: Uint8Array): number {
  if (field[0] !== 0x80) return octal(field);
  const size = BigInt(`0x${Buffer.from(field.subarray(1)).toString('hex')}`);
  if (size > BigInt(Number.MAX_SAFE_INTEGER)) throw notATar();
  return Number(size);
}

function notATar(): MalformedArchive {
  return new MalformedArchive('What is inside of the gzip is no tar, or a damaged one. Pack it again with tar.');
}
