import { createHash, type Hash } from 'node:crypto';
import { createGunzip, type Gunzip } from 'node:zlib';
import { type PackageLimits, sizeProblem } from '../../domain/publishing/package-rules.ts';
import {
  type ArchiveInspector,
  ArchiveRefused,
  type InspectedArchive,
} from '../../ports/registry/archive-inspector.ts';
import { MalformedArchive } from './byte-reader.ts';
import { isZlibError } from './gunzip.ts';
import { manifestHash } from './manifest-hash.ts';
import { type PackageContents, readPackage } from './package-contents.ts';
import { readStoredFile } from './stored-file.ts';

/** Bytes of the tar besides the files': headers, padding, long names. More than packers need, less than harms. */
const overheadBytes = { perFile: 4_096, whole: 2 ** 20 };

/** Reads one gzip member that holds a tar. Whatever follows that member is refused, since readers of gzip differ on it. */
export function archiveInspector({ limits }: { limits: PackageLimits }): ArchiveInspector {
  return {
    inspect(bytes) {
      const settled = Promise.withResolvers<InspectedArchive>();
      // Whoever reads only `bytes` learns of the error there: `summary` alone must not end the process.
      settled.promise.catch(() => undefined);
      return { bytes: passedOn(bytes, limits, settled), summary: settled.promise };
    },
    readFile: readStoredFile,
  };
}

async function* passedOn(
  input: AsyncIterable<Uint8Array>,
  limits: PackageLimits,
  settled: PromiseWithResolvers<InspectedArchive>,
): AsyncGenerator<Uint8Array> {
  const inside = openInside(limits);
  const hash = createHash('sha256');
  let [sizeBytes, tail] = [0, Buffer.alloc(0)];
  try {
    for await (const chunk of input) {
      sizeBytes += chunk.length;
      if (sizeBytes > limits.maxPackedBytes) {
        throw new ArchiveRefused([sizeProblem(null, limits.maxPackedBytes, 'archive')]);
      }
      hash.update(chunk);
      tail = Buffer.concat([tail, chunk]).subarray(-4);
      await inside.write(chunk);
      yield chunk;
    }
    if (sizeBytes === 0) throw new MalformedArchive(notGzip);
    const { contents, tarHash, tarBytes } = await inside.end();
    if (tail.length < 4 || tail.readUInt32LE() !== tarBytes % 2 ** 32) throw notOneMember();
    settled.resolve(inspected(contents, { contentHash: hash.digest('hex'), tarHash, sizeBytes }));
  } catch (error) {
    const refused = error instanceof MalformedArchive ? malformed(error.message) : error;
    settled.reject(refused);
    throw refused;
  } finally {
    await inside.close();
    // Does nothing when settled above: this is the reader that left early.
    settled.reject(new Error('The archive was not read to its end'));
  }
}

type Inside = { contents: PackageContents; tarHash: string; tarBytes: number };

/** The inside of the gzip, read while the outside is written into it piece by piece. */
function openInside(limits: PackageLimits) {
  const gunzip = createGunzip({ chunkSize: 65_536 });
  const tally = { hash: createHash('sha256'), bytes: 0 };
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  const reading = readPackage(tarOf(gunzip, tally, limits), limits);
  reading.catch(failed.reject);
  return {
    async write(chunk: Uint8Array): Promise<void> {
      const drained = gunzip.write(chunk) || gunzip.destroyed || new Promise((drain) => gunzip.once('drain', drain));
      await Promise.race([failed.promise, drained]);
    },
    async end(): Promise<Inside> {
      gunzip.end();
      const contents = await reading;
      return { contents, tarHash: tally.hash.digest('hex'), tarBytes: tally.bytes };
    },
    async close(): Promise<void> {
      gunzip.destroy();
      await reading.catch(() => undefined);
    },
  };
}

async function* tarOf(
  gunzip: Gunzip,
  tally: { hash: Hash; bytes: number },
  { maxFiles, maxUnpackedBytes }: PackageLimits,
): AsyncGenerator<Uint8Array> {
  const maxBytes = maxUnpackedBytes + overheadBytes.whole + maxFiles * overheadBytes.perFile;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      tally.bytes += chunk.length;
      if (tally.bytes > maxBytes) throw new ArchiveRefused([sizeProblem(null, maxUnpackedBytes)]);
      tally.hash.update(chunk);
      yield chunk;
    }
  } catch (error) {
    throw isZlibError(error) ? new MalformedArchive(notGzip) : error;
  }
}

const notGzip = 'The archive is no gzip, a damaged one, or cut off. Pack it with tar and gzip, and send all of it.';

/**
 * A gzip ends with the length of what its last member holds (RFC 1952, section 2.3.1). When that is the length of all that
 * came out, no other member held anything, and nothing followed.
 */
function notOneMember(): MalformedArchive {
  return new MalformedArchive('The archive has something behind the end of its gzip. Pack it as one gzip.');
}

function malformed(message: string): ArchiveRefused {
  return new ArchiveRefused([{ code: 'archive_malformed', path: null, message }]);
}

function inspected(
  { files, unpackedBytes, skillMd }: PackageContents,
  packed: { contentHash: string; tarHash: string; sizeBytes: number },
): InspectedArchive {
  // Who packed it does not say by which compressor.
  const archive = { ...packed, manifestHash: manifestHash(files), unpackedBytes, compressor: 'client', files };
  return { archive, skillMd };
}
