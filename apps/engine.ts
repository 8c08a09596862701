import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { startEmbeddedEngine } from '../adapters/dbos/embedded-engine.ts';
import { checkGit } from '../adapters/git/git-version.ts';
import { temporalEngine } from '../adapters/temporal/temporal-engine.ts';
import { startTemporalWorker, type TemporalWorker } from '../adapters/temporal/temporal-worker.ts';
import type { WorkflowEngine } from '../ports/workflow-engine.ts';
import type { ProcessWithSteps } from '../workflows/durable-steps.ts';
import type { Configuration, TemporalConfiguration } from './configuration.ts';

export type RunningEngine = WorkflowEngine & { close(): Promise<void> };

/** The bundle's entry, which workers compile at their start. */
const workflowsPath = fileURLToPath(new URL('../adapters/temporal/workflows.ts', import.meta.url));

/** Runs of another version are not taken up after a restart; it changes when they could not go on. */
const embeddedVersion = 'publishing-1';

/** The pause before a worker tries again to reach a Temporal that is away, in milliseconds. */
const workerRetryMs = 2_000;

/** The engine that the configuration asks for, with a worker in this program unless separate ones run. */
export async function startEngine(
  configuration: Configuration,
  processes: ProcessWithSteps[],
  logger: Logger,
  onLost: (error: Error) => void,
): Promise<RunningEngine> {
  const { temporal, databaseUrl } = configuration;
  const log = engineLogger(logger);
  if (!temporal) {
    return startEmbeddedEngine({ databaseUrl, processes, applicationVersion: embeddedVersion, logger: log, onLost });
  }
  const engine = await temporalEngine(temporal);
  if (!temporal.workerInServer) return engine;
  const worker = keepWorker(temporal, processes, logger);
  return {
    ...engine,
    close: async () => {
      await worker.close();
      await engine.close();
    },
  };
}

/** For programs that run steps: throws, with what to do, when there is no git that can read sources. */
export async function requireGit(): Promise<void> {
  const git = await checkGit();
  if (git.kind === 'unusable') throw new Error(git.problem);
}

/** Starts a worker; throws when Temporal cannot be reached. */
export function startWorker(
  temporal: TemporalConfiguration,
  processes: ProcessWithSteps[],
  logger: Logger,
): Promise<TemporalWorker> {
  return startTemporalWorker({
    ...temporal,
    workflows: { path: workflowsPath },
    processes,
    logger: engineLogger(logger),
  });
}

/** Keeps one worker running: while Temporal is away, the server receives and stores what comes. */
function keepWorker(temporal: TemporalConfiguration, processes: ProcessWithSteps[], logger: Logger) {
  const closing = new AbortController();
  const run = async () => {
    while (!closing.signal.aborted) {
      try {
        const worker = await startWorker(temporal, processes, logger);
        const shutdown = () => void worker.shutdown();
        closing.signal.addEventListener('abort', shutdown, { once: true });
        if (closing.signal.aborted) shutdown();
        logger.info({ address: temporal.address, taskQueue: temporal.taskQueue }, 'the Temporal worker runs');
        await worker.stopped.finally(() => closing.signal.removeEventListener('abort', shutdown));
      } catch (error) {
        logger.warn({ err: error }, 'the Temporal worker cannot run; trying again');
        await pause(workerRetryMs, undefined, { signal: closing.signal }).catch(() => {});
      }
    }
  };
  const ended = run();
  return {
    close: () => {
      closing.abort();
      return ended;
    },
  };
}

function engineLogger(logger: Logger) {
  return { warn: (message: string) => logger.warn(message), error: (message: string) => logger.error(message) };
}
