import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PublishOutcome } from '../../domain/publishing/outcome.ts';
import { type AttemptId, parseId } from '../../domain/shared/ids.ts';
import { PermanentFailure, RateLimited } from '../../ports/faults.ts';
import { durableSteps, type StepRunner } from '../durable-steps.ts';
import { stepFaultOf } from '../step-fault.ts';
import { type PublishSteps, publishStepPolicies, publishVersion } from './publish-version.process.ts';

const input = { attemptId: parseId<AttemptId>('00000000-0000-4000-8000-000000000001') as AttemptId };
const version = { version: '1.0.0', commit: null, publishedAt: '2026-11-21T00:00:00.000Z' };
const published: PublishOutcome = { kind: 'published', version, isCurrent: true };
const refusal: PublishOutcome = { kind: 'failed', fault: 'repository', reason: 'x', message: 'No.', annotations: [] };

type Log = string[];

function goodSteps(): PublishSteps {
  return {
    resolveCommit: async () => ({ kind: 'resolved' }),
    announce: async () => {},
    packSource: async () => ({ kind: 'packed', contentHash: 'c', manifestHash: 'm' }),
    pushVersion: async () => published,
    recordOutcome: async ({ outcome }) => outcome,
    writeBack: async () => {},
    recordWriteBackFailure: async () => {},
  };
}

/** Runs the process without an engine: tries follow each other at once, and time only passes in pauses. */
async function run(changed: Partial<PublishSteps>) {
  const steps = { ...goodSteps(), ...changed };
  const log: Log = [];
  const pausesMs: number[] = [];
  const runner: StepRunner = {
    tryStep: async (name, tryNumber, _policy, stepInput) => {
      log.push(tryNumber === 1 ? name : `${name}#${tryNumber}`);
      const step = steps[name as keyof PublishSteps] as (input: unknown, context: unknown) => Promise<unknown>;
      try {
        return { kind: 'done', value: await step(stepInput, {}) };
      } catch (error) {
        return { kind: 'failed', fault: stepFaultOf(error) };
      }
    },
    sleepMs: async (durationMs) => {
      pausesMs.push(durationMs);
    },
    nowMs: async () => 0,
  };
  const result = await publishVersion(durableSteps(publishStepPolicies, runner), input);
  return { result, log, pausesMs };
}

test('a good attempt runs each step once, in order', async () => {
  const { result, log } = await run({});
  expect(result.outcome).toEqual(published);
  expect(log).toEqual(['resolveCommit', 'announce', 'packSource', 'pushVersion', 'writeBack']);
});

test('an attempt that ended elsewhere does nothing more', async () => {
  const { result, log } = await run({ resolveCommit: async () => ({ kind: 'ended' }) });
  expect(result.outcome).toBeNull();
  expect(log).toEqual(['resolveCommit']);
});

test('a refused ref is recorded and written back without an announcement', async () => {
  const { result, log } = await run({ resolveCommit: async () => ({ kind: 'refused', outcome: refusal }) });
  expect(result.outcome).toEqual(refusal);
  expect(log).toEqual(['resolveCommit', 'recordOutcome', 'writeBack']);
});

test('a rejected package is recorded and written back', async () => {
  const { result, log } = await run({ packSource: async () => ({ kind: 'rejected', outcome: refusal }) });
  expect(result.outcome).toEqual(refusal);
  expect(log).toEqual(['resolveCommit', 'announce', 'packSource', 'recordOutcome', 'writeBack']);
});

test('a rate limit is waited for until its time and spends no try', async () => {
  let asked = 0;
  const { result, pausesMs } = await run({
    pushVersion: async () => {
      asked += 1;
      if (asked === 1) throw new RateLimited(new Date(90_000), 'slow down');
      return published;
    },
  });
  expect(result.outcome).toEqual(published);
  expect(pausesMs).toEqual([90_000]);
});

test('a step that gives up still ends in an outcome and a write-back', async () => {
  const { result, log } = await run({
    packSource: async () => {
      throw new Error('connection reset');
    },
  });
  expect(result.outcome).toMatchObject({ kind: 'failed', fault: 'service', reason: 'source_unavailable' });
  expect(log.filter((entry) => entry.startsWith('packSource'))).toHaveLength(
    publishStepPolicies.packSource.maxAttempts,
  );
  expect(log.slice(-2)).toEqual(['recordOutcome', 'writeBack']);
});

test('a write-back that gives up is recorded and leaves the outcome as it is', async () => {
  const { result, log } = await run({
    writeBack: async () => {
      throw new PermanentFailure('github_refused', 'no');
    },
  });
  expect(result.outcome).toEqual(published);
  expect(log.slice(-2)).toEqual(['writeBack', 'recordWriteBackFailure']);
});

test('whatever steps fail, the process ends, and never without having tried to write back', async () => {
  const failures = fc.constantFrom(
    () => new Error('passing'),
    () => new PermanentFailure('repository_not_accessible', 'gone'),
    () => new RateLimited(new Date(1), 'later'),
  );
  const names = Object.keys(goodSteps()) as (keyof PublishSteps)[];
  const broken = fc.dictionary(fc.constantFrom(...names), failures);
  await fc.assert(
    fc.asyncProperty(broken, async (failing) => {
      const entries = Object.entries(failing).map(([name, failure]) => [name, () => Promise.reject(failure())]);
      const { log } = await run({
        ...Object.fromEntries(entries),
        // A thousand tries of our own database say nothing more than a few.
        recordOutcome: goodSteps().recordOutcome,
        recordWriteBackFailure: goodSteps().recordWriteBackFailure,
      });
      expect(log.some((entry) => entry.startsWith('writeBack'))).toBe(true);
    }),
    { numRuns: 100 },
  );
});
