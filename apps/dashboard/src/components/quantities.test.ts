import { expect, test } from 'vitest';
import { describeDuration, describeSize } from './quantities.ts';

test.each([
  [0, '0 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [2_449, '2.4 s'],
  [59_949, '59.9 s'],
  [59_960, '1 min 0 s'],
  [200_000, '3 min 20 s'],
  [3_599_600, '1 h 0 min'],
  [7_500_000, '2 h 5 min'],
])('%d ms are %s', (durationMs, expected) => {
  expect(describeDuration(durationMs)).toBe(expected);
});

test.each([
  [512, '512 B'],
  [1_434, '1.4 KiB'],
  [1_048_575, '1.0 MiB'],
])('%d bytes are %s', (sizeBytes, expected) => {
  expect(describeSize(sizeBytes)).toBe(expected);
});
