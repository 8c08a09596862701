import { createHash } from 'node:crypto';
import { skillFile } from '../../domain/connections/skill-path.ts';
import {
  isLfsPointer,
  lfsPointerMaxBytes,
  lfsProblem,
  type PackageEntry,
  type PackageLimits,
  sizeProblem,
  startPackageReview,
} from '../../domain/publishing/package-rules.ts';
import type { ManifestFile } from '../../domain/registry/version.ts';
import { type ArchiveProblem, ArchiveRefused } from '../../ports/registry/archive-inspector.ts';
import { MalformedArchive } from './byte-reader.ts';
import { plainPath, type TarMember, tarMembers } from './tar-members.ts';

/** `files` are in the order of their paths' bytes. */
export type PackageContents = { files: ManifestFile[]; unpackedBytes: number; skillMd: Uint8Array };

type ReadFile = PackageEntry & { hash: string; size: number };

/** Members per file that a package may have: folders and what is refused count as well. */
const membersPerFile = 8;

/**
 * Reads a package's tar and judges it as packages are judged. Throws `ArchiveRefused` with all problems, or at once where
 * a limit is passed; `MalformedArchive` when it is no tar.
 */
export async function readPackage(tar: AsyncIterable<Uint8Array>, limits: PackageLimits): Promise<PackageContents> {
  const review = startPackageReview<ReadFile>(limits, 'refused');
  const pointers: ArchiveProblem[] = [];
  let [members, unpackedBytes, skillMd] = [0, 0, null as Uint8Array | null];
  try {
    for await (const member of tarMembers(tar)) {
      members += 1;
      unpackedBytes += member.sizeBytes;
      if (member.sizeBytes > limits.maxFileBytes) throw tooLarge(member.path, limits.maxFileBytes);
      if (unpackedBytes > limits.maxUnpackedBytes) throw tooLarge(null, limits.maxUnpackedBytes);
      if (members > membersPerFile * limits.maxFiles) break;
      const { file, whole } = await readMember(member);
      review.add(file);
      if (whole && plainPath(member.path) === skillFile) skillMd = whole;
      if (whole && isLfsPointer(whole)) pointers.push(lfsProblem(member.path));
    }
  } catch (error) {
    const verdict = review.finish();
    // What was seen before is worth more than that the rest cannot be read, and may be its cause.
    if (error instanceof MalformedArchive && verdict.kind === 'refused') throw refusedBy(verdict);
    throw error;
  }
  if (members > membersPerFile * limits.maxFiles) throw new ArchiveRefused([tooManyMembers(limits)]);
  const verdict = review.finish();
  if (verdict.kind === 'refused') throw refusedBy(verdict);
  if (pointers.length > 0) throw new ArchiveRefused(pointers.slice(0, 50), Math.max(0, pointers.length - 50));
  if (!skillMd) throw new ArchiveRefused([skillMissing(verdict.files)]);
  const files = verdict.files.map(({ path, hash, size, mode }): ManifestFile => {
    return { path, hash, size, mode: mode === '100755' ? '0755' : '0644' };
  });
  return { files, unpackedBytes, skillMd };
}

/** `whole`: the bytes of a file that has to be looked into. */
async function readMember({ path, mode, sizeBytes, bytes }: TarMember) {
  const isWanted = mode.startsWith('100') && (plainPath(path) === skillFile || sizeBytes <= lfsPointerMaxBytes);
  const pieces: Uint8Array[] = [];
  const hash = createHash('sha256');
  for await (const piece of bytes) {
    hash.update(piece);
    if (isWanted) pieces.push(Uint8Array.from(piece));
  }
  const file: ReadFile = { path, mode, hash: hash.digest('hex'), size: sizeBytes };
  return { file, whole: isWanted ? Buffer.concat(pieces) : null };
}

function tooLarge(path: string | null, limitBytes: number): ArchiveRefused {
  return new ArchiveRefused([sizeProblem(path, limitBytes)]);
}

function tooManyMembers({ maxFiles }: PackageLimits): ArchiveProblem {
  const message = `The archive has more than ${membersPerFile * maxFiles} members; a package may have ${maxFiles} files. Pack fewer.`;
  return { code: 'too_many_files', path: null, message };
}

function refusedBy({ problems, omitted }: { problems: ArchiveProblem[]; omitted: number }): ArchiveRefused {
  return new ArchiveRefused(problems, omitted);
}

function skillMissing(files: readonly ReadFile[]): ArchiveProblem {
  const found = files.filter(({ path }) => path.endsWith(`/${skillFile}`)).map(({ path }) => path);
  const hint =
    found.length > 0
      ? `There is ${found.slice(0, 10).join(', ')}: pack that folder's contents instead of the folder.`
      : 'Add one with a name and a description.';
  return { code: 'skill_md_missing', path: null, message: `No SKILL.md found at the root of the archive. ${hint}` };
}
