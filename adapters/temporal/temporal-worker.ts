import type { TLSConfig } from '@temporalio/worker';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { ProcessWithSteps } from '../../workflows/durable-steps.ts';
import { logLine } from './log-line.ts';
import { stepActivities } from './step-activities.ts';

export type TemporalWorkerOptions = {
  /** `host:port` of Temporal's front end. */
  address: string;
  namespace: string;
  taskQueue: string;
  tls?: TLSConfig | boolean;
  /** The file that exports the workflows, or what `bundleWorkflows` made of it. */
  workflows: { path: string } | { code: string };
  processes: readonly ProcessWithSteps[];
  /** How long `shutdown` lets the steps that run finish before it tells them to stop, in milliseconds. */
  shutdownGraceMs?: number;
  /** Gets the warnings and errors of Temporal's SDK. The first worker of a program sets it for all. */
  logger?: { warn(message: string): void; error(message: string): void };
};

export type TemporalWorker = {
  /** Settles when the worker has stopped; rejects when it stopped by itself, with the reason. */
  readonly stopped: Promise<void>;
  /** Takes no more work, lets the steps that run finish or, after the grace, tells them to stop. */
  shutdown(): Promise<void>;
};

/** Runs the processes' workflows and steps. Throws when Temporal cannot be reached; once started, it outlives outages. */
export async function startTemporalWorker(options: TemporalWorkerOptions): Promise<TemporalWorker> {
  const { workflows } = options;
  const activities = stepActivities(options.processes);
  installRuntime(options.logger);
  const connection = await connect(options);
  const worker = await Worker.create({
    connection,
    namespace: options.namespace,
    taskQueue: options.taskQueue,
    workflowBundle: { code: 'code' in workflows ? workflows.code : await bundleWorkflows(workflows.path) },
    activities,
    shutdownGraceTime: options.shutdownGraceMs ?? 10_000,
    // Longest time until another worker takes over the workflows of one that died.
    stickyQueueScheduleToStartTimeout: '2s',
    // Heartbeats go out at least this often, so that a cancelled step learns of it within a second.
    maxHeartbeatThrottleInterval: '1s',
  });
  const stopped = worker.run().finally(() => connection.close());
  // Who does not look at `stopped` must not be ended by an unhandled rejection.
  stopped.catch((error) => options.logger?.error(`the Temporal worker stopped: ${error}`));
  return {
    stopped,
    shutdown: () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      return stopped;
    },
  };
}

/** The code of the workflows that `path` exports, for `startTemporalWorker`; takes about two seconds. */
export async function bundleWorkflows(path: string): Promise<string> {
  const { code } = await bundleWorkflowCode({ workflowsPath: path, logger: new DefaultLogger('WARN') });
  return code;
}

async function connect({ address, tls }: TemporalWorkerOptions): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect({ address, tls });
  } catch (error) {
    throw new Error(`Temporal at ${address} cannot be reached: ${error instanceof Error ? error.message : error}`);
  }
}

let runtimeInstalled = false;

function installRuntime(logger: TemporalWorkerOptions['logger']): void {
  if (runtimeInstalled) return;
  runtimeInstalled = true;
  const pollFailed = oncePerMinute(() => logger?.warn('Temporal cannot be reached; the worker goes on trying'));
  Runtime.install({
    logger: new DefaultLogger('WARN', (entry) => {
      // Each of some twenty pollers tells of each of its tries.
      if (entry.message.startsWith('gRPC call poll_')) pollFailed();
      else if (entry.level === 'ERROR') logger?.error(logLine(entry));
      else logger?.warn(logLine(entry));
    }),
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
    // The program decides when it stops; the SDK would shut workers down by itself.
    shutdownSignals: [],
  });
}

function oncePerMinute(tell: () => void): () => void {
  let quietUntil = 0;
  return () => {
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + 60_000;
    tell();
  };
}
