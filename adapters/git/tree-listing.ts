import { parseSha } from '../../domain/shared/ids.ts';
import { PermanentFailure } from '../../ports/faults.ts';
import type { TreeEntry } from '../../ports/publishing/source.ts';

/** An entry as git prints it; the path is the bytes that the tree holds. */
export type RawTreeEntry = { mode: string; objectId: string; path: Buffer };

const maxRecordBytes = 65_536;

/** Reads what `git ls-tree -r -z` prints: `<mode> <type> <object>TAB<path>NUL`. Holds one record at a time. */
export async function* rawTreeEntries(chunks: AsyncIterable<Buffer>): AsyncGenerator<RawTreeEntry> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
      yield parseRecord(bytes.subarray(start, end));
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > maxRecordBytes) {
      throw new PermanentFailure('path_too_long', `A path is longer than ${maxRecordBytes} bytes. Shorten it.`);
    }
  }
  if (rest.length > 0) throw new Error('git ls-tree stopped in the middle of an entry');
}

/** An entry whose path is text. A name that is no UTF-8 cannot be in a package, and is a `PermanentFailure`. */
export function treeEntryOf(raw: RawTreeEntry): TreeEntry {
  const objectId = parseSha(raw.objectId);
  if (objectId === null) throw new Error(`git ls-tree named an object "${raw.objectId}"`);
  const path = raw.path.toString('utf8');
  if (!Buffer.from(path).equals(raw.path)) {
    throw new PermanentFailure(
      'name_not_utf8',
      `The name "${escaped(raw.path)}" is not UTF-8. Rename the file, then commit and push.`,
    );
  }
  return { path, mode: raw.mode, objectId };
}

function parseRecord(record: Buffer): RawTreeEntry {
  const tab = record.indexOf(0x09);
  const [mode, , objectId] = record.toString('latin1', 0, tab).split(' ');
  if (tab === -1 || mode === undefined || objectId === undefined) throw new Error('git ls-tree printed an odd entry');
  return { mode, objectId, path: record.subarray(tab + 1) };
}

function escaped(path: Buffer): string {
  return path
    .toString('latin1')
    .replaceAll(/[^ -~]|[\\"]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .slice(0, 400);
}
