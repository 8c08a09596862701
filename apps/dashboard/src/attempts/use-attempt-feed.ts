import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Schema } from '../api/client.ts';
import { followEvents } from '../api/event-stream.ts';
import { type AttemptQuery, belongs } from './attempt-query.ts';

type Attempt = Schema<'Attempt'>;
type AttemptPage = { attempts: Attempt[]; next_cursor: string | null };

const path = '/api/v1/github/attempts';
const queryKey = ['get', path];

/** What the events tell: an attempt as it stands, or that one is in lists no more. */
type Told = { attempt: Attempt } | { gone: string };
type Listed = { data: AttemptPage | undefined; isFetching: boolean };

/**
 * Keeps lists of attempts up to date: what is shown changes in its place at once; what is new is only counted until
 * `show` is called, so that nothing moves under the reader's eyes. A page after the first one counts nothing.
 */
export function useAttemptFeed(query: AttemptQuery, { data: page, isFetching }: Listed) {
  const queryClient = useQueryClient();
  const [arrived, setArrived] = useState<ReadonlySet<string>>(new Set());
  const [isLive, setLive] = useState(true);
  const looked = useRef({ query, page, isFetching });
  looked.current = { query, page, isFetching };
  const overtaking = useRef<Told[]>([]);
  const show = useCallback(async () => {
    // What is asked for already may be answered from before.
    await queryClient.cancelQueries({ queryKey });
    await queryClient.invalidateQueries({ queryKey });
    setArrived(new Set());
  }, [queryClient]);
  const onTold = useCallback(
    (told: Told) => {
      if (looked.current.isFetching) overtaking.current.push(told);
      queryClient.setQueriesData<AttemptPage>({ queryKey }, (known) => known && renewed(known, told));
      if ('gone' in told) setArrived((before) => new Set([...before].filter((id) => id !== told.gone)));
      else if (isNew(told.attempt, looked.current)) setArrived((before) => new Set(before).add(told.attempt.id));
    },
    [queryClient],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins to count anew.
  useEffect(() => setArrived(new Set()), [JSON.stringify(query)]);
  useEffect(() => {
    // What was told while a page was asked for may be newer than what the page says; the last to be told is the newest.
    if (!isFetching) for (const told of overtaking.current.splice(0)) onTold(told);
  }, [isFetching, onTold]);
  useEffect(() => {
    const leaving = new AbortController();
    void followEvents(`${path}/events`, {
      signal: leaving.signal,
      onBegin: () => void show(),
      onEvent: ({ event, data }) => {
        if (event === 'attempt') onTold({ attempt: JSON.parse(data) });
        if (event === 'joined') onTold({ gone: JSON.parse(data).id });
        if (event === 'reset') void show();
        return undefined;
      },
    }).then((end) => setLive(end !== 'refused'));
    return () => leaving.abort();
  }, [onTold, show]);
  return { arrived: arrived.size, isLive, show };
}

function renewed(page: AttemptPage, told: Told): AttemptPage {
  if ('gone' in told) return { ...page, attempts: page.attempts.filter(({ id }) => id !== told.gone) };
  const { attempt } = told;
  return { ...page, attempts: page.attempts.map((known) => (known.id === attempt.id ? attempt : known)) };
}

/** Whether the first page would show it if it was asked for now, and does not yet. */
function isNew(attempt: Attempt, { query, page }: { query: AttemptQuery; page: AttemptPage | undefined }): boolean {
  if (!page || query.cursor !== undefined || !belongs(attempt, query)) return false;
  // Once its commit is known, it may turn out that another attempt serves its event; until then it is not spoken of.
  if (attempt.status === 'pending' && attempt.commit === null && attempt.trigger !== 'manual') return false;
  if (page.attempts.some(({ id }) => id === attempt.id)) return false;
  const last = page.attempts.at(-1);
  return page.next_cursor === null || last === undefined || attempt.created_at >= last.created_at;
}
