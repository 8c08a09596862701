import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { whenSessionEnds } from './client.ts';
import { followEvents } from './event-stream.ts';

const fetched = vi.fn<() => Promise<Response>>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', fetched);
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }));
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  fetched.mockReset();
});

function answer(status: number, headers: Record<string, string> = {}): void {
  fetched.mockImplementationOnce(async () => new Response(null, { status, headers }));
}

function answerOneEvent(): void {
  fetched.mockImplementationOnce(async () => new Response('event: end\ndata: {}\n\n'));
}

const follow = () => followEvents('/events', { signal: new AbortController().signal, onEvent: () => 'stop' });

test.each([
  { status: 429, retryAfter: '7', waitMs: 7_000 },
  { status: 503, retryAfter: '30', waitMs: 30_000 },
  { status: 429, retryAfter: 'Sat, 21 Nov 2026 16:00:00 GMT', waitMs: 2_000 },
  { status: 503, retryAfter: null, waitMs: 2_000 },
  { status: 429, retryAfter: '-1', waitMs: 2_000 },
  { status: 429, retryAfter: '99999999999', waitMs: 2_000 },
  { status: 502, retryAfter: '30', waitMs: 2_000 },
])('$status with Retry-After $retryAfter is tried again after $waitMs ms', async ({ status, retryAfter, waitMs }) => {
  answer(status, retryAfter === null ? {} : { 'Retry-After': retryAfter });
  answerOneEvent();
  const end = follow();
  await vi.advanceTimersByTimeAsync(waitMs - 1);
  expect(fetched).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(fetched).toHaveBeenCalledTimes(2);
  expect(await end).toBe('ended');
});

test('what one answer asked for holds for that one only', async () => {
  answer(429, { 'Retry-After': '60' });
  answer(502);
  answerOneEvent();
  const end = follow();
  await vi.advanceTimersByTimeAsync(62_000);
  expect(fetched).toHaveBeenCalledTimes(3);
  expect(await end).toBe('ended');
});

test.each([
  { status: 401, ended: 1 },
  { status: 404, ended: 0 },
])('$status refuses, and tells of the end of the session $ended times', async ({ status, ended }) => {
  const onEnd = vi.fn();
  whenSessionEnds(onEnd);
  answer(status);
  expect(await follow()).toBe('refused');
  expect(onEnd).toHaveBeenCalledTimes(ended);
});
