import { expect, test } from 'vitest';
import { pauseAskedFor } from './rate-limits.ts';

const now = Date.parse('2026-11-21T08:00:00Z');
const secondary = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

function seconds(status: number, headers: Record<string, string>, sentence: string | null = null): number | null {
  const until = pauseAskedFor(status, headers, sentence, now);
  return until === null ? null : (until.getTime() - now) / 1000;
}

test.each([403, 429])('%i with retry-after in seconds', (status) => {
  expect(seconds(status, { 'retry-after': '17' })).toBe(17);
});

test('retry-after as an HTTP date', () => {
  expect(seconds(403, { 'retry-after': 'Sat, 21 Nov 2026 08:00:30 GMT' })).toBe(30);
});

test('retry-after comes before the reset of the primary limit', () => {
  const headers = { 'retry-after': '5', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 900) };
  expect(seconds(403, headers)).toBe(5);
});

test('no requests remaining: until the reset', () => {
  expect(seconds(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 900) })).toBe(900);
});

test('a reset is read against their clock when ours is wrong', () => {
  const headers = {
    date: 'Sat, 21 Nov 2026 08:10:00 GMT',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(now / 1000 + 900),
  };
  expect(seconds(403, headers)).toBe(300);
});

test('a secondary limit without headers: a minute', () => {
  expect(seconds(403, {}, secondary)).toBe(60);
  expect(seconds(403, { 'x-ratelimit-remaining': '4999', 'x-ratelimit-reset': '1' }, secondary)).toBe(60);
  expect(seconds(429, {})).toBe(60);
});

test('headers that cannot be read: a minute', () => {
  expect(seconds(429, { 'retry-after': 'soon' })).toBe(60);
  expect(seconds(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'never' })).toBe(60);
});

test('a wait is never in the past, and never longer than an hour', () => {
  expect(seconds(403, { 'retry-after': '0' })).toBe(1);
  expect(seconds(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' })).toBe(1);
  expect(seconds(403, { 'retry-after': '9'.repeat(30) })).toBe(3600);
  expect(seconds(403, { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' })).toBe(3600);
});

test('a plain 403, and other statuses, are no rate limits', () => {
  expect(seconds(403, { 'x-ratelimit-remaining': '12' }, 'Forbidden')).toBeNull();
  expect(seconds(404, { 'retry-after': '5' })).toBeNull();
  expect(seconds(503, { 'retry-after': '5' })).toBeNull();
});
