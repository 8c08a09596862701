import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';

/** The files of a `.tar.gz` by their paths. */
export async function extractTarGz(archive: Buffer): Promise<Map<string, { mode: number; bytes: Buffer }>> {
  const files = new Map<string, { mode: number; bytes: Buffer }>();
  const entries = Readable.from([archive]).pipe(createGunzip()).pipe(extract());
  for await (const entry of entries) {
    files.set(entry.header.name, { mode: entry.header.mode ?? 0, bytes: await buffer(entry) });
  }
  return files;
}
