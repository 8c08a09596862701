import type { Attempts } from '../../ports/publishing/attempts.ts';
import type { JsonValue, WorkflowEngine } from '../../ports/workflow-engine.ts';
import { type AttemptInput, publishVersionProcess } from './publish-version.process.ts';

export type StartAttemptsPorts = { attempts: Attempts; engine: WorkflowEngine };

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
 * Hands attempts over again that were given to an engine which does not know them any more (another engine, lost data).
 * Gives their number.
 */
export async function recoverLostAttempts(ports: StartAttemptsPorts, startedBefore: Date): Promise<number> {
  let lost = 0;
  for (const attempt of await ports.attempts.listStartedBefore(startedBefore, batchSize)) {
    if (await ports.engine.describe(attempt.workflowId)) continue;
    await ports.attempts.markUnstarted(attempt.id);
    lost += 1;
  }
  return lost;
}

/** Copies finished attempts' histories out of the engine, which forgets them after its retention. Gives their number. */
export async function keepHistories({ attempts, engine }: StartAttemptsPorts, finishedBefore: Date): Promise<number> {
  const finished = await attempts.listWithoutHistory(finishedBefore, batchSize);
  for (const attempt of finished) {
    const history = await engine.history(attempt.workflowId);
    await attempts.keepHistory(attempt.id, history ?? []);
  }
  return finished.length;
}
