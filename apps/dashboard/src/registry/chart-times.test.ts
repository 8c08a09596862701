import { describe, expect, test } from 'vitest';
import { chartTimes } from './chart-times.ts';

/** A moment of November 2026 where the person is. */
const november = (day: number, hour = 9, minute = 0, second = 0) =>
  new Date(2026, 10, day, hour, minute, second).getTime();

const labels = (first: number, last: number) => {
  const { ticks, label } = chartTimes(first, last, 'en-GB');
  return ticks.map(label);
};
const period = (first: number, last: number) => chartTimes(first, last, 'en-GB').period;

describe('the times of the version chart', () => {
  test('of one day are times of that day, and its summary names the day once', () => {
    const [first, last] = [november(21, 9, 0), november(21, 17, 0)];
    expect(labels(first, last)).toEqual(['09:00', '11:00', '13:00', '15:00', '17:00']);
    expect(period(first, last)).toBe('on 21 Nov from 09:00 to 17:00');
  });

  test('of some minutes have seconds, of one moment a single mark', () => {
    const first = november(21, 9, 0, 0);
    expect(labels(first, first + 60_000)).toEqual(['09:00:00', '09:00:15', '09:00:30', '09:00:45', '09:01:00']);
    expect(chartTimes(first, first + 1_000, 'en-GB').ticks).toEqual([first, first + 1_000]);
    expect(labels(first, first)).toEqual(['09:00:00']);
    expect(period(first, first)).toBe('on 21 Nov at 09:00:00');
  });

  test('of a night tell day and time', () => {
    const [first, last] = [november(21, 22, 0), november(22, 2, 0)];
    expect(labels(first, last)[0]).toBe('21 Nov, 22:00');
    expect(period(first, last)).toBe('from 21 Nov, 22:00 to 22 Nov, 02:00');
  });

  test('of more than two days are days, each once', () => {
    const [first, last] = [november(1), november(4)];
    expect(labels(first, last)).toEqual(['1 Nov', '2 Nov', '3 Nov', '4 Nov']);
    expect(period(first, last)).toBe('from 1 Nov to 4 Nov');
  });

  test('of several years name the years', () => {
    expect(period(new Date(2024, 2, 1).getTime(), november(4))).toBe('from 1 Mar 2024 to 4 Nov 2026');
  });
});
