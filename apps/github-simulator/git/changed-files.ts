import { git } from './git-command.ts';

export type ChangedFile = {
  path: string;
  previousPath: string | undefined;
  status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed';
  /** Blob on the newer side; of the older one when removed. */
  sha: string;
  additions: number;
  deletions: number;
};

/** The files between two commits (`undefined`: the empty tree), renames found, in git's order. */
export async function readChangedFiles(dir: string, from: string | undefined, to: string): Promise<ChangedFile[]> {
  const sides = from === undefined ? ['--root', to] : [from, to];
  const args = ['diff-tree', '-r', '-z', '-M', '--no-commit-id', '--raw', '--numstat', '--no-abbrev', ...sides];
  const tokens = (await git(dir, args)).toString('utf8').split('\0');
  const files = new Map<string, ChangedFile>();
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? '';
    if (token.startsWith(':')) {
      const [, , before = '', after = '', letters = ''] = token.split(' ');
      const isRename = letters.startsWith('R') || letters.startsWith('C');
      const first = tokens[index + 1] ?? '';
      const path = isRename ? (tokens[index + 2] ?? '') : first;
      index += isRename ? 2 : 1;
      const sha = letters === 'D' ? before : after;
      const previousPath = isRename ? first : undefined;
      files.set(path, { path, previousPath, status: statusOf(letters), sha, additions: 0, deletions: 0 });
      continue;
    }
    const counts = /^(\d+|-)\t(\d+|-)\t(.*)$/s.exec(token);
    if (counts === null) continue;
    const renamed = counts[3] === '';
    const path = renamed ? (tokens[index + 2] ?? '') : (counts[3] ?? '');
    if (renamed) index += 2;
    const file = files.get(path);
    if (file === undefined) continue;
    // Binary files count nothing.
    file.additions = Number(counts[1]) || 0;
    file.deletions = Number(counts[2]) || 0;
  }
  return [...files.values()];
}

function statusOf(letters: string): ChangedFile['status'] {
  switch (letters.charAt(0)) {
    case 'A':
      return 'added';
    case 'D':
      return 'removed';
    case 'R':
    case 'C':
      return 'renamed';
    case 'T':
      return 'changed';
    default:
      return 'modified';
  }
}
