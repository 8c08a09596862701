import {
  focusManager,
  onlineManager,
  type Query,
  type QueryCache,
  type QueryCacheNotifyEvent,
  type QueryClient,
} from '@tanstack/react-query';
import { isUnanswered } from '../api/problem.ts';

const firstPauseMs = 2_000;
const longestPauseMs = 30_000;

export type Reachability = {
  /** Whether nothing answers, neither the queries nor the question whether it is ready. */
  isAway(): boolean;
  /** Tells when that changes; gives how to stop. */
  subscribe(changed: () => void): () => void;
};

/**
 * Notices queries that get no answer, asks with growing pauses whether Waybill is ready, and sends them again when it is:
 * by themselves they give up after a few tries.
 */
export function watchReachability(queries: QueryClient, isReady: () => Promise<boolean>): Reachability {
  const cache = queries.getQueryCache();
  const listeners = new Set<() => void>();
  let away = false;
  let recovering = false;
  const say = (now: boolean) => {
    if (now === away) return;
    away = now;
    for (const changed of listeners) changed();
  };
  const recover = async () => {
    for (let pauseMs = firstPauseMs; cache.getAll().some(isLost); pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      if (focusManager.isFocused() && onlineManager.isOnline()) {
        say(!(await isReady()));
        if (!away) await queries.refetchQueries({ predicate: isLost });
      }
      if (cache.getAll().some(isLost)) await pause(pauseMs, away ? cache : null);
    }
    say(false);
    recovering = false;
  };
  cache.subscribe(({ type, query }) => {
    if (recovering || type !== 'updated' || !isLost(query)) return;
    recovering = true;
    void recover();
  });
  return {
    isAway: () => away,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

/** A query of what is shown, twice without an answer: once may be no more than a moment. Some are never to be repeated. */
function isLost(query: Query): boolean {
  const { status, fetchFailureCount, fetchFailureReason, error } = query.state;
  if (!query.isActive() || query.options.retry === false) return false;
  if (status !== 'error' && fetchFailureCount < 2) return false;
  return isUnanswered(fetchFailureReason ?? error);
}

/** Ends early when somebody looks at the tab again, the connection is back, or a query of `answered` has its answer. */
function pause(durationMs: number, answered: QueryCache | null): Promise<void> {
  return new Promise((resolve) => {
    const ends = () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
      resolve();
    };
    const timer = setTimeout(ends, durationMs);
    const stops = [focusManager.subscribe(ends), onlineManager.subscribe(ends)];
    const look = (event: QueryCacheNotifyEvent) =>
      event.type === 'updated' && event.action.type === 'success' && ends();
    if (answered) stops.push(answered.subscribe(look));
  });
}
