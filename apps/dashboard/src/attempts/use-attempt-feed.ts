import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Schema } from '../api/client.ts';
import { followEvents } from '../api/event-stream.ts';
import { type AttemptQuery, belongs } from './attempt-query.ts';

type Attempt = Schema<'Attempt'>;
type AttemptPage = { attempts: Attempt[]; next_cursor: string | null };

const path = '/api/v1/github/attempts';

/**
 * Keeps lists of attempts up to date: what is shown changes in its place at once; what is new is only counted until
 * `show` is called, so that nothing moves under the reader's eyes. A page after the first one counts nothing.
 */
export function useAttemptFeed(query: AttemptQuery, page: AttemptPage | undefined) {
  const queryClient = useQueryClient();
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  const [isLive, setLive] = useState(true);
  const looked = useRef({ query, page });
  looked.current = { query, page };
  const show = useCallback(async () => {
    await queryClient.invalidateQueries({ queryKey: ['get', path] });
    setArrived(new Set());
  }, [queryClient]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins to count anew.
  useEffect(() => setArrived(new Set()), [JSON.stringify(query)]);
  useEffect(() => {
    const leaving = new AbortController();
    const onAttempt = (attempt: Attempt) => {
      queryClient.setQueriesData<AttemptPage>({ queryKey: ['get', path] }, (known) => known && renewed(known, attempt));
      if (isNew(attempt, looked.current)) setArrived((before) => new Set(before).add(attempt.id));
    };
    void followEvents(`${path}/events`, {
      signal: leaving.signal,
      onEvent: ({ event, data }) => {
        if (event === 'attempt') onAttempt(JSON.parse(data));
        if (event === 'reset') void show();
        return undefined;
      },
    }).then((end) => setLive(end !== 'refused'));
    return () => leaving.abort();
  }, [queryClient, show]);
  return { arrived: arrived.size, isLive, show };
}

function renewed(page: AttemptPage, attempt: Attempt): AttemptPage {
  return { ...page, attempts: page.attempts.map((known) => (known.id === attempt.id ? attempt : known)) };
}

/** Whether the first page would show it if it was asked for now, and does not yet. */
function isNew(attempt: Attempt, { query, page }: { query: AttemptQuery; page: AttemptPage | undefined }): boolean {
  if (!page || query.cursor !== undefined || !belongs(attempt, query)) return false;
  if (page.attempts.some(({ id }) => id === attempt.id)) return false;
  const last = page.attempts.at(-1);
  return page.next_cursor === null || last === undefined || attempt.created_at >= last.created_at;
}
