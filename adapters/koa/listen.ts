import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Koa from 'koa';

export type HttpServer = {
  url: string;
  port: number;
  /** Takes no new connections, lets requests under way finish, and ends what is left after `closeTimeoutMs`. */
  close(): Promise<void>;
};

/** Serves the application; port 0 takes any free one. Rejects with Node's error when the address cannot be had. */
export async function listen(
  app: Koa,
  options: { host: string; port: number; closeTimeoutMs?: number },
): Promise<HttpServer> {
  const server = createServer(app.callback());
  const { promise: up, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(options.port, options.host, resolve);
  await up;
  server.off('error', reject);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { url: `http://${host}:${port}`, port, close: once(() => close(server, options.closeTimeoutMs ?? 10_000)) };
}

async function close(server: Server, timeoutMs: number): Promise<void> {
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  // A kept-alive connection would stay until its client lets go of it.
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  server.on('request', (_request, response) => response.once('close', () => server.closeIdleConnections()));
  server.closeIdleConnections();
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  const deadline = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(deadline);
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work();
    return running;
  };
}
