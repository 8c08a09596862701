import { repositoryFullName } from '../../domain/connections/connection.ts';
import { isWrittenBack } from '../../domain/publishing/skip-reason.ts';
import {
  checkRunName,
  checkRunOf,
  foldWriteBack,
  isWriteBackOn,
  statusContext,
  statusOf,
} from '../../domain/publishing/write-back.ts';
import type { Sha } from '../../domain/shared/ids.ts';
import { PermanentFailure } from '../../ports/faults.ts';
import type { AttemptContext } from '../../ports/publishing/attempts.ts';
import type { CheckRunContent, CommitStatusContent, Unsupported } from '../../ports/publishing/write-back.ts';
import type { AttemptInput } from './publish-version.process.ts';
import { addressOf, type PublishingPorts } from './publishing-ports.steps.ts';

type Half = { kind: 'written' } | Unsupported | { kind: 'failed'; message: string };
type Target = { context: AttemptContext; commit: Sha };

/** Says on the commit that the attempt is under way. Does nothing when that was said already, or shall not be said. */
export async function announce(ports: PublishingPorts, { attemptId }: AttemptInput): Promise<void> {
  const target = await targetOf(ports, attemptId);
  if (!target || target.context.outcome) return;
  const { again } = await ports.attempts.beginWriteBack(attemptId, 'announce');
  await bothHalves(
    () => announceCheckRun(ports, target, again),
    () => writeStatus(ports, target, again),
  );
  // Cancelled meanwhile, the attempt may have been concluded before this announcement: it shall not have the last word.
  const now = await ports.attempts.context(attemptId);
  if (now?.outcome) await writeBack(ports, { attemptId });
}

/** Says on the commit how the attempt ended, and records how that went. */
export async function writeBack(ports: PublishingPorts, { attemptId }: AttemptInput): Promise<void> {
  const target = await targetOf(ports, attemptId);
  if (!target) return;
  const { again } = await ports.attempts.beginWriteBack(attemptId, 'conclude');
  const halves = await bothHalves(
    () => concludeCheckRun(ports, target, again),
    () => writeStatus(ports, target, again),
  );
  const message = halves.flatMap((half) => (half.kind === 'written' ? [] : [half.message])).join(' ');
  await ports.attempts.recordWriteBack(attemptId, foldWriteBack(halves.map((half) => half.kind)), message || null);
}

/** Null when nothing shall be, or can be, written; that is recorded. */
async function targetOf(ports: PublishingPorts, attemptId: AttemptInput['attemptId']): Promise<Target | null> {
  const context = await ports.attempts.context(attemptId);
  if (!context) return null;
  const { attempt } = context;
  // A check-run that was announced is concluded, whatever was switched off since: it would be in progress for ever.
  if (!attempt.checkRunId && !isToBeTold(context)) {
    await ports.attempts.recordWriteBack(attemptId, 'disabled', null);
    return null;
  }
  if (attempt.commit) return { context, commit: attempt.commit };
  await ports.attempts.recordWriteBack(attemptId, 'failed', 'The attempt came to no commit that could be written to.');
  return null;
}

function isToBeTold({ connection, writeBackMode, outcome }: AttemptContext): boolean {
  if (!isWriteBackOn(writeBackMode, connection.writeBackEnabled)) return false;
  return outcome?.kind !== 'skipped' || isWrittenBack(outcome.reason);
}

async function announceCheckRun(ports: PublishingPorts, target: Target, again: boolean): Promise<Half> {
  const { attempt } = target.context;
  if (attempt.checkRunId) return { kind: 'written' };
  const found = again ? await findCheckRun(ports, target) : null;
  if (found) {
    await ports.attempts.recordCheckRun(attempt.id, found.checkRunId);
    return { kind: 'written' };
  }
  return createCheckRun(ports, target);
}

async function concludeCheckRun(ports: PublishingPorts, target: Target, again: boolean): Promise<Half> {
  const { connection, attempt } = target.context;
  // An announcement that was cut off may have made the check-run without our learning its id.
  const found = again || !attempt.checkRunId ? await findCheckRun(ports, target) : null;
  if (found?.completed) return { kind: 'written' };
  const checkRunId = attempt.checkRunId ?? found?.checkRunId;
  if (!checkRunId) return createCheckRun(ports, target);
  if (checkRunId !== attempt.checkRunId) await ports.attempts.recordCheckRun(attempt.id, checkRunId);
  const content = checkRunContent(ports, target);
  return ports.writeBack.updateCheckRun(addressOf(connection), checkRunId, content, found?.annotationsSent ?? 0);
}

function findCheckRun(ports: PublishingPorts, { context, commit }: Target) {
  const address = addressOf(context.connection);
  return ports.writeBack.findCheckRun(address, commit, checkRunName(ports.brand), context.attempt.id);
}

async function createCheckRun(ports: PublishingPorts, target: Target): Promise<Half> {
  const { context, commit } = target;
  const content = checkRunContent(ports, target);
  const created = await ports.writeBack.createCheckRun(addressOf(context.connection), commit, content);
  if (created.kind === 'written') await ports.attempts.recordCheckRun(context.attempt.id, created.checkRunId);
  return created;
}

async function writeStatus(ports: PublishingPorts, { context, commit }: Target, again: boolean): Promise<Half> {
  const { connection } = context;
  const content = statusContent(ports, context);
  if (again) {
    const latest = await ports.writeBack.latestStatus(addressOf(connection), commit, content.context);
    if (latest?.state === content.state && latest.targetUrl === content.targetUrl) return { kind: 'written' };
  }
  return ports.writeBack.setStatus(addressOf(connection), commit, content);
}

function checkRunContent(ports: PublishingPorts, { context }: Target): CheckRunContent {
  const { attempt } = context;
  return {
    ...checkRunOf(context.outcome, textContext(context)),
    name: checkRunName(ports.brand),
    externalId: attempt.id,
    detailsUrl: ports.attemptUrl(attempt.id),
  };
}

function statusContent(ports: PublishingPorts, context: AttemptContext): CommitStatusContent {
  const { attempt, connection, outcome } = context;
  return {
    ...statusOf(outcome, textContext(context)),
    context: attempt.statusContext ?? statusContext(ports.brand, connection.id),
    targetUrl: ports.attemptUrl(attempt.id),
  };
}

function textContext({ attempt, connection }: AttemptContext) {
  return { repository: repositoryFullName(connection), entryName: connection.entryName, ref: attempt.ref };
}

/** Tries both halves, whatever becomes of the first. A refusal is a half that failed; a passing fault is thrown on. */
async function bothHalves(checkRun: () => Promise<Half>, status: () => Promise<Half>): Promise<Half[]> {
  const faults: unknown[] = [];
  const halves: Half[] = [];
  for (const half of [checkRun, status]) {
    try {
      halves.push(await half());
    } catch (error) {
      if (error instanceof PermanentFailure) halves.push({ kind: 'failed', message: error.message });
      else faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
  return halves;
}
