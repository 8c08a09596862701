import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import type { ManifestFile, PackedArchive } from '../../domain/registry/version.ts';
import type { Archiver, FileToPack } from '../../ports/publishing/archive.ts';
import { TooLarge } from '../../ports/publishing/source.ts';
import { manifestHash } from './manifest-hash.ts';
import { tarOf } from './tar.ts';

type Tally = { files: ManifestFile[]; tarHash: string; contentHash: string; sizeBytes: number };

const blockBytes = 65_536;
const gzipHeaderOsByte = 9;

/**
 * Packs with ustar headers, pax headers where a path needs them, and gzip at level 9. `bytes` can be read once.
 * Input that comes unsorted, twice, or in another size than announced is an error; an archive of more than
 * `maxPackedBytes` is `TooLarge`. An error reaches the reader of `bytes` and whoever waits for `summary`.
 */
export function archiver(options: { maxPackedBytes?: number } = {}): Archiver {
  const maxPackedBytes = options.maxPackedBytes ?? Number.POSITIVE_INFINITY;
  return {
    pack(files) {
      const settled = Promise.withResolvers<PackedArchive>();
      // Whoever reads only `bytes` learns of the error there: `summary` alone must not end the process.
      settled.promise.catch(() => undefined);
      return { bytes: packedBytes(files, maxPackedBytes, settled), summary: settled.promise };
    },
  };
}

async function* packedBytes(
  input: AsyncIterable<FileToPack>,
  maxPackedBytes: number,
  settled: PromiseWithResolvers<PackedArchive>,
): AsyncGenerator<Uint8Array> {
  const tally: Tally = { files: [], tarHash: '', contentHash: '', sizeBytes: 0 };
  try {
    const hash = createHash('sha256');
    for await (const chunk of gzipOf(hashedTar(input, tally))) {
      tally.sizeBytes += chunk.length;
      if (tally.sizeBytes > maxPackedBytes) throw new TooLarge(null, maxPackedBytes);
      hash.update(chunk);
      yield chunk;
    }
    tally.contentHash = hash.digest('hex');
    settled.resolve(summaryOf(tally));
  } catch (error) {
    settled.reject(error);
    throw error;
  } finally {
    // Does nothing when settled above: this is the reader that left early.
    settled.reject(new Error('The archive was not read to its end'));
  }
}

async function* hashedTar(input: AsyncIterable<FileToPack>, tally: Tally): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const block of inBlocks(tarOf(input, tally.files))) {
    hash.update(block);
    yield block;
  }
  tally.tarHash = hash.digest('hex');
}

/** Blocks of one size, so that what the compressor sees does not depend on how the input happened to arrive. */
async function* inBlocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (let chunk of chunks) {
    while (heldBytes + chunk.length >= blockBytes) {
      const taken = blockBytes - heldBytes;
      yield Buffer.concat([...held, chunk.subarray(0, taken)], blockBytes);
      chunk = chunk.subarray(taken);
      held = [];
      heldBytes = 0;
    }
    if (chunk.length > 0) held.push(chunk);
    heldBytes += chunk.length;
  }
  if (heldBytes > 0) yield Buffer.concat(held, heldBytes);
}

async function* gzipOf(tar: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(tar, { objectMode: false, highWaterMark: blockBytes });
  const gzip = createGzip({ level: constants.Z_BEST_COMPRESSION });
  const closed = new Promise((resolve) => source.once('close', resolve));
  source.on('error', (error) => gzip.destroy(error));
  let sent = 0;
  try {
    for await (const chunk of source.pipe(gzip) as AsyncIterable<Buffer>) {
      // zlib writes the system it was built on; 255 is "unknown" (RFC 1952, section 2.3.1).
      if (sent <= gzipHeaderOsByte && gzipHeaderOsByte < sent + chunk.length) chunk[gzipHeaderOsByte - sent] = 255;
      sent += chunk.length;
      yield chunk;
    }
  } finally {
    source.destroy();
    gzip.destroy();
    // The input's own clean-up is part of this: a checkout may be closed right after.
    await closed;
  }
}

function summaryOf({ files, tarHash, contentHash, sizeBytes }: Tally): PackedArchive {
  return {
    contentHash,
    tarHash,
    manifestHash: manifestHash(files),
    sizeBytes,
    unpackedBytes: files.reduce((total, file) => total + file.size, 0),
    compressor: `zlib ${process.versions.zlib}`,
    files,
  };
}
