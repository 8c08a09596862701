export type SentEvent = { id: string | null; event: string; data: Record<string, unknown> };

export type EventStream = {
  status: number;
  contentType: string | null;
  /** The next event; throws when the stream ends before it, and after `timeoutMs`. */
  next(timeoutMs?: number): Promise<SentEvent>;
  /** The next event that fits, others passed over. */
  until(fits: (event: SentEvent) => boolean): Promise<SentEvent>;
  /** Resolves once the server has ended the stream. */
  ended(): Promise<void>;
  close(): void;
};

type Credential = string | Record<string, string>;

/** Follows server-sent events by fetch, as a client does that sends a key, or the headers of a session. */
export async function openEventStream(url: string, by: Credential, lastEventId?: string): Promise<EventStream> {
  const gone = new AbortController();
  const credential = typeof by === 'string' ? { Authorization: `Bearer ${by}` } : by;
  const headers = { ...credential, ...(lastEventId && { 'Last-Event-ID': lastEventId }) };
  const response = await fetch(url, { headers, signal: gone.signal });
  const waiting: SentEvent[] = [];
  let wake = () => {};
  let over = false;
  const reading = (async () => {
    let text = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body ?? []) {
        text += decoder.decode(chunk, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        waiting.push(...blocks.flatMap(eventOf));
        wake();
      }
    } catch {
      // A connection that is cut ends the stream too.
    }
    over = true;
    wake();
  })();
  const next = async (timeoutMs = 30_000): Promise<SentEvent> => {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const event = waiting.shift();
      if (event) return event;
      if (over) throw new Error('the stream ended before the event came');
      const leftMs = deadline - Date.now();
      if (leftMs <= 0) throw new Error(`no event came within ${timeoutMs} ms`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  return {
    ...{ status: response.status, contentType: response.headers.get('Content-Type'), next },
    until: async (fits) => {
      for (;;) {
        const event = await next();
        if (fits(event)) return event;
      }
    },
    ended: () => reading,
    close: () => gone.abort(),
  };
}

function eventOf(block: string): SentEvent[] {
  const fields = new Map(block.split('\n').map((line) => [line.split(': ')[0], line.slice(line.indexOf(': ') + 2)]));
  const event = fields.get('event');
  if (event === undefined) return [];
  return [{ id: fields.get('id') ?? null, event, data: JSON.parse(fields.get('data') ?? '{}') }];
}
