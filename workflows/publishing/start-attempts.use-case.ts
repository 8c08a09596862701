import { type Attempt, isConcluded } from '../../domain/publishing/attempt.ts';
import { outcomeOfGaveUp } from '../../domain/publishing/failure.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import type { JsonValue, RunDescription, StepHistory, WorkflowEngine } from '../../ports/workflow-engine.ts';
import { conclusionOf, historyOf, isCancelled } from './attempt-runs.ts';
import { type AttemptInput, concludeAttemptProcess, publishVersionProcess } from './publish-version.process.ts';

export type StartAttemptsPorts = { attempts: Attempts; engine: WorkflowEngine };

/** Gets to know each finished attempt once, on one server. */
export type FiledAttempt = { attempt: Attempt; history: StepHistory[] };

/** How many attempts one call hands over at the most. */
const batchSize = 50;

/**
 * Hands waiting attempts to the engine, oldest first; they wait where they are while it is away. Starting is idempotent
 * by the workflow's id, so two servers may do this at once. Gives the number of attempts handed over.
 */
export async function startAttempts({ attempts, engine }: StartAttemptsPorts): Promise<number> {
  const waiting = await attempts.listUnstarted(batchSize);
  for (const attempt of waiting) {
    const input: AttemptInput & JsonValue = { attemptId: attempt.id };
    await engine.start({ process: publishVersionProcess.name, id: attempt.workflowId, input });
    await attempts.markStarted(attempt.id, engine.name);
  }
  return waiting.length;
}

/**
 * Ends the runs of cancelled attempts, and has each commit told by a run of its own: a run that was cancelled begins no
 * further step. Both are idempotent. Gives their number.
 */
export async function concludeCancelled({ attempts, engine }: StartAttemptsPorts): Promise<number> {
  const cancelled = await attempts.listCancelled(batchSize);
  for (const attempt of cancelled) {
    const input: AttemptInput & JsonValue = { attemptId: attempt.id };
    await engine.cancel(attempt.workflowId);
    await engine.start({ process: concludeAttemptProcess.name, id: conclusionOf(attempt), input });
    await attempts.markConclusionStarted(attempt.id, engine.name);
  }
  return cancelled.length;
}

/**
 * Looks in the engine for attempts that were handed over before `startedBefore` and are not done. Those that it does
 * not know (another engine, lost data) are handed over again; those whose run has ended are ended. Gives their number.
 */
export async function recoverLostAttempts(ports: StartAttemptsPorts, startedBefore: Date): Promise<number> {
  const { attempts, engine } = ports;
  let lost = 0;
  for (const listed of await attempts.listStartedBefore(startedBefore, batchSize)) {
    const { id, organizationId } = listed;
    const conclusion = isCancelled(listed) ? await engine.describe(conclusionOf(listed)) : null;
    const run = conclusion ?? (await engine.describe(listed.workflowId));
    // Marked anew, a run that takes long does not keep the next look from the attempts behind it.
    if (run?.status === 'running') await attempts.markStarted(id, engine.name);
    else {
      // The run may have ended well since it was listed.
      const attempt = await attempts.find(id, organizationId);
      if (attempt && (await recover(ports, attempt, run))) lost += 1;
    }
  }
  return lost;
}

/** Whether there was something to do: the run is gone or has ended, so nobody else does it any more. */
async function recover({ attempts }: StartAttemptsPorts, attempt: Attempt, run: RunDescription | null) {
  if (isConcluded(attempt)) return false;
  const { id, status, writeBackStatus } = attempt;
  if (status === 'pending' && run === null) await attempts.markUnstarted(id);
  else {
    const what = run ? `The run of this attempt ended (${run.status})` : 'The engine lost the run of this attempt';
    if (status === 'pending') {
      const message = `${what} without an outcome.`;
      await attempts.recordOutcome(id, outcomeOfGaveUp('run', { kind: 'permanent', code: 'internal_error', message }));
    }
    if (writeBackStatus === 'pending') {
      await attempts.recordWriteBack(id, 'failed', `${what} before the commit was told. Sync the connection again.`);
    }
  }
  return true;
}

/**
 * Copies finished attempts' histories out of the engine, which forgets them after its retention. An attempt that ended
 * before it could be noted as handed over is noted here. Gives those that this server filed.
 */
export async function keepHistories(
  { attempts, engine }: StartAttemptsPorts,
  finishedBefore: Date,
): Promise<FiledAttempt[]> {
  const filed: FiledAttempt[] = [];
  for (const attempt of await attempts.listWithoutHistory(finishedBefore, batchSize)) {
    const history = await historyOf(engine, attempt);
    if (history && attempt.engine === null) await attempts.markStarted(attempt.id, engine.name);
    if (await attempts.keepHistory(attempt.id, history ?? [])) filed.push({ attempt, history: history ?? [] });
  }
  return filed;
}
