import { addAbortSignal, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/**
 * The inside of a gzip, streamed. `bytes` is closed as soon as the reader leaves, also in the middle. Throws an
 * `AbortError` when `signal` aborts.
 */
export async function* gunzipped(bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const source = Readable.from(bytes, { objectMode: false });
  const gunzip = createGunzip({ chunkSize: 65_536 });
  const closed = new Promise((resolve) => source.once('close', resolve));
  source.on('error', (error) => gunzip.destroy(error));
  addAbortSignal(signal, gunzip);
  try {
    yield* source.pipe(gunzip) as AsyncIterable<Uint8Array>;
  } finally {
    source.destroy();
    gunzip.destroy();
    await closed;
  }
}

/** Whether zlib says that the bytes are no gzip, a damaged one, or cut off. */
export function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
}
