import type { PublishOutcome } from '../../domain/publishing/outcome.ts';
import { classifyRef, versionOfTag } from '../../domain/publishing/version.ts';
import type { Candidate } from '../../domain/registry/entry-state.ts';
import { fullRefName, parseRef } from '../../domain/shared/git-ref.ts';
import type { Sha } from '../../domain/shared/ids.ts';
import { PermanentFailure } from '../../ports/faults.ts';
import type { AttemptContext } from '../../ports/publishing/attempts.ts';
import type { ObservedHead } from '../../ports/publishing/publications.ts';
import type { AttemptInput, Packed } from './publish-version.process.ts';
import { addressOf, type PublishingPorts } from './publishing-ports.steps.ts';
import { refusalOfPause } from './verify-repository.steps.ts';

/** How often the head is asked again when events of the branch keep coming in between, before the step is retried. */
const maxHeadQuestions = 5;

/**
 * Records the version. A branch's head is asked first, and again when the branch got an event meanwhile, so that
 * whichever attempt records last sees the newest state of the repository.
 */
export async function pushVersion(
  ports: PublishingPorts,
  { attemptId, packed }: AttemptInput & { packed: Packed },
): Promise<PublishOutcome> {
  const context = await ports.attempts.context(attemptId);
  if (!context) throw new PermanentFailure('connection_deleted', 'The connection was deleted meanwhile.');
  if (context.outcome) return context.outcome;
  const paused = refusalOfPause(context);
  if (paused) return ports.attempts.recordOutcome(attemptId, paused);
  const candidate = candidateOf(context, packed);
  const isBranch = candidate.origin.kind === 'branch';
  let head = isBranch ? await observeHead(ports, context) : null;
  for (let question = 0; question < maxHeadQuestions; question += 1) {
    const result = await ports.publications.record({ attemptId, candidate, contentHash: packed.contentHash, head });
    if (result.kind === 'recorded') return result.outcome;
    if (result.kind === 'compare-needed' && head) head = await compared(ports, context, head, result.currentCommit);
    else head = await observeHead(ports, context);
  }
  throw new Error(`The branch changed ${maxHeadQuestions} times while its version was being recorded.`);
}

function candidateOf({ attempt, connection }: AttemptContext, packed: Packed): Candidate {
  const ref = parseRef(attempt.ref);
  if (!attempt.commit || !ref) throw new Error(`Attempt ${attempt.id} was pushed before its commit was resolved.`);
  const origin = { connectionId: connection.id, commit: attempt.commit };
  const kind = classifyRef(ref, connection);
  if (kind === 'tag') {
    const taggedVersion = versionOfTag(ref.name);
    return { origin: { kind, ...origin, tag: ref.name }, taggedVersion, manifestHash: packed.manifestHash };
  }
  return { origin: { kind, ...origin }, taggedVersion: null, manifestHash: packed.manifestHash };
}

async function observeHead(
  ports: PublishingPorts,
  { attempt, connection }: AttemptContext,
): Promise<ObservedHead | null> {
  const branchRevision = await ports.publications.branchRevision(attempt.id);
  const branch = fullRefName({ kind: 'branch', name: connection.defaultBranch });
  const head = await ports.repositories.resolveRef(addressOf(connection), branch);
  return head.kind === 'found' ? { commit: head.commit, branchRevision, candidateFromCurrent: null } : null;
}

/** The same head, with how the attempt's commit lies to the current version's. */
async function compared(
  ports: PublishingPorts,
  { attempt, connection }: AttemptContext,
  head: ObservedHead,
  currentCommit: Sha,
): Promise<ObservedHead> {
  if (!attempt.commit) return head;
  const candidateFromCurrent = await ports.repositories.compare(addressOf(connection), currentCommit, attempt.commit);
  return { ...head, candidateFromCurrent };
}
