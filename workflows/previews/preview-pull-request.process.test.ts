import { expect, test } from 'vitest';
import type { PreviewFindings } from '../../domain/previews/preview-findings.ts';
import { type PreviewId, parseId } from '../../domain/shared/ids.ts';
import { PermanentFailure, RateLimited } from '../../ports/faults.ts';
import { durableSteps, type StepRunner } from '../durable-steps.ts';
import { stepFaultOf } from '../step-fault.ts';
import { type PreviewSteps, previewPullRequestProcess } from './preview-pull-request.process.ts';

const input = { previewId: parseId<PreviewId>('00000000-0000-4000-8000-000000000001') as PreviewId };
const unchanged: PreviewFindings = { kind: 'unchanged', version: '1.0.0' };

/** Runs the process without an engine; `told` is what reached the pull request, in order with the steps. */
async function run(changed: Partial<PreviewSteps>) {
  const log: string[] = [];
  const told: unknown[] = [];
  const steps: PreviewSteps = {
    lookAtHead: async () => ({ kind: 'looked', findings: unchanged }),
    tellPullRequest: async ({ findings }) => void told.push(findings),
    recordTellingFailure: async ({ message }) => void told.push(message),
    ...changed,
  };
  const runner: StepRunner = {
    tryStep: async (name, tryNumber, _policy, stepInput) => {
      if (tryNumber === 1) log.push(name);
      const step = steps[name as keyof PreviewSteps] as (input: unknown, context: unknown) => Promise<unknown>;
      try {
        return { kind: 'done', value: await step(stepInput, {}) };
      } catch (error) {
        return { kind: 'failed', fault: stepFaultOf(error) };
      }
    },
    sleepMs: async () => {},
    nowMs: async () => 0,
  };
  const { policies, run: process } = previewPullRequestProcess;
  const result = await process(durableSteps(policies, runner), input);
  return { result, log, told };
}

test('what was found is told', async () => {
  const { result, log, told } = await run({});
  expect(result).toEqual({ findings: 'unchanged' });
  expect(log).toEqual(['lookAtHead', 'tellPullRequest']);
  expect(told).toEqual([unchanged]);
});

test('a preview that nobody waits for does nothing', async () => {
  const { result, log } = await run({ lookAtHead: async () => ({ kind: 'ended' }) });
  expect(result).toEqual({ findings: null });
  expect(log).toEqual(['lookAtHead']);
});

test.each([
  [new PermanentFailure('repository_not_accessible', 'GitHub does not show it.'), 'repository_not_accessible'],
  [new RateLimited(new Date(9), 'Slow down.'), 'rate_limited'],
])('a head that cannot be read is told, too: %s', async (fault, reason) => {
  const lookAtHead = async () => {
    throw fault;
  };
  const { told } = await run({ lookAtHead });
  expect(told).toMatchObject([{ kind: 'not-looked-at', reason, message: expect.stringContaining(fault.message) }]);
});

test('the text of a fault of ours does not reach the pull request', async () => {
  const lookAtHead = async () => {
    throw new Error('connect ECONNREFUSED 10.0.0.5:5432');
  };
  const { told } = await run({ lookAtHead });
  expect(told).toMatchObject([{ kind: 'not-looked-at', reason: 'source_unavailable' }]);
  expect(JSON.stringify(told)).not.toContain('10.0.0.5');
});

test('what GitHub refuses to be told is recorded', async () => {
  const tellPullRequest = async () => {
    throw new PermanentFailure('github_refused', 'Validation Failed');
  };
  const { log, told } = await run({ tellPullRequest });
  expect(log).toEqual(['lookAtHead', 'tellPullRequest', 'recordTellingFailure']);
  expect(told).toEqual(['Validation Failed']);
});
