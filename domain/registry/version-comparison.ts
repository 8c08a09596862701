import type { ManifestFile } from './version.ts';

/** A file that both versions have, with other bytes or another mode. */
export type ChangedFile = { path: string; from: ManifestFile; to: ManifestFile };

/** What became of one version's files in another: each in the order in which its version lists it. */
export type FileComparison = {
  added: ManifestFile[];
  removed: ManifestFile[];
  changed: ChangedFile[];
  unchangedCount: number;
};

/** Compares the files of two versions by path, hash and mode. A file that was moved is removed there and added here. */
export function compareFiles(from: readonly ManifestFile[], to: readonly ManifestFile[]): FileComparison {
  const before = new Map(from.map((file) => [file.path, file]));
  const after = new Set(to.map(({ path }) => path));
  const comparison: FileComparison = { added: [], removed: [], changed: [], unchangedCount: 0 };
  for (const file of to) {
    const old = before.get(file.path);
    if (!old) comparison.added.push(file);
    else if (old.hash !== file.hash || old.mode !== file.mode) {
      comparison.changed.push({ path: file.path, from: old, to: file });
    } else comparison.unchangedCount += 1;
  }
  comparison.removed = from.filter(({ path }) => !after.has(path));
  return comparison;
}
