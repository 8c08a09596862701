import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { noticeSessionEnd, organizationHeader } from './client.ts';

export type StreamEnd = 'ended' | 'refused';

/** How soon it is tried again when the connection was lost and the server did not say. */
const defaultRetryMs = 2_000;

/** The server has no room now, or is away: both may say how soon to come again. */
const busyStatuses = [429, 503];

type Follower = {
  signal: AbortSignal;
  onEvent(event: EventSourceMessage): 'stop' | undefined;
  /** Told when the events begin from now on, also later: what happened before is not among them. */
  onBegin?(): void;
};

/**
 * Follows server-sent events until `signal` aborts or `onEvent` gives `'stop'`, and goes on after the last one when it is
 * cut off. Resolves with `refused` when the server answers with an error of the request's. A tab that nobody looks at
 * follows nothing: browsers keep six connections to a server, for all of its tabs. The browser's own EventSource can not
 * send the organization's header.
 */
export async function followEvents(url: string, { signal, ...told }: Follower): Promise<StreamEnd> {
  const state: State = { lastEventId: '', retryMs: defaultRetryMs, waitMs: null, stopped: false };
  while (!signal.aborted && !state.stopped) {
    await untilSeen(signal);
    const reading = new AbortController();
    const untilHidden = () => document.hidden && reading.abort();
    document.addEventListener('visibilitychange', untilHidden);
    const ends = AbortSignal.any([signal, reading.signal]);
    state.waitMs = null;
    const refused = await readOnce(url, { signal: ends, ...told, state }).catch(() => false);
    document.removeEventListener('visibilitychange', untilHidden);
    reading.abort();
    if (refused) return 'refused';
    if (!signal.aborted && !state.stopped && !document.hidden) await pause(state.waitMs ?? state.retryMs, signal);
  }
  return 'ended';
}

/** `retryMs` is for lost connections; `waitMs` is what the last answer asked for. */
type State = { lastEventId: string; retryMs: number; waitMs: number | null; stopped: boolean };
type Reading = Follower & { state: State };

/** Reads until the answer ends; true: the request was refused. Throws when the connection is lost. */
async function readOnce(url: string, { signal, onEvent, onBegin, state }: Reading): Promise<boolean> {
  if (signal.aborted) return false;
  const headers = { ...organizationHeader(), ...(state.lastEventId && { 'Last-Event-ID': state.lastEventId }) };
  const response = await fetch(url, { headers, signal });
  if (!response.ok || !response.body) {
    noticeSessionEnd(response);
    if (busyStatuses.includes(response.status)) state.waitMs = retryAfterMs(response);
    return response.status >= 400 && response.status < 500 && response.status !== 429;
  }
  if (state.lastEventId === '') onBegin?.();
  const parser = createParser({
    onRetry: (retryMs) => {
      state.retryMs = retryMs;
    },
    onEvent: (event) => {
      if (state.stopped) return;
      if (event.id !== undefined) state.lastEventId = event.id;
      if (onEvent(event) === 'stop') state.stopped = true;
    },
  });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  while (!state.stopped) {
    const { done, value } = await reader.read();
    if (done) break;
    parser.feed(value);
  }
  return false;
}

/** Null where it does not say, or says it as a date. Source: RFC 9110, 10.2.3. */
function retryAfterMs({ headers }: Response): number | null {
  const seconds = headers.get('Retry-After') ?? '';
  return /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1_000 : null;
}

/** Resolves as soon as the tab is looked at, or the signal aborts. */
function untilSeen(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (!document.hidden || signal.aborted) return resolve();
    const seen = new AbortController();
    const look = () => {
      if (document.hidden && !signal.aborted) return;
      seen.abort();
      resolve();
    };
    document.addEventListener('visibilitychange', look, { signal: seen.signal });
    signal.addEventListener('abort', look, { signal: seen.signal });
  });
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, durationMs);
    signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true });
  });
}
