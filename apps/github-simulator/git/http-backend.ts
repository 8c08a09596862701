import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { gitEnvironment } from './git-command.ts';

export type BackendRequest = {
  /** The bare repository. */
  dir: string;
  /** `/info/refs`, `/git-upload-pack`, `/git-receive-pack`. */
  path: string;
  /** Without the question mark. */
  query: string;
  /** Pushes need a name; git only looks at whether there is one. */
  remoteUser: string | undefined;
};

/**
 * Runs one request through `git http-backend` (CGI, RFC 3875), streaming both ways. Resolves with the status when git has
 * ended; ending the answer is left to the caller.
 */
export async function runHttpBackend(
  request: IncomingMessage,
  response: ServerResponse,
  backend: BackendRequest,
): Promise<number> {
  const child = spawn('git', ['http-backend'], { env: cgiEnvironment(request, backend) });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  child.on('error', () => child.stdout.destroy());
  child.stderr.resume();
  child.stdin.on('error', () => request.resume());
  request.on('close', () => request.complete || child.stdin.destroy());
  request.pipe(child.stdin);
  const status = await copyAnswer(child.stdout, response);
  await ended;
  return status;
}

function cgiEnvironment(request: IncomingMessage, backend: BackendRequest): NodeJS.ProcessEnv {
  const { headers } = request;
  const optional: [string, string | undefined][] = [
    ['CONTENT_LENGTH', headers['content-length']],
    ['CONTENT_TYPE', headers['content-type']],
    ['HTTP_CONTENT_ENCODING', headers['content-encoding']],
    ['GIT_PROTOCOL', String(headers['git-protocol'] ?? '')],
    ['REMOTE_USER', backend.remoteUser],
  ];
  return {
    ...gitEnvironment(),
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_PROJECT_ROOT: backend.dir,
    PATH_INFO: backend.path,
    QUERY_STRING: backend.query,
    REQUEST_METHOD: request.method ?? 'GET',
    REMOTE_ADDR: request.socket.remoteAddress ?? '',
    SERVER_PROTOCOL: 'HTTP/1.1',
    ...Object.fromEntries(optional.filter(([, value]) => value)),
  };
}

/** Reads the CGI headers, then passes the body on at the reader's pace. */
async function copyAnswer(stdout: Readable, response: ServerResponse): Promise<number> {
  let head = Buffer.alloc(0);
  let status: number | undefined;
  for await (const chunk of stdout as AsyncIterable<Buffer>) {
    let body = chunk;
    if (status === undefined) {
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) continue;
      status = writeHead(head.toString('latin1', 0, end), response);
      body = head.subarray(end + 4);
    }
    if (response.destroyed) continue;
    if (!response.write(body)) await drained(response);
  }
  if (status !== undefined) return status;
  response.writeHead(500, { 'Content-Type': 'text/plain' });
  return 500;
}

function writeHead(head: string, response: ServerResponse): number {
  let status = 200;
  const headers: Record<string, string> = {};
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).trim();
    if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
    else headers[name] = value;
  }
  response.writeHead(status, headers);
  return status;
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
