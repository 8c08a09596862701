import type { PackageProblem } from '../../domain/publishing/package-rules.ts';
import type { ManifestFile, PackedArchive } from '../../domain/registry/version.ts';

/** What is wrong with an archive that a client sends. `path` is null when the whole is meant. */
export type ArchiveProblem =
  | PackageProblem
  | { code: 'archive_malformed' | 'skill_md_missing'; path: string | null; message: string };

/** The archive may not become a version; `omitted` problems were found beyond those that are listed. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';
  readonly problems: readonly ArchiveProblem[];
  readonly omitted: number;

  constructor(problems: readonly ArchiveProblem[], omitted = 0) {
    super(problems.map(({ message }) => message).join(' ') || 'The archive was refused');
    this.problems = problems;
    this.omitted = omitted;
  }
}

/** `skillMd`: the bytes of SKILL.md, which is there. */
export type InspectedArchive = { archive: PackedArchive; skillMd: Uint8Array };

/** A stored archive is not what was stored: it cannot be read as far as to a file, or has other bytes in its place. */
export class ArchiveDamaged extends Error {
  override readonly name = 'ArchiveDamaged';
}

/** Looks into `.tar.gz` archives while they stream by, holding no more of them than one small file. */
export type ArchiveInspector = {
  /**
   * Of what somebody else packed. The same bytes come out of `bytes`; `summary` settles once they were read to the end.
   * As soon as the archive is seen to break a rule or a limit of packages, both fail with `ArchiveRefused`.
   */
  inspect(bytes: AsyncIterable<Uint8Array>): { bytes: AsyncIterable<Uint8Array>; summary: Promise<InspectedArchive> };
  /**
   * One file of a stored archive, which is read as far as to that file. `file` is what was found when it was stored; the
   * bytes are held in memory, so its size is for the caller to judge. Throws `ArchiveDamaged`, and an `AbortError` as soon
   * as `signal` says that nobody wants them any more.
   */
  readFile(bytes: AsyncIterable<Uint8Array>, file: ManifestFile, signal: AbortSignal): Promise<Uint8Array>;
};
