import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { organizationHeader } from './client.ts';

export type StreamEnd = 'ended' | 'refused';

/** How soon it is tried again when the connection was lost and the server did not say. */
const defaultRetryMs = 2_000;

/**
 * Follows server-sent events until `signal` aborts or `onEvent` gives `'stop'`, and goes on after the last one when it is
 * cut off. Resolves with `refused` when the server answers with an error of the request's. The browser's own EventSource
 * can not send the organization's header.
 */
export async function followEvents(
  url: string,
  { signal, onEvent }: { signal: AbortSignal; onEvent(event: EventSourceMessage): 'stop' | undefined },
): Promise<StreamEnd> {
  const state = { lastEventId: '', retryMs: defaultRetryMs, stopped: false };
  while (!signal.aborted && !state.stopped) {
    const refused = await readOnce(url, { signal, onEvent, state }).catch(() => false);
    if (refused) return 'refused';
    if (!signal.aborted && !state.stopped) await pause(state.retryMs, signal);
  }
  return 'ended';
}

type Reading = Parameters<typeof followEvents>[1] & {
  state: { lastEventId: string; retryMs: number; stopped: boolean };
};

async function readOnce(url: string, { signal, onEvent, state }: Reading): Promise<boolean> {
  const ownEnd = new AbortController();
  const headers = { ...organizationHeader(), ...(state.lastEventId && { 'Last-Event-ID': state.lastEventId }) };
  const response = await fetch(url, { headers, signal: AbortSignal.any([signal, ownEnd.signal]) });
  if (!response.ok || !response.body) return response.status >= 400 && response.status < 500 && response.status !== 429;
  const parser = createParser({
    onRetry: (retryMs) => {
      state.retryMs = retryMs;
    },
    onEvent: (event) => {
      if (event.id !== undefined) state.lastEventId = event.id;
      if (onEvent(event) === 'stop') state.stopped = true;
    },
  });
  const text = response.body.pipeThrough(new TextDecoderStream());
  for await (const chunk of text) {
    parser.feed(chunk);
    if (state.stopped) break;
  }
  ownEnd.abort();
  return false;
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, durationMs);
    signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true });
  });
}
