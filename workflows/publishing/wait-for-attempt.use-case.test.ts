import { expect, test } from 'vitest';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import { sampleAttempt, sampleId } from '../../test/support/sample-rows.ts';
import { pollingWaiter } from './wait-for-attempt.use-case.ts';

/** A waiter over the states of one attempt, one a look (the last stays), on a clock that only sleeping moves. */
function waiterOver(states: (Attempt | null)[]) {
  const pausesMs: number[] = [];
  let nowMs = 0;
  let looks = 0;
  const waiter = pollingWaiter({
    attempts: { find: async () => states[Math.min(looks++, states.length - 1)] ?? null },
    sleep: async (pauseMs) => {
      pausesMs.push(pauseMs);
      nowMs += pauseMs;
    },
    now: () => new Date(nowMs),
  });
  const never = new AbortController().signal;
  const wait = (signal = never) => waiter.waitUntilSettled(sampleId(50), sampleId(1), 1_000, signal);
  return { wait, pausesMs };
}

const pending = sampleAttempt({ status: 'pending', writeBackStatus: 'pending' });
const ended = sampleAttempt({ status: 'published', writeBackStatus: 'pending' });
const told = sampleAttempt({ status: 'published', writeBackStatus: 'success' });

test('it waits for the outcome and for the write-back', async () => {
  const { wait, pausesMs } = waiterOver([pending, ended, told]);
  expect(await wait()).toBe(told);
  expect(pausesMs).toHaveLength(2);
});

test('pauses grow, but stay short enough to notice the end', async () => {
  const { wait, pausesMs } = waiterOver([pending]);
  expect(await wait()).toBe(pending);
  expect(pausesMs[0]).toBe(50);
  expect(Math.max(...pausesMs)).toBe(250);
  expect(pausesMs.reduce((sum, pauseMs) => sum + pauseMs, 0)).toBe(1_000);
});

test('when time is up it gives the attempt as it stands', async () => {
  expect(await waiterOver([pending, ended]).wait()).toBe(ended);
});

test('an aborted wait ends at once', async () => {
  const { wait, pausesMs } = waiterOver([pending]);
  expect(await wait(AbortSignal.abort())).toBe(pending);
  expect(pausesMs).toEqual([]);
});

test('an attempt that is gone is not waited for', async () => {
  expect(await waiterOver([pending, null]).wait()).toBeNull();
});
