import { z } from 'zod';
import type { ManifestFile, PublishedVersion } from '../../../domain/registry/version.ts';
import type { FileComparison } from '../../../domain/registry/version-comparison.ts';
import type { VersionContents } from '../../../ports/registry/registry.ts';
import { largestReadBytes } from '../../../workflows/registry/version-files.use-case.ts';
import { count, sha256Hash, uuid } from '../answer-fields.ts';

const fileFacts = {
  size_bytes: count(),
  sha256: sha256Hash,
  executable: z.boolean(),
};

const fileSchema = z.strictObject({ path: z.string(), ...fileFacts }).meta({ id: 'VersionFile' });

const namedVersion = z.strictObject({ id: uuid, version: z.string(), content_hash: sha256Hash });

export const filesSchema = z
  .strictObject({
    version: namedVersion,
    files: z.array(fileSchema).meta({ description: 'In the order of the bytes of their paths.' }),
    size_bytes: count().meta({ description: 'Of all files together.' }),
    largest_content_bytes: count().meta({ description: 'Contents of larger files are not given one by one.' }),
  })
  .meta({ id: 'VersionFiles' });

export const comparisonSchema = z
  .strictObject({
    from: namedVersion,
    to: namedVersion,
    added: z.array(fileSchema),
    removed: z.array(fileSchema),
    changed: z
      .array(z.strictObject({ path: z.string(), from: z.strictObject(fileFacts), to: z.strictObject(fileFacts) }))
      .meta({ description: 'Files with other bytes, or with another executable bit.' }),
    unchanged: count().meta({ description: 'How many files are the same in both.' }),
  })
  .meta({ id: 'VersionComparison', description: 'What became of the files of `from` in `to`.' });

export function filesJson({ version, archive }: VersionContents): z.input<typeof filesSchema> {
  return {
    version: named(version),
    files: archive.files.map(fileJson),
    size_bytes: archive.unpackedBytes,
    largest_content_bytes: largestReadBytes,
  };
}

export function comparisonJson(
  from: PublishedVersion,
  to: PublishedVersion,
  { added, removed, changed, unchangedCount }: FileComparison,
): z.input<typeof comparisonSchema> {
  return {
    from: named(from),
    to: named(to),
    added: added.map(fileJson),
    removed: removed.map(fileJson),
    changed: changed.map((file) => ({ path: file.path, from: factsOf(file.from), to: factsOf(file.to) })),
    unchanged: unchangedCount,
  };
}

function fileJson(file: ManifestFile): z.input<typeof fileSchema> {
  return { path: file.path, ...factsOf(file) };
}

function factsOf({ size, hash, mode }: ManifestFile) {
  return { size_bytes: size, sha256: hash, executable: mode === '0755' };
}

function named({ id, version, contentHash }: PublishedVersion): z.input<typeof namedVersion> {
  return { id, version, content_hash: contentHash };
}
