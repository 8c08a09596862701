import { DBOS, Error as DbosErrors, type WorkflowStatus } from '@dbos-inc/dbos-sdk';
import pg from 'pg';
import type {
  JsonValue,
  RunDescription,
  RunStart,
  RunStatus,
  StepHistory,
  WorkflowEngine,
} from '../../ports/workflow-engine.ts';
import type { ProcessWithSteps } from '../../workflows/durable-steps.ts';
import { type DbosWorkflow, registerProcess, runningSteps } from './dbos-process.ts';
import { stepHistory } from './embedded-history.ts';
import { type EmbeddedEngineBusy, type EmbeddedLock, takeEmbeddedLock } from './embedded-lock.ts';
import { type EmbeddedSchedules, startEmbeddedSchedules } from './embedded-schedules.ts';

export type EmbeddedEngineOptions = {
  databaseUrl: string;
  processes: readonly ProcessWithSteps[];
  /** A constant of the application: runs of another version are not taken up again after a restart. */
  applicationVersion: string;
  /** The schema of the engine's tables. */
  systemSchema?: string;
  /** Gets the warnings and errors of DBOS. */
  logger?: { warn(message: string): void; error(message: string): void };
  /** How long `close` lets the steps that run finish before it tells them to stop, in milliseconds. */
  shutdownGraceMs?: number;
  /** Called when another server took the database over during an outage of PostgreSQL; the engine has stopped. */
  onLost?: (error: EmbeddedEngineBusy) => void;
};

const answerTimeoutMs = 5_000;

/**
 * The engine port on DBOS in this program, storing in the application's PostgreSQL. Unfinished runs are taken up
 * again. Throws `EmbeddedEngineBusy` when another embedded server works on the database. One per program.
 */
export async function startEmbeddedEngine(
  options: EmbeddedEngineOptions,
): Promise<WorkflowEngine & { close(): Promise<void> }> {
  const { databaseUrl, systemSchema: schema = 'waybill_engine', logger } = options;
  const opened: Array<() => Promise<unknown>> = [];
  const close = once(async () => {
    for (const closeIt of opened.reverse()) await closeIt();
  });
  const onLost = async (error: EmbeddedEngineBusy) => {
    logger?.error(error.message);
    await close();
    options.onLost?.(error);
  };
  const lock = await takeEmbeddedLock({ databaseUrl, schema, onLost: (error) => void onLost(error) });
  opened.push(lock.release);
  try {
    const running = runningSteps();
    const pool = openPool(databaseUrl);
    opened.push(() => pool.end());
    opened.push(() => DBOS.shutdown({ deregister: true }));
    opened.push(() => running.stop(options.shutdownGraceMs ?? 10_000));
    const workflows = new Map(options.processes.map((it) => [it.process.name, registerProcess(it, running)]));
    await launch(options, schema, pool);
    const start = (run: RunStart) => startRun(workflows, run);
    const warn = (message: string) => logger?.warn(message);
    const schedules = await startEmbeddedSchedules({ pool, schema, start, isRunning, warn });
    opened.push(async () => schedules.stop());
    return { ...enginePort(lock, start, schedules), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function enginePort(lock: EmbeddedLock, start: WorkflowEngine['start'], schedules: EmbeddedSchedules): WorkflowEngine {
  const reach = <T>(call: () => Promise<T>) => answerInTime(lock, call);
  return {
    name: 'embedded',
    start: (run) => reach(() => start(run)),
    cancel: (id) => reach(() => cancel(id)),
    schedule: (schedule) => reach(() => schedules.put(schedule)),
    unschedule: (id) => reach(() => schedules.remove(id)),
    describe: (id) => reach(() => describe(id)),
    history: (id) => reach(() => history(id)),
  };
}

async function launch(options: EmbeddedEngineOptions, schema: string, pool: pg.Pool): Promise<void> {
  const { logger } = options;
  DBOS.setConfig({
    name: 'waybill',
    systemDatabaseUrl: options.databaseUrl,
    systemDatabasePool: pool,
    systemDatabaseSchemaName: schema,
    applicationVersion: options.applicationVersion,
    executorID: 'embedded',
    // Only for messages between workflows, which processes have none of: saves a connection.
    useListenNotify: false,
    logger: {
      debug: () => {},
      info: () => {},
      warn: (entry) => logger?.warn(String(entry)),
      error: (entry) => logger?.error(String(entry)),
    },
  });
  await DBOS.launch();
}

/** The pool of DBOS and of the schedules. */
function openPool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 12, connectionTimeoutMillis: answerTimeoutMs });
  // A lost connection is replaced; where nobody listens, losing it would end the program. DBOS listens only from
  // the turn after it got a connection, in which PostgreSQL's word that it shuts down may already have come.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= work();
    return done;
  };
}

/** DBOS waits for PostgreSQL without end; a caller of the port is told, and comes again. */
async function answerInTime<T>(lock: EmbeddedLock, call: () => Promise<T>): Promise<T> {
  if (!lock.isHeld()) throw new Error('the embedded engine cannot reach PostgreSQL');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = `the embedded engine got no answer from PostgreSQL within ${answerTimeoutMs} ms`;
    timer = setTimeout(() => reject(new Error(message)), answerTimeoutMs);
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function startRun(
  workflows: ReadonlyMap<string, DbosWorkflow>,
  run: RunStart,
): ReturnType<WorkflowEngine['start']> {
  const workflow = workflows.get(run.process);
  if (!workflow) throw new Error(`no process is named ${run.process}`);
  try {
    await DBOS.startWorkflow(workflow, { workflowID: run.id, workflowIDReusePolicy: 'reject' })(run.input);
    return { kind: 'started' };
  } catch (error) {
    if (DbosErrors.isWorkflowIDInUseError(error)) return { kind: 'already-started' };
    throw error;
  }
}

async function cancel(id: string): Promise<void> {
  const run = await DBOS.getWorkflowStatus(id);
  if (run && statusOf(run) === 'running') await DBOS.cancelWorkflow(id);
}

const runStatuses: Readonly<Record<string, RunStatus>> = {
  PENDING: 'running',
  ENQUEUED: 'running',
  DELAYED: 'running',
  SUCCESS: 'completed',
  CANCELLED: 'cancelled',
};

function statusOf(run: WorkflowStatus): RunStatus {
  return runStatuses[run.status] ?? 'failed';
}

async function describe(id: string): Promise<RunDescription | null> {
  const run = await DBOS.getWorkflowStatus(id);
  if (!run) return null;
  const status = statusOf(run);
  const finishedMs = status === 'running' ? undefined : (run.completedAt ?? run.updatedAt);
  return {
    id,
    process: run.workflowName,
    status,
    startedAt: new Date(run.createdAt).toISOString(),
    finishedAt: finishedMs === undefined ? null : new Date(finishedMs).toISOString(),
    result: status === 'completed' ? ((run.output ?? null) as JsonValue) : null,
  };
}

async function isRunning(id: string): Promise<boolean> {
  return (await describe(id))?.status === 'running';
}

async function history(id: string): Promise<StepHistory[] | null> {
  const calls = await DBOS.listWorkflowSteps(id);
  return calls ? stepHistory(calls) : null;
}
