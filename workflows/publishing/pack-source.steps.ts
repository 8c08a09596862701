import { PermanentFailure } from '../../ports/faults.ts';
import type { StepContext } from '../durable-steps.ts';
import { outcomeOfRefusal } from './package-refusal.ts';
import type { AttemptInput, Packed, Rejected } from './publish-version.process.ts';
import { addressOf, type PublishingPorts } from './publishing-ports.steps.ts';
import { readPackage } from './read-package.ts';

/** Fetches the package's files, judges and packs them while they stream by, and stores the archive under its hash. */
export async function packSource(
  ports: PublishingPorts,
  { attemptId }: AttemptInput,
  { signal }: StepContext,
): Promise<Packed | Rejected> {
  const context = await ports.attempts.context(attemptId);
  if (context?.outcome) return { kind: 'rejected', outcome: context.outcome };
  const commit = context?.attempt.commit;
  if (!commit) throw new PermanentFailure('connection_deleted', 'The connection was deleted meanwhile.');
  const { connection } = context;
  const where = { address: addressOf(connection), commit, skillPath: connection.skillPath };
  const read = await readPackage(ports, { ...where, signal, problems: 'first' }, (bytes) => ports.artifacts.put(bytes));
  if (read.kind === 'refused') return { kind: 'rejected', outcome: outcomeOfRefusal(read) };
  const { archive, manifest, kept: stored } = read;
  if (archive.contentHash !== stored.contentHash) throw new Error('The stored bytes are not the packed ones.');
  await ports.publications.recordArchive(archive, manifest, attemptId);
  return { kind: 'packed', contentHash: archive.contentHash, manifestHash: archive.manifestHash };
}
