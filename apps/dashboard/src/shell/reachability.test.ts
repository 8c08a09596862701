import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchReachability } from './reachability.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page that shows one query, of a server that `state` tells of. */
function pageOf(state: { up: boolean; ready?: boolean; error?: unknown; retry?: false }) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: state.retry ?? 2, retryDelay: 1_000 } } });
  const isReady = vi.fn(async () => state.ready ?? state.up);
  const reachability = watchReachability(queries, isReady);
  const queryFn = vi.fn(async () => {
    if (state.up) return 'shown';
    throw state.error ?? new TypeError('Failed to fetch');
  });
  const observer = new QueryObserver(queries, { queryKey: ['page'], queryFn });
  const close = observer.subscribe(() => {});
  return { reachability, isReady, queryFn, close, shown: () => observer.getCurrentResult().data };
}

test('a query that gave up is sent again as soon as the server is ready, and the page is told of both', async () => {
  const state = { up: false };
  const { reachability, isReady, shown, close } = pageOf(state);
  const told = vi.fn();
  reachability.subscribe(told);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(reachability.isAway()).toBe(true);
  // 2, 4, 8 and 16 seconds, then each 30.
  expect(isReady.mock.calls.length).toBeLessThan(26);
  state.up = true;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(shown()).toBe('shown');
  expect(reachability.isAway()).toBe(false);
  expect(told).toHaveBeenCalledTimes(2);
  const asked = isReady.mock.calls.length;
  await vi.advanceTimersByTimeAsync(600_000);
  expect(isReady).toHaveBeenCalledTimes(asked);
  close();
});

test('where only one query gets no answer, Waybill is not said to be away, and it is asked ever more rarely', async () => {
  const { reachability, queryFn, close } = pageOf({ up: false, ready: true });
  const told = vi.fn();
  reachability.subscribe(told);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(told).not.toHaveBeenCalled();
  // Each time is three tries.
  expect(queryFn.mock.calls.length).toBeLessThan(80);
  close();
});

test('a problem that the API gives is an answer', async () => {
  const error = { status: 503, code: 'github_unavailable', detail: 'GitHub is away.' };
  const { isReady, close } = pageOf({ up: false, error });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(isReady).not.toHaveBeenCalled();
  close();
});

test('a query that is not to be repeated is left as it is', async () => {
  const { queryFn, close } = pageOf({ up: false, ready: true, retry: false });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(queryFn).toHaveBeenCalledTimes(1);
  close();
});
