import { useEffect, useState } from 'react';
import { client, type Schema } from '../api/client.ts';
import { followEvents } from '../api/event-stream.ts';
import { unwrap } from '../api/unwrap.ts';

type Detail = Schema<'AttemptDetail'>;
const path = '/api/v1/github/attempts';

/** An attempt as it stands, kept up to date until it has ended and its commit was told. Null: nothing is known yet. */
export function useFollowedAttempt(id: string, onEnd: () => void): { attempt: Detail | null; ended: boolean } {
  const [state, setState] = useState<{ attempt: Detail | null; ended: boolean }>({ attempt: null, ended: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: who listens to the end may be another one at each render.
  useEffect(() => {
    const leaving = new AbortController();
    setState({ attempt: null, ended: false });
    const follow = async () => {
      const end = await followEvents(`${path}/${id}/events`, {
        signal: leaving.signal,
        onEvent: ({ event, data }) => {
          if (event === 'attempt') setState({ attempt: JSON.parse(data), ended: false });
          return event === 'end' ? 'stop' : undefined;
        },
      });
      if (leaving.signal.aborted) return;
      // Refused, such as with too many streams open: it is read once as it stands.
      const read = end === 'refused' ? await unwrap(client.GET(`${path}/{id}`, { params: { path: { id } } })) : null;
      setState(({ attempt }) => ({ attempt: read ?? attempt, ended: true }));
      onEnd();
    };
    void follow().catch(() => setState(({ attempt }) => ({ attempt, ended: true })));
    return () => leaving.abort();
  }, [id]);
  return state;
}
