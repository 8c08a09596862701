import { inRepository, skillFile, skillPathOf } from '../../domain/connections/skill-path.ts';
import type { Annotation } from '../../domain/publishing/outcome.ts';
import {
  isLfsPointer,
  lfsPointerMaxBytes,
  lfsProblem,
  type PackageLimits,
  sizeProblem,
  startPackageReview,
} from '../../domain/publishing/package-rules.ts';
import { judgeSkillManifest, type SkillManifest } from '../../domain/publishing/skill-manifest.ts';
import type { PackedArchive } from '../../domain/registry/version.ts';
import type { Sha } from '../../domain/shared/ids.ts';
import type { Archiver, FileToPack, FrontMatterParser } from '../../ports/publishing/archive.ts';
import {
  type RepositoryAddress,
  type Source,
  type SourceCheckout,
  type SourceFile,
  TooLarge,
  type TreeEntry,
} from '../../ports/publishing/source.ts';
import { joined, type PackageRefusal, refusalOf } from './package-refusal.ts';

/** How many paths the message names when SKILL.md is not where the connection looks for it. */
const maxPathsNamed = 10;
/** Problems of the file list that are told one by one. */
const maxProblems = { first: 50, all: 500 };

export type ReadPackagePorts = {
  source: Source;
  /** Throws `TooLarge` once the archive passes `limits.maxPackedBytes`. */
  archiver: Archiver;
  parseFrontMatter: FrontMatterParser;
  limits: PackageLimits;
};

export type WantedPackage = {
  address: RepositoryAddress;
  commit: Sha;
  skillPath: string;
  signal: AbortSignal;
  /** `first`: what cannot be published is read no further. `all`: problems are collected. */
  problems: 'first' | 'all';
};

export type PackageReading<Kept> =
  | { kind: 'read'; archive: PackedArchive; manifest: SkillManifest; kept: Kept }
  | PackageRefusal;

/** Carries a refusal out of the stream of files that is being packed. */
class Refusal extends Error {
  readonly refusal: PackageRefusal;

