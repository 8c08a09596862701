import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type ReceivedRequest = { method: string; path: string; headers: IncomingMessage['headers']; body: string };
export type Answer = (response: ServerResponse, request: ReceivedRequest) => void;

/** An HTTP server that answers as it is told, with whatever GitHub, a proxy or a broken line may send. */
export type ScriptedServer = {
  url: string;
  requests: ReceivedRequest[];
  /** How every request is answered from now on. */
  answer: Answer;
  close(): Promise<void>;
};

export async function startScriptedServer(): Promise<ScriptedServer> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url: path = '', headers } = request;
    const received = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
    scripted.requests.push(received);
    scripted.answer(response, received);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const scripted: ScriptedServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    answer: (response) => response.writeHead(500).end(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return scripted;
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

/** Mints a token for an hour and leaves all other requests to `answer`. */
export function mintingToken(token: string, answer: Answer): Answer {
  return (response, request) => {
    if (!request.path.endsWith('/access_tokens')) return answer(response, request);
    sendJson(response, 201, { token, expires_at: new Date(Date.now() + 3_600_000).toISOString() });
  };
}
