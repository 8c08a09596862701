import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, type Schema } from '../api/client.ts';
import { followEvents } from '../api/event-stream.ts';

export type AttemptDetail = Schema<'AttemptDetail'>;

/** Whether something of it is still to come: its outcome, or that its commit is told. */
export function isOpen({ status, write_back_status }: AttemptDetail): boolean {
  return status === 'pending' || write_back_status === 'pending';
}

/** An attempt with its steps, live while something of it is still to come. */
export function useAttempt(id: string) {
  const queryClient = useQueryClient();
  const init = { params: { path: { id } } };
  const attempt = api.useQuery('get', '/api/v1/github/attempts/{id}', init);
  const followed = attempt.data !== undefined && isOpen(attempt.data);
  useEffect(() => {
    if (!followed) return;
    const leaving = new AbortController();
    const { queryKey } = api.queryOptions('get', '/api/v1/github/attempts/{id}', { params: { path: { id } } });
    void followEvents(`/api/v1/github/attempts/${id}/events`, {
      signal: leaving.signal,
      onEvent: ({ event, data }) => {
        if (event === 'end') return 'stop';
        if (event === 'attempt') queryClient.setQueryData(queryKey, JSON.parse(data));
        return undefined;
      },
    });
    return () => leaving.abort();
  }, [queryClient, id, followed]);
  return attempt;
}