  constructor(refusal: PackageRefusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

type Reading = ReadPackagePorts & WantedPackage & { checkout: SourceCheckout; found: PackageRefusal[] };

/** Fetches a commit's package, judges and packs its files while they stream by. `keep` takes the archive's bytes. */
export async function readPackage<Kept>(
  ports: ReadPackagePorts,
  wanted: WantedPackage,
  keep: (bytes: AsyncIterable<Uint8Array>) => Promise<Kept>,
): Promise<PackageReading<Kept>> {
  const checkout = await ports.source.open(wanted.address, wanted.commit, wanted.signal);
  const reading: Reading = { ...ports, ...wanted, checkout, found: [] };
  try {
    const files = await chooseFiles(reading);
    return await packFiles(reading, files, keep);
  } catch (error) {
    if (error instanceof Refusal) return joined([...reading.found, error.refusal]);
    if (error instanceof TooLarge) return joined([...reading.found, tooLarge(reading, error)]);
    throw error;
  } finally {
    await checkout.close();
  }
}

function refuse(reading: Reading, refusal: PackageRefusal): void {
  if (reading.problems === 'first') throw new Refusal(refusal);
  reading.found.push(refusal);
}

async function chooseFiles(reading: Reading): Promise<TreeEntry[]> {
  const { checkout, skillPath, limits } = reading;
  const review = startPackageReview<TreeEntry>(limits, 'left-out', maxProblems[reading.problems]);
  let manifest: TreeEntry | null = null;
  for await (const entry of checkout.list(skillPath)) {
    review.add(entry);
    if (entry.path === skillFile && entry.mode.startsWith('100')) manifest = entry;
  }
  const verdict = review.finish();
  if (!manifest) refuse(reading, await manifestMissing(reading));
  if (verdict.kind === 'accepted' && manifest) return verdict.files;
  if (verdict.kind === 'refused') refuse(reading, refusalOf(verdict.problems, skillPath, verdict.omitted));
  if (manifest) await judgeAlone(reading, manifest);
  throw new Refusal(joined(reading.found.splice(0)));
}

/** Of a package that is refused by its file list, SKILL.md is still read for the problems in it. */
async function judgeAlone(reading: Reading, manifest: TreeEntry): Promise<void> {
  const { maxFileBytes } = reading.limits;
  const files = reading.checkout.read([manifest], { fileBytes: maxFileBytes, totalBytes: maxFileBytes });
  for await (const file of files) judgeManifest(reading, await readAll(file));
}

async function manifestMissing({ checkout, skillPath }: Reading): Promise<PackageRefusal> {
  const found = await checkout.findByName(skillFile, maxPathsNamed);
  const folders = found.map(({ path }) => skillPathOf(path));
  const hint =
    folders.length > 0
      ? `Found one at: ${folders.join(', ')}. Set the connection's path to one of these.`
      : 'The commit has no SKILL.md at all: add one with a name and a description.';
  const place = skillPath === '.' ? '. (the root of the repository)' : skillPath;
  const message = `No SKILL.md found at ${place}. ${hint}`;
  const path = inRepository(skillPath, skillFile);
  const problems: Annotation[] = [{ path, line: 1, column: null, code: 'skill_md_missing', message }];
  return { kind: 'refused', reason: 'skill_md_missing', message, problems, omitted: 0 };
}

async function packFiles<Kept>(
  reading: Reading,
  entries: TreeEntry[],
  keep: (bytes: AsyncIterable<Uint8Array>) => Promise<Kept>,
): Promise<PackageReading<Kept>> {
  const { checkout, skillPath, limits, archiver, found } = reading;
  let manifest: SkillManifest | null = null;
  async function* filesToPack(): AsyncGenerator<FileToPack> {
    const most = { fileBytes: limits.maxFileBytes, totalBytes: limits.maxUnpackedBytes };
    for await (const file of checkout.read(entries, most)) {
      const { path, mode } = file.entry;
      const buffered = path === skillFile || file.sizeBytes <= lfsPointerMaxBytes ? await readAll(file) : null;
      if (path === skillFile && buffered) manifest = judgeManifest(reading, buffered);
      if (buffered && isLfsPointer(buffered)) refuse(reading, refusalOf([lfsProblem(path)], skillPath));
      const bytes = buffered ? once(buffered) : file.bytes;
      yield { path, executable: mode === '100755', sizeBytes: file.sizeBytes, bytes };
    }
  }
  const { bytes, summary } = archiver.pack(filesToPack());
  const [archive, kept] = await Promise.all([summary, keep(bytes)]);
  if (found.length > 0) return joined(found);
  if (!manifest) throw new Error(`${skillFile} was chosen but never packed.`);
  return { kind: 'read', archive, manifest, kept };
}

/** Null when it is refused and reading goes on. */
function judgeManifest(reading: Reading, bytes: Uint8Array): SkillManifest | null {
  const verdict = judgeSkillManifest(reading.parseFrontMatter(new TextDecoder().decode(bytes)));
  if (verdict.kind === 'valid') return verdict.manifest;
  const path = inRepository(reading.skillPath, skillFile);
  const problems = verdict.problems.map((problem) => ({ ...problem, path }));
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  const message = `${path}:${first?.line}:${first?.column}: ${first?.message}${more}`;
  refuse(reading, { kind: 'refused', reason: 'skill_md_invalid', message, problems, omitted: 0 });
  return null;
}

function tooLarge({ limits, skillPath }: Reading, { path, limitBytes }: TooLarge): PackageRefusal {
  const whole = limitBytes === limits.maxPackedBytes ? 'archive' : 'package';
  return refusalOf([sizeProblem(path, limitBytes, whole)], skillPath);
}

async function readAll(file: SourceFile): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.sizeBytes);
  let offset = 0;
  for await (const chunk of file.bytes) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
