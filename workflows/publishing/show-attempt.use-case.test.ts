import { beforeEach, describe, expect, test } from 'vitest';
import type { StepHistory } from '../../ports/workflow-engine.ts';
import { attempts, World } from '../../test/support/in-memory-ports.ts';
import { sampleAttempt, sampleCaller, sampleConnection, sampleId } from '../../test/support/sample-rows.ts';
import { showAttempt, showAttemptByLink } from './show-attempt.use-case.ts';

const step = (name: string): StepHistory => ({
  name,
  startedAt: '2026-11-21T08:00:00.000Z',
  finishedAt: null,
  tries: [],
});

let world: World;

beforeEach(() => {
  world = new World();
  world.connections = [sampleConnection()];
  world.attempts = [sampleAttempt()];
});

function show() {
  const engine = { history: async (id: string) => world.engineHistory(id) };
  const ports = { attempts: attempts(world), engine, tenancy: 'single' } as const;
  return showAttempt(ports, { caller: sampleCaller(), attemptId: sampleId(50) });
}

describe('steps', () => {
  test('kept ones are shown without asking the engine', async () => {
    world.histories.set(sampleId(50), [step('kept')]);
    world.engineHistory = () => [step('asked')];
    expect(await show()).toMatchObject({ steps: [{ name: 'kept' }] });
  });

  test('else the engine is asked by the workflow’s id', async () => {
    world.engineHistory = (id) => [step(id)];
    expect(await show()).toMatchObject({ steps: [{ name: 'publish-50' }] });
  });

  test('none are shown when the engine knows none, or is away', async () => {
    expect(await show()).toMatchObject({ kind: 'found', steps: [] });
    world.engineHistory = () => {
      throw new Error('away');
    };
    expect(await show()).toMatchObject({ kind: 'found', steps: [] });
  });

  test.each([{ engine: null }, { workflowId: '' }])('an attempt that no engine has: %j', async (over) => {
    world.attempts = [sampleAttempt(over)];
    world.engineHistory = () => [step('asked')];
    expect(await show()).toMatchObject({ steps: [] });
  });
});

test("another organization's attempt is not found", async () => {
  world.attempts = [sampleAttempt({ organizationId: sampleId(999) })];
  expect(await show()).toMatchObject({ kind: 'not-found', code: 'attempt_not_found' });
});

test('whoever has the link sees the attempt with its outcome', async () => {
  const ports = { attempts: attempts(world), engine: { history: async () => null } };
  const found = await showAttemptByLink(ports, { attemptId: sampleId(50) });
  expect(found).toMatchObject({ kind: 'found', connection: { repositoryName: 'skills' }, outcome: null, steps: [] });
  expect(await showAttemptByLink(ports, { attemptId: sampleId(51) })).toMatchObject({ kind: 'not-found' });
});
