import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** What the server saw and sent. `sentBytes` are the body's. */
export type GitRequest = { method: string; path: string; authorization: string | null; sentBytes: number };

/** Real smart HTTP over the bare repositories below `root`, by `git http-backend`, with Basic authentication. */
export type GitHttpServer = {
  readonly url: string;
  readonly requests: GitRequest[];
  /** Answers instead of git while set: a status with headers, or null for git's own answer. */
  answer: ((request: GitRequest) => { status: number; headers?: Record<string, string> } | null) | null;
  /** The connection is cut once so many bytes of one answer to a fetch were sent. */
  cutAfterBytes: number | null;
  /** Fetches are held unanswered while set. */
  silent: boolean;
  close(): Promise<void>;
};

type Backend = ChildProcessByStdio<Writable, Readable, Readable>;

/** Listens on a free port of 127.0.0.1. Everybody who has `token` may read everything. */
export async function startGitHttpServer(options: { root: string; token: string }): Promise<GitHttpServer> {
  const expected = `Basic ${Buffer.from(`x-access-token:${options.token}`).toString('base64')}`;
  const backends = new Set<Backend>();
  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  const state: Omit<GitHttpServer, 'url' | 'close'> = {
    requests: [],
    answer: null,
    cutAfterBytes: null,
    silent: false,
  };

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const authorization = request.headers.authorization ?? null;
    const seen = { method: request.method ?? '', path: request.url ?? '', authorization, sentBytes: 0 };
    state.requests.push(seen);
    const answer = state.answer?.(seen);
    if (answer) return void response.writeHead(answer.status, answer.headers).end();
    if (authorization !== expected) {
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end('Bad credentials\n');
    }
    if (state.silent && request.method === 'POST') return;
    const backend = startBackend(options.root, request);
    backends.add(backend);
    backend.once('close', () => backends.delete(backend));
    const body = request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request;
    pipeline(body, backend.stdin).catch(() => undefined);
    response.once('close', () => backend.kill('SIGKILL'));
    await relay(backend.stdout, response, seen, () => (request.method === 'POST' ? state.cutAfterBytes : null));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return Object.assign(state, {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    async close() {
      for (const backend of backends) backend.kill('SIGKILL');
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

/** Source: git-http-backend(1), and RFC 3875 for the variables. */
function startBackend(root: string, request: IncomingMessage): Backend {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const version = request.headers['git-protocol'];
  return spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      REMOTE_USER: 'x-access-token',
      ...(typeof version === 'string' ? { GIT_PROTOCOL: version } : {}),
    },
  });
}

/** Sends a CGI answer on: header lines, an empty line, the body. */
async function relay(
  output: Readable,
  response: ServerResponse,
  seen: GitRequest,
  cutAfterBytes: () => number | null,
): Promise<void> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of output as AsyncIterable<Buffer>) {
    let body = chunk;
    if (head !== null) {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) continue;
      writeHead(response, head.toString('latin1', 0, end));
      body = head.subarray(end + 4);
      head = null;
    }
    seen.sentBytes += body.length;
    if (seen.sentBytes > (cutAfterBytes() ?? Number.POSITIVE_INFINITY)) return void response.destroy();
    if (response.destroyed) return;
    if (!response.write(body)) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

function writeHead(response: ServerResponse, head: string): void {
  const headers = head.split('\r\n').map((line) => line.split(/: */, 2) as [string, string]);
  const status = headers.find(([name]) => name.toLowerCase() === 'status')?.[1] ?? '200';
  response.writeHead(
    Number.parseInt(status, 10),
    Object.fromEntries(headers.filter(([name]) => name.toLowerCase() !== 'status')),
  );
}
