import { repositoryFullName } from '../../domain/connections/connection.ts';
import { isAutomatic } from '../../domain/publishing/attempt.ts';
import { judgeTag } from '../../domain/publishing/judge-tag.ts';
import type { PublishOutcome } from '../../domain/publishing/outcome.ts';
import { parseRef } from '../../domain/shared/git-ref.ts';
import type { AttemptContext } from '../../ports/publishing/attempts.ts';
import type { AttemptInput, Resolution } from './publish-version.process.ts';
import { addressOf, type PublishingPorts } from './publishing-ports.steps.ts';
import { verifyRepository } from './verify-repository.steps.ts';

/** Makes sure of the repository, then settles ref and commit; GitHub is asked for a commit that the event did not name. */
export async function resolveCommit(ports: PublishingPorts, { attemptId }: AttemptInput): Promise<Resolution> {
  const known = await ports.attempts.context(attemptId);
  if (!known || known.outcome) return { kind: 'ended' };
  const verified = await verifyRepository(ports, known);
  if (verified.kind === 'refused') return verified;
  const { context } = verified;
  const { attempt } = context;
  if (attempt.commit) return judgeRef(context, attempt.ref);
  return askGitHub(ports, context);
}

async function askGitHub(ports: PublishingPorts, context: AttemptContext): Promise<Resolution> {
  const { attempt, connection } = context;
  const resolved = await ports.repositories.resolveRef(addressOf(connection), attempt.ref);
  if (resolved.kind !== 'found') {
    return { kind: 'refused', outcome: missingRef(context, resolved.kind) };
  }
  const settled = await ports.attempts.settleCommit(attempt.id, resolved);
  return settled.kind === 'joined' ? { kind: 'ended' } : judgeRef(context, resolved.ref);
}

/** Refuses a tag that matches the pattern but holds no version. */
function judgeRef({ connection }: AttemptContext, fullName: string): Resolution {
  const ref = parseRef(fullName);
  if (ref?.kind !== 'tag') return { kind: 'resolved' };
  const verdict = judgeTag(connection.tagPattern, ref.name);
  if (verdict.kind !== 'refused') return { kind: 'resolved' };
  const { reason, message } = verdict;
  return { kind: 'refused', outcome: { kind: 'skipped', reason, message, version: null } };
}

function missingRef({ attempt, connection }: AttemptContext, why: 'ref-missing' | 'repository-empty'): PublishOutcome {
  const repository = repositoryFullName(connection);
  if (why === 'repository-empty') {
    const message = `${repository} has no commits yet. Push one, then sync again.`;
    return { kind: 'failed', fault: 'repository', reason: 'repository_empty', message, annotations: [] };
  }
  if (isAutomatic(attempt.trigger)) {
    const message = `${attempt.ref} was deleted from ${repository} before it could be published.`;
    return { kind: 'skipped', reason: 'ref_deleted', message, version: null };
  }
  const message = `${repository} has no branch or tag ${attempt.ref}. Check the name, or push it first.`;
  return { kind: 'failed', fault: 'repository', reason: 'ref_not_found', message, annotations: [] };
}
