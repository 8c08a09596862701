import type { Annotation, PublishOutcome } from '../../domain/publishing/outcome.ts';
import {
  isLfsPointer,
  lfsPointerMaxBytes,
  lfsProblem,
  type PackageProblem,
  sizeProblem,
  startPackageReview,
} from '../../domain/publishing/package-rules.ts';
import { judgeSkillManifest, type SkillManifest } from '../../domain/publishing/skill-manifest.ts';
import { PermanentFailure } from '../../ports/faults.ts';
import type { FileToPack } from '../../ports/publishing/archive.ts';
import { type SourceCheckout, type SourceFile, TooLarge, type TreeEntry } from '../../ports/publishing/source.ts';
import type { StepContext } from '../durable-steps.ts';
import type { AttemptInput, Packed, Rejected } from './publish-version.process.ts';
import { addressOf, type PublishingPorts } from './publishing-ports.steps.ts';

const manifestFile = 'SKILL.md';
/** How many paths the message names when SKILL.md is not where the connection looks for it. */
const maxPathsNamed = 10;

/** Carries a refusal out of the stream of files that is being packed. */
class Refusal extends Error {
  readonly outcome: PublishOutcome;

  constructor(outcome: PublishOutcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

/** Fetches the package's files, judges and packs them while they stream by, and stores the archive under its hash. */
export async function packSource(
  ports: PublishingPorts,
  { attemptId }: AttemptInput,
  { signal }: StepContext,
): Promise<Packed | Rejected> {
  const context = await ports.attempts.context(attemptId);
  if (context?.outcome) return { kind: 'rejected', outcome: context.outcome };
  if (!context?.attempt.commit)
    throw new PermanentFailure('connection_deleted', 'The connection was deleted meanwhile.');
  const { connection } = context;
  const checkout = await ports.source.open(addressOf(connection), context.attempt.commit, signal);
  try {
    const entries = await chooseFiles(ports, checkout, connection.skillPath);
    return await packFiles(ports, checkout, entries, { skillPath: connection.skillPath, attemptId });
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'rejected', outcome: error.outcome };
    if (error instanceof TooLarge) return { kind: 'rejected', outcome: tooLarge(ports, error, connection.skillPath) };
    throw error;
  } finally {
    await checkout.close();
  }
}

async function chooseFiles(ports: PublishingPorts, checkout: SourceCheckout, skillPath: string): Promise<TreeEntry[]> {
  const review = startPackageReview<TreeEntry>(ports.limits);
  let manifestSeen = false;
  for await (const entry of checkout.list(skillPath)) {
    review.add(entry);
    manifestSeen ||= entry.path === manifestFile && entry.mode.startsWith('100');
  }
  if (!manifestSeen) throw new Refusal(await manifestMissing(checkout, skillPath));
  const verdict = review.finish();
  if (verdict.kind === 'refused') throw new Refusal(refused(verdict.problems, skillPath, verdict.omitted));
  return verdict.files;
}

async function manifestMissing(checkout: SourceCheckout, skillPath: string): Promise<PublishOutcome> {
  const found = await checkout.findByName(manifestFile, maxPathsNamed);
  const folders = found.map(({ path }) => (path === manifestFile ? '.' : path.slice(0, -manifestFile.length - 1)));
  const hint =
    folders.length > 0
      ? `Found one at: ${folders.join(', ')}. Set the connection's skill_path to one of these.`
      : 'The commit has no SKILL.md at all: add one with a name and a description.';
  const message = `No SKILL.md found at ${skillPath}. ${hint}`;
  const path = inRepository(skillPath, manifestFile);
  const annotations: Annotation[] = [{ path, line: 1, column: null, code: 'skill_md_missing', message }];
  return { kind: 'failed', fault: 'repository', reason: 'skill_md_missing', message, annotations };
}

async function packFiles(
  ports: PublishingPorts,
  checkout: SourceCheckout,
  entries: TreeEntry[],
  { skillPath, attemptId }: { skillPath: string } & AttemptInput,
): Promise<Packed> {
  const { maxFileBytes, maxUnpackedBytes } = ports.limits;
  let manifest: SkillManifest | null = null;
  async function* filesToPack(): AsyncGenerator<FileToPack> {
    const limits = { fileBytes: maxFileBytes, totalBytes: maxUnpackedBytes };
    for await (const file of checkout.read(entries, limits)) {
      const { path, mode } = file.entry;
      const buffered = path === manifestFile || file.sizeBytes <= lfsPointerMaxBytes ? await readAll(file) : null;
      if (path === manifestFile && buffered) manifest = judgeManifest(ports, buffered, skillPath);
      if (buffered && isLfsPointer(buffered)) throw new Refusal(refused([lfsProblem(path)], skillPath));
      const bytes = buffered ? once(buffered) : file.bytes;
      yield { path, executable: mode === '100755', sizeBytes: file.sizeBytes, bytes };
    }
  }
  const { bytes, summary } = ports.archiver.pack(filesToPack());
  const [archive, stored] = await Promise.all([summary, ports.artifacts.put(bytes)]);
  if (archive.contentHash !== stored.contentHash) throw new Error('The stored bytes are not the packed ones.');
  if (!manifest) throw new Error(`${manifestFile} was chosen but never packed.`);
  await ports.publications.recordArchive(archive, manifest, attemptId);
  return { kind: 'packed', contentHash: archive.contentHash, manifestHash: archive.manifestHash };
}

function judgeManifest(ports: PublishingPorts, bytes: Uint8Array, skillPath: string): SkillManifest {
  const verdict = judgeSkillManifest(ports.parseFrontMatter(new TextDecoder().decode(bytes)));
  if (verdict.kind === 'valid') return verdict.manifest;
  const path = inRepository(skillPath, manifestFile);
  const annotations = verdict.problems.map((problem) => ({ ...problem, path }));
  const [first] = annotations;
  const more = annotations.length > 1 ? ` (and ${annotations.length - 1} more)` : '';
  const message = `${path}:${first?.line}:${first?.column}: ${first?.message}${more}`;
  throw new Refusal({ kind: 'failed', fault: 'repository', reason: 'skill_md_invalid', message, annotations });
}

function tooLarge({ limits }: PublishingPorts, { path, limitBytes }: TooLarge, skillPath: string): PublishOutcome {
  const whole = limitBytes === limits.maxPackedBytes ? 'archive' : 'package';
  return refused([sizeProblem(path, limitBytes, whole)], skillPath);
}

/** The first problem is the outcome's code and message; all of them are annotations. */
function refused(problems: PackageProblem[], skillPath: string, omitted = 0): PublishOutcome {
  const [first, ...others] = problems;
  if (!first) throw new Error('A refusal has at least one problem.');
  const annotations = problems.map(({ code, path, message }): Annotation => {
    return { path: inRepository(skillPath, path ?? manifestFile), line: 1, column: null, code, message };
  });
  const more = others.length + omitted;
  const message = more > 0 ? `${first.message} (${more} more to mend)` : first.message;
  return { kind: 'failed', fault: 'repository', reason: first.code, message, annotations };
}

function inRepository(skillPath: string, path: string): string {
  return skillPath === '.' ? path : `${skillPath}/${path}`;
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
