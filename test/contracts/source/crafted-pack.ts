import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { constants, crc32, deflateRawSync, deflateSync } from 'node:zlib';

/** An object as a pack holds it; `id` is believed, so that nothing has to be unpacked to make a bomb. */
export type PackedObject = { id: string; bytes: Buffer };

const mebibyte = 2 ** 20;

/** Zeros, a thousand to one. Format: gitformat-pack(5), RFC 1950, RFC 1951. `id` is that of the blob of so many zeros. */
export function zeros(id: string, mebibytes: number): PackedObject {
  const sizeBytes = mebibytes * mebibyte;
  // Each block stands for itself, so that one can be repeated without compressing gigabytes.
  const block = deflateRawSync(Buffer.alloc(mebibyte), { finishFlush: constants.Z_FULL_FLUSH });
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE((sizeBytes % 65_521) * 65_536 + 1);
  const blocks = Array.from({ length: mebibytes }, () => block);
  const end = Buffer.from([1, 0, 0, 0xff, 0xff]);
  return {
    id,
    bytes: Buffer.concat([objectHeader(3, sizeBytes), Buffer.from([0x78, 0x9c]), ...blocks, end, checksum]),
  };
}

/** A blob of 64 KiB, and one that is that blob `times` times over, as a delta of one byte for each. */
export function deltaBomb(times: number): { base: PackedObject; bomb: PackedObject } {
  const content = Buffer.alloc(65_536, 'waybill ');
  const hash = createHash('sha1').update(`blob ${times * content.length}\0`);
  for (let n = 0; n < times; n += 1) hash.update(content);
  const base = {
    id: createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex'),
    bytes: Buffer.concat([objectHeader(3, content.length), deflateSync(content)]),
  };
  const delta = Buffer.concat([leb128(content.length), leb128(times * content.length), Buffer.alloc(times, 0x80)]);
  const distance = base.bytes.length;
  const bytes = Buffer.concat([objectHeader(6, delta.length), offsetBytes(distance), deflateSync(delta)]);
  return { base, bomb: { id: hash.digest('hex'), bytes } };
}

/** Puts the objects into the repository, in this order, as one pack with its index (version 2). */
export async function writePack(dir: string, objects: readonly PackedObject[]): Promise<void> {
  const head = Buffer.alloc(12);
  head.write('PACK');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(objects.length, 8);
  const body = Buffer.concat([head, ...objects.map((object) => object.bytes)]);
  const checksum = createHash('sha1').update(body).digest();
  let offset = head.length;
  const rows = objects.map(({ id, bytes }) => {
    const row = { id: Buffer.from(id, 'hex'), crc: uint32(crc32(bytes)), offset: uint32(offset) };
    offset += bytes.length;
    return row;
  });
  rows.sort((a, b) => Buffer.compare(a.id, b.id));
  const fanout = Array.from({ length: 256 }, (_, first) =>
    uint32(rows.filter(({ id }) => id.readUInt8() <= first).length),
  );
  const columns = [...rows.map((row) => row.id), ...rows.map((row) => row.crc), ...rows.map((row) => row.offset)];
  const index = Buffer.concat([Buffer.from([0xff, 0x74, 0x4f, 0x63]), uint32(2), ...fanout, ...columns, checksum]);
  const path = join(dir, 'objects', 'pack', `pack-${checksum.toString('hex')}`);
  await writeFile(`${path}.pack`, Buffer.concat([body, checksum]));
  await writeFile(`${path}.idx`, Buffer.concat([index, createHash('sha1').update(index).digest()]));
}

function objectHeader(type: number, size: number): Buffer {
  const bytes: number[] = [];
  let rest = Math.floor(size / 16);
  let byte = type * 16 + (size % 16);
  while (rest > 0) {
    bytes.push(byte | 0x80);
    byte = rest % 128;
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, byte]);
}

function leb128(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}

function offsetBytes(distance: number): Buffer {
  const bytes = [distance % 128];
  for (let rest = Math.floor(distance / 128); rest > 0; rest = Math.floor(rest / 128)) {
    rest -= 1;
    bytes.unshift((rest % 128) | 0x80);
  }
  return Buffer.from(bytes);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
