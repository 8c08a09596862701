import { createHash } from 'node:crypto';
import { comparePaths } from '../../domain/publishing/package-rules.ts';
import type { ManifestFile } from '../../domain/registry/version.ts';

/** SHA-256, lower-case hex, of the lines `<mode> <hash> <path>`, each ended by a line feed, in the order of their bytes. */
export function manifestHash(files: readonly ManifestFile[]): string {
  const lines = files.map((file) => `${file.mode} ${file.hash} ${file.path}\n`).sort(comparePaths);
  return createHash('sha256').update(lines.join('')).digest('hex');
}
