import { comparePaths } from '../publishing/package-rules.ts';
import type { ManifestFile } from '../registry/version.ts';

/** Paths in the order of their bytes. */
export type FileChanges = { added: string[]; removed: string[]; changed: string[] };

/** What another version of a package adds, removes and changes (bytes, or whether it can be executed). */
export function compareFiles(before: readonly ManifestFile[], after: readonly ManifestFile[]): FileChanges {
  const known = new Map(before.map((file) => [file.path, file]));
  const kept = new Set(after.map((file) => file.path));
  const paths = (files: readonly ManifestFile[]) => files.map((file) => file.path).sort(comparePaths);
  return {
    added: paths(after.filter(({ path }) => !known.has(path))),
    removed: paths(before.filter(({ path }) => !kept.has(path))),
    changed: paths(after.filter((file) => isOther(known.get(file.path), file))),
  };
}

function isOther(before: ManifestFile | undefined, after: ManifestFile): boolean {
  return before !== undefined && (before.hash !== after.hash || before.mode !== after.mode);
}
