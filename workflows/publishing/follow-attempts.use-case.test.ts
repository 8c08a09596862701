import { expect, test } from 'vitest';
import { sampleAttempt, sampleCaller } from '../../test/support/sample-rows.ts';
import { type FollowPorts, followAttempts } from './follow-attempts.use-case.ts';

test('while too much is missed again and again, the client is told at intervals, and then goes on', async () => {
  const pauses: number[] = [];
  let reads = 0;
  const change = { attempt: sampleAttempt(), revision: 7, joinedTo: null, position: '9-7' };
  const ports = {
    changes: {
      position: async () => '9-0',
      changesSince: async () => {
        reads += 1;
        return reads < 4 ? { kind: 'lost' } : { kind: 'changes', changes: [change], next: '9-7' };
      },
    },
    notifications: { watch: () => () => undefined },
    sleep: async (pauseMs: number) => void pauses.push(pauseMs),
    now: () => new Date(0),
  } as unknown as FollowPorts;
  const follow = { caller: sampleCaller(), stillAllowed: async () => true, signal: new AbortController().signal };
  const following = await followAttempts(ports, follow);
  if (following.kind !== 'following') throw new Error(following.kind);
  const told: [string, number][] = [];
  for await (const { kind } of following.items) {
    told.push([kind, pauses.length]);
    if (kind === 'attempt') break;
  }
  expect(told).toEqual([
    ['reset', 0],
    ['reset', 1],
    ['reset', 2],
    ['attempt', 3],
  ]);
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(1_000);
});
