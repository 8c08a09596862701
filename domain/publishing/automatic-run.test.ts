import { expect, test } from 'vitest';
import { parseId } from '../shared/ids.ts';
import { planAutomaticRun, type RunOfKey } from './automatic-run.ts';

const attemptId = parseId<RunOfKey['attemptId']>('00000000-0000-4000-8000-000000000001') as RunOfKey['attemptId'];
const published: RunOfKey = { attemptId, status: 'published', settled: true, hasVersion: true };
const pending: RunOfKey = { attemptId, status: 'pending', settled: false, hasVersion: false };
const faulty: RunOfKey = { attemptId, status: 'failed', settled: true, hasVersion: false };
const outage: RunOfKey = { attemptId, status: 'failed', settled: false, hasVersion: false };

test.each([
  ['a key that never ran gets a run', [], false, { kind: 'new-run' }],
  ['an event of a running key joins that run', [pending], true, { kind: 'join', attemptId, published: false }],
  ['an event of a published key is done already', [published], false, { kind: 'join', attemptId, published: true }],
  ['a branch that went back to a published commit runs again', [published], true, { kind: 'new-run' }],
  ['a fault of the repository is not tried again', [faulty], true, { kind: 'join', attemptId, published: false }],
  ['a fault of ours may be tried again', [outage], false, { kind: 'new-run' }],
  [
    'an outage after a publish changes nothing',
    [outage, published],
    false,
    { kind: 'join', attemptId, published: true },
  ],
] as const)('%s', (_, runs, currentMayMove, plan) => {
  expect(planAutomaticRun([...runs], currentMayMove)).toEqual(plan);
});
