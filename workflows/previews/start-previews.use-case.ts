import type { Preview } from '../../domain/previews/preview.ts';
import type { Previews } from '../../ports/previews/previews.ts';
import type { JsonValue, WorkflowEngine } from '../../ports/workflow-engine.ts';
import { type PreviewInput, previewPullRequestProcess } from './preview-pull-request.process.ts';

export type StartPreviewsPorts = {
  previews: Pick<Previews, 'listUnstarted' | 'markStarted' | 'listStartedBefore' | 'markUnstarted' | 'end' | 'context'>;
  engine: WorkflowEngine;
};

/** How many previews one call hands over at the most. */
const batchSize = 50;

/** Hands waiting previews to the engine, as `startAttempts` does with attempts. Gives their number. */
export async function startPreviews({ previews, engine }: StartPreviewsPorts): Promise<number> {
  const waiting = await previews.listUnstarted(batchSize);
  for (const { id, workflowId } of waiting) {
    const input: PreviewInput & JsonValue = { previewId: id };
    await engine.start({ process: previewPullRequestProcess.name, id: workflowId, input });
    await previews.markStarted(id, engine.name);
  }
  return waiting.length;
}

/**
 * Looks in the engine for previews that were handed over before `startedBefore` and have not ended. Those that it does not
 * know are handed over again; those whose run has ended without a word are ended. Gives their number.
 */
export async function recoverLostPreviews(ports: StartPreviewsPorts, startedBefore: Date): Promise<number> {
  const { previews, engine } = ports;
  let lost = 0;
  for (const preview of await previews.listStartedBefore(startedBefore, batchSize)) {
    const run = await engine.describe(preview.workflowId);
    if (run === null) await previews.markUnstarted(preview.id);
    else if (run.status === 'running') await previews.markStarted(preview.id, engine.name);
    else await endUntold(ports, preview, run.status);
    if (run?.status !== 'running') lost += 1;
  }
  return lost;
}

/** A run that ended well has ended its preview; one of a connection that is gone had nobody to tell. */
async function endUntold({ previews }: StartPreviewsPorts, { id }: Preview, status: string): Promise<void> {
  const why = (await previews.context(id))
    ? `its run ended (${status}) without an answer`
    : 'its connection was deleted';
  await previews.end(id, { kind: 'failed', message: `The pull request was not told: ${why}.` });
}
