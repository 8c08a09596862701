import type { ManifestFile } from './version.ts';

/** A file as a client's manifest lists it; `./` before the path does not matter. */
export type ClaimedFile = { path: string; hash: string; size: number };

export type ManifestDifference = {
  path: string;
  kind: 'not-in-archive' | 'not-in-manifest' | 'other-hash' | 'other-size' | 'listed-twice';
};

/**
 * What a client's manifest says otherwise than its archive, in the manifest's order, then the archive's. Files named
 * `._*` need not be listed: macOS's tar adds them by itself, to keep what its file system knows of their companions.
 */
export function compareManifest(
  claimed: readonly ClaimedFile[],
  files: readonly Pick<ManifestFile, 'path' | 'hash' | 'size'>[],
): ManifestDifference[] {
  const inArchive = new Map(files.map((file) => [file.path, file]));
  const listed = new Set<string>();
  const differences: ManifestDifference[] = [];
  for (const { path: given, hash, size } of claimed) {
    const path = given.split('/').filter(isNamed).join('/');
    const file = inArchive.get(path);
    if (listed.has(path)) differences.push({ path, kind: 'listed-twice' });
    else if (!file) differences.push({ path, kind: 'not-in-archive' });
    else if (file.hash !== hash) differences.push({ path, kind: 'other-hash' });
    else if (file.size !== size) differences.push({ path, kind: 'other-size' });
    listed.add(path);
  }
  for (const { path } of files) {
    if (!listed.has(path) && !isAppleDouble(path)) differences.push({ path, kind: 'not-in-manifest' });
  }
  return differences;
}

/** One difference as a sentence that says what to do. */
export function describeDifference({ path, kind }: ManifestDifference): string {
  switch (kind) {
    case 'not-in-archive':
      return `${path} is in the manifest, but not in the archive. Pack it, or take it off the manifest.`;
    case 'not-in-manifest':
      return `${path} is in the archive, but not in the manifest. List it, or pack the archive without it.`;
    case 'other-hash':
      return `${path} has another SHA-256 in the archive than in the manifest. Make both from the same files.`;
    case 'other-size':
      return `${path} has another size in the archive than in the manifest. Make both from the same files.`;
    case 'listed-twice':
      return `${path} is in the manifest twice. List it once.`;
    default:
      return kind satisfies never;
  }
}

function isNamed(part: string): boolean {
  return part !== '' && part !== '.';
}

function isAppleDouble(path: string): boolean {
  return /(?:^|\/)\._[^/]+$/.test(path);
}
