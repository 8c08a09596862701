import { expect, test } from 'vitest';
import { startWorkLoop } from './work-loop.ts';

const never = 2 ** 30;

test('waking an idle loop makes it look for work at once', async () => {
  const worked = Promise.withResolvers<void>();
  let rounds = 0;
  const loop = startWorkLoop({
    work: async () => {
      rounds += 1;
      if (rounds === 2) worked.resolve();
      return 0;
    },
    idleMs: never,
    failureMs: never,
    onFailure: () => {},
  });
  await new Promise((resolve) => setImmediate(resolve));
  loop.wake();
  await worked.promise;
  await loop.close();
  expect(rounds).toBe(2);
});

test('a wake during the work is not lost', async () => {
  const worked = Promise.withResolvers<void>();
  let rounds = 0;
  const loop = startWorkLoop({
    work: async () => {
      rounds += 1;
      if (rounds === 1) loop.wake();
      else worked.resolve();
      return 0;
    },
    idleMs: never,
    failureMs: never,
    onFailure: () => {},
  });
  await worked.promise;
  await loop.close();
  expect(rounds).toBeGreaterThanOrEqual(2);
});

test('a failure is reported and the loop goes on', async () => {
  const recovered = Promise.withResolvers<void>();
  const failures: unknown[] = [];
  let rounds = 0;
  const loop = startWorkLoop({
    work: async () => {
      rounds += 1;
      if (rounds === 1) throw new Error('away');
      recovered.resolve();
      return 0;
    },
    idleMs: never,
    failureMs: 1,
    onFailure: (error) => failures.push(error),
  });
  await recovered.promise;
  await loop.close();
  expect(failures).toEqual([new Error('away')]);
});
