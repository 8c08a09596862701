import { expect, test } from 'vitest';
import type { PublishOutcome } from '../../domain/publishing/outcome.ts';
import type { Publication, PublicationResult } from '../../ports/publishing/publications.ts';
import { sampleAttempt, sampleConnection, sampleSha } from '../../test/support/sample-rows.ts';
import type { PublishingPorts } from './publishing-ports.steps.ts';
import { pushVersion } from './push-version.steps.ts';

const attempt = sampleAttempt({ ref: 'refs/heads/main' });
const packed = { kind: 'packed', contentHash: 'c', manifestHash: 'm' } as const;
const published: PublishOutcome = {
  kind: 'published',
  version: { version: '0.0.0-github.aaaaaaa', commit: attempt.commit, publishedAt: '2026-11-21T08:00:00.000Z' },
  isCurrent: true,
};

/** What the step asks of GitHub and of the database, in order, when the database answers so. */
async function asked(answers: PublicationResult[]): Promise<string[]> {
  const log: string[] = [];
  const left = [...answers];
  const ports = {
    attempts: { context: async () => ({ attempt, connection: sampleConnection(), outcome: null }) },
    repositories: {
      resolveRef: async () => {
        log.push('head');
        return { kind: 'found', ref: 'refs/heads/main', commit: sampleSha('b') };
      },
      compare: async () => {
        log.push('compare');
        return 'ahead';
      },
    },
    publications: {
      branchRevision: async () => 1,
      record: async ({ head }: Publication) => {
        log.push(`record ${head?.candidateFromCurrent ?? 'uncompared'}`);
        return left.shift();
      },
    },
  };
  await pushVersion(ports as unknown as PublishingPorts, { attemptId: attempt.id, packed });
  return log;
}

const recorded: PublicationResult = { kind: 'recorded', outcome: published };
const compareNeeded: PublicationResult = { kind: 'compare-needed', currentCommit: sampleSha('c') };
const outdated: PublicationResult = { kind: 'head-outdated' };

test('the head is asked once when nothing happened meanwhile', async () => {
  expect(await asked([recorded])).toEqual(['head', 'record uncompared']);
});

test('a comparison costs one request more, and not the head again', async () => {
  const log = await asked([compareNeeded, recorded]);
  expect(log).toEqual(['head', 'record uncompared', 'compare', 'record ahead']);
});

test('an event of the branch makes the head be asked again, and forgets the comparison', async () => {
  const log = await asked([compareNeeded, outdated, recorded]);
  expect(log).toEqual(['head', 'record uncompared', 'compare', 'record ahead', 'head', 'record uncompared']);
});

test('a branch that never comes to rest is a fault worth another try', async () => {
  await expect(asked(Array(5).fill(outdated))).rejects.toThrow('changed 5 times');
});
