import { expect, test } from 'vitest';
import { slots } from './slots.ts';

const patient = new AbortController().signal;

test('so many are taken at once; who waits gets one that is given back, in turn', async () => {
  const { take } = slots(2);
  const [first, second] = await Promise.all([take(patient), take(patient)]);
  const got: string[] = [];
  const third = take(patient).then((giveBack) => {
    got.push('third');
    return giveBack;
  });
  const fourth = take(patient).then(() => got.push('fourth'));
  await Promise.resolve();
  expect(got).toEqual([]);
  first?.();
  (await third)?.();
  await fourth;
  expect(got).toEqual(['third', 'fourth']);
  second?.();
});

test('giving back twice frees one slot only', async () => {
  const { take } = slots(1);
  const giveBack = await take(patient);
  giveBack?.();
  giveBack?.();
  expect(await take(patient)).not.toBeNull();
  const waiting = new AbortController();
  const another = take(waiting.signal);
  waiting.abort();
  expect(await another).toBeNull();
});

test('who has no time left gets none, though one is free', async () => {
  expect(await slots(1).take(AbortSignal.abort())).toBeNull();
});

test('who gives up waiting gets none, and takes none from those behind', async () => {
  const { take } = slots(1);
  const giveBack = await take(patient);
  const waiting = new AbortController();
  const gaveUp = take(waiting.signal);
  const behind = take(patient);
  waiting.abort();
  expect(await gaveUp).toBeNull();
  giveBack?.();
  expect(await behind).not.toBeNull();
});
