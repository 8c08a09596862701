import type { ScheduleOptions, ScheduleOptionsStartWorkflowAction, TLSConfig, Workflow } from '@temporalio/client';
import {
  Client,
  Connection,
  isGrpcServiceError,
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
} from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/common';
import type {
  JsonValue,
  RunDescription,
  RunStart,
  RunStatus,
  Schedule,
  StepHistory,
  WorkflowEngine,
} from '../../ports/workflow-engine.ts';
import { stepHistory } from './temporal-history.ts';

export type TemporalEngineOptions = {
  /** `host:port` of Temporal's front end. */
  address: string;
  namespace: string;
  /** Where the workers take their work from. */
  taskQueue: string;
  tls?: TLSConfig | boolean;
  /** How long a method tries to reach Temporal before it throws, in milliseconds. */
  timeoutMs?: number;
};

/**
 * The engine port on a Temporal server. It connects when it is first used and again whenever the connection was
 * lost, so it can be made while Temporal is away.
 */
export async function temporalEngine(
  options: TemporalEngineOptions,
): Promise<WorkflowEngine & { close(): Promise<void> }> {
  const { address, namespace, taskQueue, tls, timeoutMs = 5_000 } = options;
  const connection = Connection.lazy({
    address,
    tls,
    channelArgs: { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 2_000 },
  });
  const client = new Client({ connection, namespace });
  const reach = async <T>(call: () => Promise<T>) => {
    try {
      return await connection.withDeadline(Date.now() + timeoutMs, call);
    } catch (error) {
      throw new Error(`Temporal at ${address} did not do it: ${reasonOf(error)}`, { cause: error });
    }
  };
  return {
    name: 'temporal',
    start: (run) => reach(() => start(client, taskQueue, run)),
    cancel: async (id) => {
      await reach(() => unlessUnknown(client.workflow.getHandle(id).cancel(), undefined));
    },
    schedule: (schedule) => reach(() => putSchedule(client, taskQueue, schedule)),
    unschedule: (id) => reach(() => unlessUnknown(client.schedule.getHandle(id).delete(), undefined)),
    describe: (id) => reach(() => unlessUnknown(describe(client, id), null)),
    history: (id) => reach(() => unlessUnknown(history(client, id), null)),
    close: () => connection.close(),
  };
}

function reasonOf(error: unknown): string {
  // The SDK's own message names what it tried; the reason lies behind it.
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return reason instanceof Error ? reason.message : String(reason);
}

async function start(client: Client, taskQueue: string, run: RunStart): ReturnType<WorkflowEngine['start']> {
  try {
    // Without this policy, Temporal would run a closed workflow's id again.
    const workflowIdReusePolicy = 'REJECT_DUPLICATE';
    await client.workflow.start(run.process, {
      workflowId: run.id,
      taskQueue,
      args: [run.input],
      workflowIdReusePolicy,
    });
    return { kind: 'started' };
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return { kind: 'already-started' };
    throw error;
  }
}

// The status code that gRPC calls NOT_FOUND.
const grpcNotFound = 5;

/** Cancelling a closed run, too, is answered by Temporal as if it did not know the run. */
async function unlessUnknown<T, U>(call: Promise<T>, unknown: U): Promise<T | U> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError || error instanceof ScheduleNotFoundError) return unknown;
    // Reading a history gives the server's own answer.
    if (isGrpcServiceError(error) && error.code === grpcNotFound) return unknown;
    throw error;
  }
}

async function putSchedule(client: Client, taskQueue: string, schedule: Schedule): Promise<void> {
  const definition = {
    spec: { intervals: [{ every: schedule.everyMs }] },
    action: {
      type: 'startWorkflow',
      workflowType: schedule.process,
      workflowId: schedule.id,
      taskQueue,
      args: [schedule.input],
    },
  } satisfies Omit<ScheduleOptions<ScheduleOptionsStartWorkflowAction<Workflow>>, 'scheduleId'>;
  try {
    await client.schedule.create({ ...definition, scheduleId: schedule.id });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(schedule.id).update((previous) => ({ ...definition, state: previous.state }));
  }
}

const runStatuses: Readonly<Record<string, RunStatus>> = {
  RUNNING: 'running',
  CONTINUED_AS_NEW: 'running',
  PAUSED: 'running',
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
  TERMINATED: 'cancelled',
};

async function describe(client: Client, id: string): Promise<RunDescription> {
  const handle = client.workflow.getHandle(id);
  const run = await handle.describe();
  const status = runStatuses[run.status.name] ?? 'failed';
  return {
    id,
    process: run.type,
    status,
    startedAt: run.startTime.toISOString(),
    finishedAt: run.closeTime?.toISOString() ?? null,
    result: status === 'completed' ? ((await handle.result()) as JsonValue) : null,
  };
}

async function history(client: Client, id: string): Promise<StepHistory[]> {
  return stepHistory(await client.workflow.getHandle(id).fetchHistory());
}
