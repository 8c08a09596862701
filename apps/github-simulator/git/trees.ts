import { runGit } from './git-command.ts';

export type TreeEntry = {
  path: string;
  mode: string;
  type: 'blob' | 'tree' | 'commit';
  sha: string;
  /** Of a blob. */
  sizeBytes: number | undefined;
};

const maxEntries = 100_000;
const maxListedBytes = 7 * 1024 * 1024;

/** A tree's entries, directories included, cut as GitHub cuts them; nothing when it is no tree or commit. */
export async function readTree(
  dir: string,
  treeish: string,
  recursive: boolean,
): Promise<{ entries: TreeEntry[]; truncated: boolean } | undefined> {
  const options = recursive ? ['-r', '-t'] : [];
  const result = await runGit(dir, ['ls-tree', '-l', '-z', ...options, treeish]);
  if (result.exitCode !== 0) return undefined;
  const entries: TreeEntry[] = [];
  let listedBytes = 0;
  for (const line of result.stdout.toString('utf8').split('\0')) {
    const entry = parseEntry(line);
    if (entry === undefined) continue;
    listedBytes += line.length;
    if (recursive && (entries.length >= maxEntries || listedBytes > maxListedBytes)) {
      return { entries, truncated: true };
    }
    entries.push(entry);
  }
  return { entries, truncated: false };
}

/** The entry at a path, or nothing. The root has no entry. */
export async function readTreeEntry(dir: string, commit: string, path: string): Promise<TreeEntry | undefined> {
  const result = await runGit(dir, ['--literal-pathspecs', 'ls-tree', '-l', '-z', commit, '--', path]);
  const [line = ''] = result.stdout.toString('utf8').split('\0');
  return result.exitCode === 0 ? parseEntry(line) : undefined;
}

function parseEntry(line: string): TreeEntry | undefined {
  const match = /^(\d{6}) (blob|tree|commit) ([0-9a-f]{40}) +(\d+|-)\t(.+)$/s.exec(line);
  if (match === null) return undefined;
  const [, mode = '', type = '', sha = '', size = '-', path = ''] = match;
  return { mode, type: type as TreeEntry['type'], sha, path, sizeBytes: size === '-' ? undefined : Number(size) };
}
