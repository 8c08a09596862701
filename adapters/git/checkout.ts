import type { Sha } from '../../domain/shared/ids.ts';
import type { SourceCheckout, SourceFile, TreeEntry } from '../../ports/publishing/source.ts';
import { blobContents, blobSizes, refuseTooLarge } from './blob-reader.ts';
import { type GitSetting, startGit } from './git-process.ts';
import type { RemoteRepository } from './remote-repository.ts';
import { type RawTreeEntry, rawTreeEntries, treeEntryOf } from './tree-listing.ts';

type CheckoutOptions = { local: GitSetting; commit: Sha; remote: RemoteRepository; close(): Promise<void> };

// A few trees that name each other can stand for billions of paths.
const mostPathsSearched = 1_000_000;

/** A commit whose trees are in `local`'s repository, and whose files are fetched from `remote` when they are read. */
export function checkoutOf({ local, commit, remote, close }: CheckoutOptions): SourceCheckout {
  return {
    list: (folder) => listFolder(local, commit, folder),
    findByName: (fileName, limit) => findByName(local, commit, fileName, limit),
    read: (entries, limits) => readFiles(local, remote, entries, limits),
    close,
  };
}

async function* listFolder(local: GitSetting, commit: Sha, folder: string): AsyncGenerator<TreeEntry> {
  const parts = folder === '.' || folder === '' ? [] : folder.split('/');
  // No tree holds such a name, and git would take some of them for other folders.
  if (parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\0'))) return;
  const prefix = Buffer.from(parts.map((part) => `${part}/`).join(''));
  for await (const raw of entriesBelow(local, commit, prefix.toString())) {
    if (!raw.path.subarray(0, prefix.length).equals(prefix)) continue;
    yield treeEntryOf({ ...raw, path: raw.path.subarray(prefix.length) });
  }
}

async function findByName(local: GitSetting, commit: Sha, fileName: string, limit: number): Promise<TreeEntry[]> {
  const found: TreeEntry[] = [];
  let searched = 0;
  for await (const raw of entriesBelow(local, commit, '')) {
    searched += 1;
    if (found.length >= limit || searched > mostPathsSearched) break;
    const path = raw.path.toString('utf8');
    const isNamedSo = path === fileName || path.endsWith(`/${fileName}`);
    // A folder whose name is no text cannot be asked for by anybody.
    if (raw.mode.startsWith('100') && isNamedSo && Buffer.from(path).equals(raw.path)) found.push(treeEntryOf(raw));
  }
  return found;
}

async function* entriesBelow(local: GitSetting, commit: Sha, prefix: string): AsyncGenerator<RawTreeEntry> {
  const path = prefix === '' ? [] : [prefix];
  const git = startGit(local, ['ls-tree', '-r', '-z', '--full-tree', '--', commit, ...path], { cpuSeconds: 120 });
  git.stdin.end();
  try {
    yield* rawTreeEntries(git.stdout);
    const { exitCode, stderr } = await git.ended;
    if (exitCode !== 0) throw new Error(`git ls-tree failed (exit code ${exitCode}): ${stderr.trim().slice(-300)}`);
  } catch (error) {
    // What an aborted git printed ends anywhere: the abort is the reason, not the half line.
    local.signal.throwIfAborted();
    throw error;
  } finally {
    git.kill();
  }
}

async function* readFiles(
  local: GitSetting,
  remote: RemoteRepository,
  entries: readonly TreeEntry[],
  limits: { fileBytes: number; totalBytes: number },
): AsyncGenerator<SourceFile> {
  const objectIds = [...new Set(entries.map((entry) => entry.objectId))];
  if (objectIds.length === 0) return;
  await remote.fetchBlobs(objectIds, limits.totalBytes);
  refuseTooLarge(entries, await blobSizes(local, objectIds), limits);
  yield* blobContents(local, entries);
}
