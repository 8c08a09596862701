import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type Pack, pack } from 'tar-stream';
import { comparePaths } from '../../domain/publishing/package-rules.ts';
import type { ManifestFile } from '../../domain/registry/version.ts';
import type { FileToPack } from '../../ports/publishing/archive.ts';

// Not 0: zip knows no time before 1980, and some tools warn of 1970. npm packs with this one.
const fixedTime = new Date('1985-10-26T08:15:00Z');

/** The tar of the files, streamed; `manifest` gains a row for each file once it was packed whole. */
export async function* tarOf(files: AsyncIterable<FileToPack>, manifest: ManifestFile[]): AsyncGenerator<Uint8Array> {
  const tar = pack();
  const filling = fill(tar, files, manifest).catch((error: unknown) => {
    tar.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  try {
    yield* tar as AsyncIterable<Uint8Array>;
  } finally {
    tar.destroy();
    await filling;
  }
}

async function fill(tar: Pack, files: AsyncIterable<FileToPack>, manifest: ManifestFile[]): Promise<void> {
  for await (const file of files) {
    const last = manifest.at(-1);
    if (last !== undefined && comparePaths(last.path, file.path) >= 0) {
      throw new Error(`Files to pack must be sorted: "${file.path}" came after "${last.path}"`);
    }
    manifest.push(await addFile(tar, file));
  }
  tar.finalize();
}

async function addFile(tar: Pack, file: FileToPack): Promise<ManifestFile> {
  const mode = file.executable ? 0o755 : 0o644;
  const hash = createHash('sha256');
  const closed = Promise.withResolvers<void>();
  const entry = tar.entry(
    { name: file.path, mode, size: file.sizeBytes, type: 'file', mtime: fixedTime, uid: 0, gid: 0 },
    () => undefined,
  );
  entry.on('error', () => undefined);
  entry.on('close', () => closed.resolve());
  let size = 0;
  for await (const chunk of file.bytes) {
    if (entry.destroyed) throw new Error('The archive was not read to its end');
    size += chunk.length;
    if (size > file.sizeBytes) break;
    hash.update(chunk);
    if (!entry.write(chunk)) await Promise.race([once(entry, 'drain'), closed.promise]);
  }
  if (size !== file.sizeBytes) throw new Error(`"${file.path}" is not ${file.sizeBytes} bytes long, as announced`);
  entry.end(null);
  await closed.promise;
  return { path: file.path, hash: hash.digest('hex'), size, mode: file.executable ? '0755' : '0644' };
}
