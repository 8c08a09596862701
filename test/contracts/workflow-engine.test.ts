import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporalEngine } from '../../adapters/temporal/temporal-engine.ts';
import { bundleWorkflows } from '../../adapters/temporal/temporal-worker.ts';
import { freePort } from '../../apps/quickstart/free-port.ts';
import type { JsonValue } from '../../ports/workflow-engine.ts';
import { eventually } from '../support/eventually.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { startTemporalServer, type TemporalServer } from '../support/temporal-server.ts';
import { trialTables } from './fixtures/workflow-engine/trial.steps.ts';
import {
  startWorkerProcess,
  type WorkerProcess,
  type WorkerSettings,
} from './fixtures/workflow-engine/worker-process.ts';
import { describeWorkflowEngine, eventfulPlan, traceOf } from './workflow-engine.contract.ts';

let postgres: PostgresServer;
let temporal: TemporalServer;
let folder: string;
let bundleFile: string;
const databases = { temporal: '', embedded: '' };
const pools: pg.Pool[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waybill-engines-'));
  bundleFile = join(folder, 'workflows.js');
  const workflows = new URL('fixtures/workflow-engine/workflows.ts', import.meta.url);
  [postgres, temporal] = await Promise.all([startPostgres(), startTemporalServer()]);
  await writeFile(bundleFile, await bundleWorkflows(fileURLToPath(workflows)));
  databases.temporal = await trialDatabase('temporal_trials');
  databases.embedded = await trialDatabase('embedded_trials');
});

afterAll(async () => {
  for (const pool of pools) await pool.end();
  await temporal?.stop();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function trialDatabase(name: string): Promise<string> {
  const url = await postgres.createDatabase(name);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(trialTables);
  await client.end();
  return url;
}

function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  // The suite restarts PostgreSQL.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  pools.push(pool);
  return pool;
}

function settings(engine: 'temporal' | 'embedded'): WorkerSettings {
  if (engine === 'embedded') return { engine, databaseUrl: databases.embedded };
  const { address, namespace } = temporal;
  return { engine, databaseUrl: databases.temporal, address, namespace, taskQueue: 'trials', bundleFile };
}

let temporalPool: pg.Pool | undefined;
let embeddedPool: pg.Pool | undefined;

describeWorkflowEngine('temporal', {
  database: () => {
    temporalPool ??= openPool(databases.temporal);
    return temporalPool;
  },
  startWorker: () => startWorkerProcess(settings('temporal')),
  killServer: () => temporal.kill9(),
  restartServer: () => temporal.restart(),
  lostTries: [{ error: 'the worker was lost during this try', retried: true }],
});

describeWorkflowEngine('embedded', {
  database: () => {
    embeddedPool ??= openPool(databases.embedded);
    return embeddedPool;
  },
  startWorker: () => startWorkerProcess(settings('embedded')),
  killServer: () => postgres.kill9(),
  restartServer: () => postgres.restart(),
  // DBOS takes the same try up again.
  lostTries: [],
});

describe('the Temporal engine', () => {
  it('can be made while Temporal is away, and says so when it is used', async () => {
    const address = `127.0.0.1:${await freePort()}`;
    const engine = await temporalEngine({ address, namespace: 'default', taskQueue: 'trials', timeoutMs: 500 });
    await expect(engine.describe('x')).rejects.toThrow(`Temporal at ${address} did not do it: `);
    await engine.close();
  });
});

async function traceOn(engine: 'temporal' | 'embedded') {
  const worker = await startWorkerProcess(settings(engine));
  const input = { run: 'eventful', steps: ['first', 'brief', 'second', 'third'], plan: eventfulPlan };
  await worker.engine.start({ process: 'trial', id: 'eventful', input: input as JsonValue });
  const ended = await eventually('eventful ends', async () => {
    const description = await worker.engine.describe('eventful');
    return description?.status === 'completed' && description;
  });
  const steps = traceOf(await worker.engine.history('eventful'));
  await worker.kill9();
  return { result: ended.result, steps };
}

describe('one process on two engines', () => {
  it('leaves the same steps, tries and faults behind', async () => {
    const traces = await Promise.all([traceOn('temporal'), traceOn('embedded')]);
    expect(traces[0]).toEqual(traces[1]);
    expect(traces[0]?.steps.map(({ name, tries }) => [name, tries.length])).toEqual([
      ['first', 4],
      ['brief', 1],
      ['second', 1],
    ]);
  });
});

describe('the embedded engine', () => {
  let worker: WorkerProcess;
  beforeAll(async () => {
    worker = await startWorkerProcess(settings('embedded'));
  });
  afterAll(async () => worker?.kill9());

  it('works once on a database: a second server refuses to start, until the first was killed', async () => {
    await expect(startWorkerProcess(settings('embedded'))).rejects.toThrow('EmbeddedEngineBusy');
    await worker.kill9();
    worker = await startWorkerProcess(settings('embedded'));
  });

  it('goes on with every run when PostgreSQL is restarted under load', async () => {
    const runs = Array.from({ length: 80 }, (_, number) => `loaded-${number}`);
    const startRun = (run: string) => {
      const input: JsonValue = { run, steps: ['first', 'second', 'third'], plan: {} };
      return worker.engine.start({ process: 'trial', id: run, input });
    };
    const started = Promise.all(
      runs.map((run) =>
        eventually(
          `${run} starts`,
          () =>
            startRun(run).then(
              () => true,
              () => false,
            ),
          40_000,
        ),
      ),
    );
    const database = openPool(databases.embedded);
    const effects = "select count(*)::int as n from trial_effect where run like 'loaded-%'";
    await eventually('the load is on', async () => (await database.query(effects)).rows[0].n > 20);
    await postgres.restart();
    await started;
    for (const run of runs) {
      const ended = async () => (await worker.engine.describe(run).catch(() => null))?.status === 'completed';
      await eventually(`${run} ends`, ended, 40_000);
    }
    expect((await database.query(effects)).rows[0].n).toBe(240);
  });

  it('stops when another server has taken the database over', async () => {
    const rival = new pg.Client({ connectionString: databases.embedded });
    await rival.connect();
    try {
      const { rows } = await rival.query(
        "select pid, (classid::bigint << 32) | objid::bigint as key from pg_locks where locktype = 'advisory'",
      );
      const waiting = rival.query('select pg_advisory_lock($1)', [rows[0].key]);
      const [other] = await Promise.all([
        openPool(databases.embedded).query('select pg_terminate_backend($1)', [rows[0].pid]),
        waiting,
      ]);
      expect(other.rowCount).toBe(1);
      await worker.ended;
    } finally {
      await rival.end();
    }
    worker = await startWorkerProcess(settings('embedded'));
  });

  it('keeps its lock over a restart of PostgreSQL', async () => {
    await postgres.restart();
    await eventually('the engine answers', () =>
      worker.engine.describe('x').then(
        () => true,
        () => false,
      ),
    );
    await expect(startWorkerProcess(settings('embedded'))).rejects.toThrow('EmbeddedEngineBusy');
  });
});
