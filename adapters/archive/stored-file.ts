import { createHash } from 'node:crypto';
import type { ManifestFile } from '../../domain/registry/version.ts';
import { ArchiveDamaged } from '../../ports/registry/archive-inspector.ts';
import { MalformedArchive } from './byte-reader.ts';
import { gunzipped, isZlibError } from './gunzip.ts';
import { plainPath, type TarMember, tarMembers } from './tar-members.ts';

/** See `ArchiveInspector.readFile`. */
export async function readStoredFile(
  bytes: AsyncIterable<Uint8Array>,
  file: ManifestFile,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const tar = gunzipped(bytes, signal);
  try {
    for await (const member of tarMembers(tar)) {
      if (member.mode.startsWith('100') && plainPath(member.path) === file.path) return await bytesOf(member, file);
    }
    throw new ArchiveDamaged(`It lacks the file ${file.path}.`);
  } catch (error) {
    if (isZlibError(error)) throw new ArchiveDamaged('Its gzip is damaged or cut off.');
    throw error instanceof MalformedArchive ? new ArchiveDamaged('Its tar is damaged or cut off.') : error;
  } finally {
    // Who reads members leaves without closing what they are read from.
    await tar.return(undefined);
  }
}

async function bytesOf({ sizeBytes, bytes }: TarMember, file: ManifestFile): Promise<Uint8Array> {
  const other = new ArchiveDamaged(`The file ${file.path} in it is not the one that was stored.`);
  // Before anything is held: what was judged by the size that was recorded is no larger.
  if (sizeBytes !== file.size) throw other;
  const pieces: Uint8Array[] = [];
  const hash = createHash('sha256');
  for await (const piece of bytes) {
    hash.update(piece);
    pieces.push(Uint8Array.from(piece));
  }
  if (hash.digest('hex') !== file.hash) throw other;
  return Buffer.concat(pieces);
}
