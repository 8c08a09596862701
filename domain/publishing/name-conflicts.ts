/** Two paths that cannot stand beside each other on every file system. */
export type NameConflict = {
  code: 'name_conflict_case' | 'name_conflict_unicode' | 'duplicate_name';
  path: string;
  other: string;
};

/** A path taken apart, each part beside a form that is equal for names which a file system may confuse. */
type FoldedPath = { parts: string[]; folded: string[] };

/**
 * Finds files or folders whose names differ only by case or by Unicode form, paths given twice, and files named as a
 * folder (`duplicate_name`). At most one conflict for each path.
 */
export function* nameConflicts(paths: readonly string[]): Generator<NameConflict> {
  const sorted = paths.map(foldedPath).sort(compareFolded);
  // Paths that share a folded beginning stand together, so comparing neighbours finds every kind of conflict.
  let last: FoldedPath | null = null;
  for (const path of sorted) {
    const code = last && conflictOf(last, path);
    if (last && code) yield { code, path: path.parts.join('/'), other: last.parts.join('/') };
    last = path;
  }
}

function foldedPath(path: string): FoldedPath {
  const parts = path.split('/');
  return { parts, folded: parts.map(foldName) };
}

/** Takes away case (Unicode's simple case folding, as far as JavaScript's tables have it) and canonical Unicode form. */
function foldName(name: string): string {
  const folded = Array.from(name.normalize('NFC'), (character) => {
    const upper = character.toUpperCase();
    return (upper.length === character.length ? upper : character).toLowerCase();
  });
  return folded.join('').normalize('NFC');
}

function compareFolded({ folded: a }: FoldedPath, { folded: b }: FoldedPath): number {
  for (let depth = 0; depth < Math.min(a.length, b.length); depth += 1) {
    const [left, right] = [a[depth] ?? '', b[depth] ?? ''];
    if (left !== right) return left < right ? -1 : 1;
  }
  return a.length - b.length;
}

function conflictOf(first: FoldedPath, second: FoldedPath): NameConflict['code'] | null {
  for (const [depth, folded] of first.folded.entries()) {
    if (folded !== second.folded[depth]) return null;
    const [a, b] = [first.parts[depth] ?? '', second.parts[depth] ?? ''];
    if (a !== b) return a.normalize('NFC') === b.normalize('NFC') ? 'name_conflict_unicode' : 'name_conflict_case';
  }
  return 'duplicate_name';
}
