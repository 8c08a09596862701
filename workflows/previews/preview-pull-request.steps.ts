import { repositoryFullName } from '../../domain/connections/connection.ts';
import { previewCheckRunName, previewCheckRunOf, supersededCheckRun } from '../../domain/previews/preview-check-run.ts';
import { refusalOfPreview } from '../../domain/previews/preview-decision.ts';
import { findingsOf, type PreviewFindings } from '../../domain/previews/preview-findings.ts';
import { explainSkip } from '../../domain/publishing/skip-reason.ts';
import type { CheckRunText } from '../../domain/publishing/write-back.ts';
import type { PreviewContext, Previews } from '../../ports/previews/previews.ts';
import type { CheckRunContent, Unsupported, WriteBack } from '../../ports/publishing/write-back.ts';
import type { StepContext } from '../durable-steps.ts';
import { addressOf } from '../publishing/publishing-ports.steps.ts';
import { type ReadPackagePorts, readPackage } from '../publishing/read-package.ts';
import type { Look, PreviewInput, PreviewSteps } from './preview-pull-request.process.ts';

/** What the steps of previewing need from outside. */
export type PreviewPorts = ReadPackagePorts & {
  previews: Pick<Previews, 'context' | 'entryState' | 'beginTelling' | 'end'>;
  writeBack: Pick<WriteBack, 'createCheckRun' | 'updateCheckRun' | 'findCheckRun'>;
  /** The brand of check-run names. */
  brand: string;
};

/** What each step of `previewPullRequest` does, through ports. Every step may be run again after a crash in its middle. */
export function previewSteps(ports: PreviewPorts): PreviewSteps {
  return {
    lookAtHead: (input, context) => lookAtHead(ports, input, context),
    tellPullRequest: (input) => tellPullRequest(ports, input),
    recordTellingFailure: ({ previewId, message }) => ports.previews.end(previewId, { kind: 'failed', message }),
  };
}

async function lookAtHead(ports: PreviewPorts, { previewId }: PreviewInput, { signal }: StepContext): Promise<Look> {
  const context = await openContext(ports, previewId);
  if (!context || (await endUnwanted(ports, context))) return { kind: 'ended' };
  const { preview, connection } = context;
  const where = { address: addressOf(connection), commit: preview.headSha, skillPath: connection.skillPath };
  const read = await readPackage(ports, { ...where, signal, problems: 'all' }, drain);
  if (read.kind === 'refused') return { kind: 'looked', findings: read };
  const { state, currentFiles } = await ports.previews.entryState(connection.entryId);
  const head = { connectionId: connection.id, commit: preview.headSha, archive: read.archive };
  return { kind: 'looked', findings: findingsOf(head, state, currentFiles) };
}

/** The archive is packed for its size and digests only. */
async function drain(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _chunk of bytes);
}

async function tellPullRequest(
  ports: PreviewPorts,
  { previewId, findings }: PreviewInput & { findings: PreviewFindings },
): Promise<void> {
  const context = await ports.previews.context(previewId);
  if (context?.preview.status === 'superseded') return concludeSuperseded(ports, context);
  if (context?.preview.status !== 'pending') return;
  const { again } = await ports.previews.beginTelling(previewId);
  // What an earlier try began to write is concluded all the same: it would be in progress for ever.
  if (!again && (await endUnwanted(ports, context))) return;
  const content = contentOf(ports, context, findings);
  const written = await writeOnce(ports, context, content, again);
  if (written.kind === 'unsupported') await ports.previews.end(previewId, { kind: 'failed', message: written.message });
  else await ports.previews.end(previewId, { kind: 'told', checkRunId: written.checkRunId, title: content.title });
}

/** What an earlier try began to write would be in progress for ever. */
async function concludeSuperseded(ports: PreviewPorts, context: PreviewContext): Promise<void> {
  const { preview, connection } = context;
  const { again } = await ports.previews.beginTelling(preview.id);
  if (!again) return;
  const content = checkRunOf(ports, context, supersededCheckRun);
  const address = addressOf(connection);
  const found = await ports.writeBack.findCheckRun(address, preview.headSha, content.name, preview.id);
  if (found && !found.completed) await ports.writeBack.updateCheckRun(address, found.checkRunId, content, 0);
}

/** An earlier try that was cut off may have made the check-run, with some of its annotations. */
async function writeOnce(
  { writeBack }: PreviewPorts,
  { preview, connection }: PreviewContext,
  content: CheckRunContent,
  again: boolean,
): Promise<{ kind: 'written'; checkRunId: string } | Unsupported> {
  const address = addressOf(connection);
  const found = again ? await writeBack.findCheckRun(address, preview.headSha, content.name, preview.id) : null;
  if (!found) return writeBack.createCheckRun(address, preview.headSha, content);
  const { checkRunId, completed, annotationsSent } = found;
  if (completed) return { kind: 'written', checkRunId };
  const updated = await writeBack.updateCheckRun(address, checkRunId, content, annotationsSent);
  return updated.kind === 'written' ? { ...updated, checkRunId } : updated;
}

/** Null when nobody waits for the preview any more. */
async function openContext({ previews }: PreviewPorts, id: PreviewInput['previewId']): Promise<PreviewContext | null> {
  const context = await previews.context(id);
  return context?.preview.status === 'pending' ? context : null;
}

/** Ends a preview that would not be made any more: it was switched off, or its connection paused, since. Whether it did. */
async function endUnwanted(
  { previews }: PreviewPorts,
  { preview, connection, writeBackMode }: PreviewContext,
): Promise<boolean> {
  const reason = refusalOfPreview(connection, preview.baseRef, { installation: 'active', writeBackMode });
  if (reason === null) return false;
  const { sentence } = explainSkip(reason, { repository: repositoryFullName(connection), ...connection });
  await previews.end(preview.id, { kind: 'failed', message: `The pull request was not told: ${sentence}` });
  return true;
}

function contentOf(ports: PreviewPorts, context: PreviewContext, findings: PreviewFindings): CheckRunContent {
  const { preview, connection } = context;
  const { entryName } = connection;
  const { baseRef, fromFork } = preview;
  const names = { repository: repositoryFullName(connection), entryName, baseRef, fromFork };
  return checkRunOf(ports, context, previewCheckRunOf(findings, names));
}

function checkRunOf({ brand }: PreviewPorts, { preview, connection }: PreviewContext, text: CheckRunText) {
  const name = previewCheckRunName(brand, connection.entryName);
  return { ...text, name, externalId: preview.id, detailsUrl: null };
}
