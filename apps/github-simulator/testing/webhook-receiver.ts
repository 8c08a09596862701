import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ReceivedWebhook = {
  headers: IncomingHttpHeaders;
  event: string;
  /** The bytes as they came. */
  body: string;
  payload: Record<string, unknown>;
};

export type WebhookReceiver = {
  url: string;
  received: ReceivedWebhook[];
  /** `event:action` or `event:ref`, in the order of arrival. */
  names(): string[];
  /** Status of the answers from now on; `undefined`: no answer at all. */
  answerWith(status: number | undefined): void;
  stop(): Promise<void>;
};

/** A service that only takes webhooks. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  let status: number | undefined = 202;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const { headers } = request;
      const isForm = headers['content-type']?.includes('form') === true;
      const payload = JSON.parse(isForm ? (new URLSearchParams(body).get('payload') ?? '{}') : body);
      received.push({ headers, body, event: String(headers['x-github-event']), payload });
      if (status !== undefined) response.writeHead(status).end('taken');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    received,
    names: () => received.map(({ event, payload }) => `${event}:${payload.action ?? payload.ref ?? ''}`),
    answerWith(next) {
      status = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
