import { type SourceFile, TooLarge, type TreeEntry } from '../../ports/publishing/source.ts';
import { ByteReader } from './byte-reader.ts';
import { type GitSetting, type RunningGit, startGit } from './git-process.ts';

const limits = { cpuSeconds: 120 };

/**
 * The sizes of blobs that are there, by object, without reading them.
 * Throws when one is missing: the server did not send what it was asked for.
 */
export async function blobSizes(setting: GitSetting, objectIds: readonly string[]): Promise<Map<string, number>> {
  const git = startGit(setting, ['cat-file', '--batch-check', '--buffer'], limits);
  git.stdin.end(objectIds.map((id) => `${id}\n`).join(''));
  const sizes = new Map<string, number>();
  try {
    const reader = new ByteReader(git.stdout);
    for (const id of objectIds) sizes.set(id, blobSizeIn(await nextLine(reader, git), id));
  } finally {
    git.kill();
  }
  return sizes;
}

/** The first limit that the files pass, in their order: one file's, then that of all together. */
export function refuseTooLarge(
  entries: readonly TreeEntry[],
  sizes: ReadonlyMap<string, number>,
  limit: { fileBytes: number; totalBytes: number },
): void {
  let totalBytes = 0;
  for (const entry of entries) {
    const sizeBytes = sizes.get(entry.objectId) ?? 0;
    if (sizeBytes > limit.fileBytes) throw new TooLarge(entry.path, limit.fileBytes);
    totalBytes += sizeBytes;
  }
  if (totalBytes > limit.totalBytes) throw new TooLarge(null, limit.totalBytes);
}

/** The files' bytes, streamed by one git process; what the reader leaves of a file is passed over. */
export async function* blobContents(setting: GitSetting, entries: readonly TreeEntry[]): AsyncGenerator<SourceFile> {
  const git = startGit(setting, ['cat-file', '--batch'], limits);
  try {
    const reader = new ByteReader(git.stdout);
    for (const entry of entries) {
      git.stdin.write(`${entry.objectId}\n`);
      const sizeBytes = blobSizeIn(await nextLine(reader, git), entry.objectId);
      const body = reader.body(sizeBytes);
      yield { entry, sizeBytes, bytes: body };
      await body.skipRest();
      await reader.body(1).skipRest();
    }
  } catch (error) {
    setting.signal.throwIfAborted();
    throw error;
  } finally {
    git.kill();
  }
}

async function nextLine(reader: ByteReader, git: RunningGit): Promise<string> {
  const line = await reader.line(1000);
  if (line !== null) return line;
  const { exitCode, stderr } = await git.ended;
  throw new Error(`git cat-file ended early (exit code ${exitCode}): ${stderr.trim().slice(-300)}`);
}

function blobSizeIn(line: string, objectId: string): number {
  const [id, type, size] = line.split(' ');
  if (id === objectId && type === 'blob' && size !== undefined) return Number(size);
  throw new Error(`The server did not send the file's object ${objectId}: git says "${line}"`);
}
