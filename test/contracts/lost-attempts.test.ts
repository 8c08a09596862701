import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { AttemptId } from '../../domain/shared/ids.ts';
import type { RunStatus, StepHistory, WorkflowEngine } from '../../ports/workflow-engine.ts';
import {
  keepHistories,
  recoverLostAttempts,
  startAttempts,
} from '../../workflows/publishing/start-attempts.use-case.ts';
import {
  newConnection,
  newId,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  type Tenant,
} from './persistence-world.ts';

/** An engine that only says what it is told to. */
function scriptedEngine() {
  const runs = new Map<string, RunStatus>();
  const histories = new Map<string, StepHistory[]>();
  const started: string[] = [];
  const nothing = async () => undefined;
  const engine: WorkflowEngine = {
    name: 'embedded',
    start: async ({ id }) => {
      started.push(id);
      return { kind: runs.has(id) ? 'already-started' : 'started' };
    },
    describe: async (id) => {
      const status = runs.get(id);
      const startedAt = '2026-11-21T08:00:00.000Z';
      return status ? { id, process: 'publishVersion', status, startedAt, finishedAt: null, result: null } : null;
    },
    history: async (id) => histories.get(id) ?? null,
    ...{ cancel: nothing, schedule: nothing, unschedule: nothing },
  };
  return { engine, runs, histories, started };
}

describe('attempts whose run is gone, on PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;
  let connection: Connection;
  let script: ReturnType<typeof scriptedEngine>;

  beforeAll(async () => {
    world = await openWorld();
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.query('truncate github_publish_attempts cascade');
    tenant = await newOrganization(world);
    connection = await newConnection(world, tenant);
    script = scriptedEngine();
  });

  const ports = () => ({ attempts: world.postgres.attempts, engine: script.engine });

  async function handedOver(): Promise<Attempt> {
    const id = newId<AttemptId>();
    const { attempts } = world.postgres;
    const attempt = await attempts.request(
      {
        id,
        connectionId: connection.id,
        trigger: 'manual',
        ref: 'main',
        commit: null,
      },
      tenant.by,
    );
    await attempts.markStarted(id, 'embedded');
    world.advance(1);
    return attempt;
  }

  const now = async ({ id }: Attempt) => world.postgres.attempts.find(id, connection.organizationId);
  const recover = () => recoverLostAttempts(ports(), world.now());

  it.each<RunStatus>(['failed', 'cancelled', 'completed'])(
    'end when the run ended (%s) and left no outcome',
    async (status) => {
      const attempt = await handedOver();
      script.runs.set(attempt.workflowId, status);
      expect(await recover()).toBe(1);
      const ended = await now(attempt);
      expect(ended).toMatchObject({ status: 'failed', reason: 'internal_error', writeBackStatus: 'failed' });
      expect(ended?.message).toContain(`The run of this attempt ended (${status}) without an outcome.`);
      expect(await recover()).toBe(0);
    },
  );

  it.each<RunStatus | null>(['failed', null])(
    'with an outcome stop waiting for their write-back (run: %s)',
    async (status) => {
      const attempt = await handedOver();
      const message = 'Nothing changed.';
      const outcome = { kind: 'skipped', reason: 'content_unchanged', message, version: null } as const;
      await world.postgres.attempts.recordOutcome(attempt.id, outcome);
      if (status) script.runs.set(attempt.workflowId, status);
      expect(await recover()).toBe(1);
      expect(await now(attempt)).toMatchObject({ status: 'skipped', message, writeBackStatus: 'failed' });
      expect(await recover()).toBe(0);
    },
  );

  it('are handed over again when the engine does not know them', async () => {
    const attempt = await handedOver();
    expect(await recover()).toBe(1);
    expect(await startAttempts(ports())).toBe(1);
    expect(script.started).toEqual([attempt.workflowId]);
  });

  it('are found behind any number of runs that take long', async () => {
    for (let index = 0; index < 60; index += 1) script.runs.set((await handedOver()).workflowId, 'running');
    const lost = await handedOver();
    expect(await recover()).toBe(0);
    world.advance(1);
    expect(await recover()).toBe(1);
    expect(await world.postgres.attempts.listUnstarted(10)).toMatchObject([{ id: lost.id }]);
  });

  it('keep what the run wrote in the moment of the look', async () => {
    const attempt = await handedOver();
    const describe = script.engine.describe;
    script.engine.describe = async (id) => {
      await world.postgres.attempts.recordOutcome(attempt.id, {
        kind: 'skipped',
        reason: 'cancelled',
        message: 'Kept.',
        version: null,
      });
      await world.postgres.attempts.recordWriteBack(attempt.id, 'success', null);
      script.runs.set(id, 'completed');
      return describe(id);
    };
    expect(await recover()).toBe(0);
    expect(await now(attempt)).toMatchObject({ status: 'skipped', message: 'Kept.', writeBackStatus: 'success' });
  });

  it('get their engine and history noted when the server died before it could note the start', async () => {
    const { attempts } = world.postgres;
    const id = newId<AttemptId>();
    const attempt = await attempts.request(
      {
        id,
        connectionId: connection.id,
        trigger: 'manual',
        ref: 'main',
        commit: null,
      },
      tenant.by,
    );
    const history = [{ name: 'resolveCommit', startedAt: '2026-11-21T08:00:00.000Z', finishedAt: null, tries: [] }];
    script.histories.set(attempt.workflowId, history);
    await attempts.recordOutcome(id, { kind: 'skipped', reason: 'cancelled', message: 'Over.', version: null });
    await attempts.recordWriteBack(id, 'success', null);
    world.advance(1);
    expect(await keepHistories(ports(), world.now())).toMatchObject([{ attempt: { id } }]);
    expect(await now(attempt)).toMatchObject({ engine: 'embedded' });
    expect(await attempts.keptHistory(id)).toEqual(history);
    expect(await keepHistories(ports(), world.now())).toEqual([]);
  });
});
