import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands between a client and a server, and can hold a request back or cut its answer off. */
export type HoldingProxy = {
  readonly url: string;
  /** Holds the next request of this method whose path includes `part` until `release` is called. */
  hold(method: string, part: string): { reached: Promise<void>; release(): void };
  /** Ends the connection after this many bytes of the next answer to such a request. */
  cut(method: string, part: string, afterBytes: number): void;
  /** Waits for the next request of this method whose path includes `part`, and its answer. */
  answered(method: string, part: string): Promise<void>;
  close(): Promise<void>;
};

type Rule = {
  method: string;
  part: string;
  before?: () => Promise<void>;
  afterBytes?: number;
  answered?: () => void;
};

export async function startHoldingProxy(target: string): Promise<HoldingProxy> {
  const rules: Rule[] = [];
  const ruleFor = ({ method, url = '' }: IncomingMessage) => {
    const index = rules.findIndex((rule) => rule.method === method && decodeURIComponent(url).includes(rule.part));
    return index < 0 ? undefined : rules.splice(index, 1)[0];
  };
  const server = createServer(async (incoming, outgoing) => {
    const rule = ruleFor(incoming);
    await rule?.before?.();
    const { method, url, headers } = incoming;
    const forwarded = request(`${target}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      if (rule?.afterBytes !== undefined) {
        let seen = 0;
        answer.on('data', (chunk: Buffer) => {
          seen += chunk.length;
          if (seen > (rule.afterBytes ?? 0)) outgoing.destroy();
          else outgoing.write(chunk);
        });
        return;
      }
      answer.pipe(outgoing).on('finish', () => rule?.answered?.());
    });
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold(method, part) {
      const reached = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      const before = () => {
        reached.resolve();
        return released.promise;
      };
      rules.push({ method, part, before });
      return { reached: reached.promise, release: () => released.resolve() };
    },
    cut: (method, part, afterBytes) => void rules.push({ method, part, afterBytes }),
    answered: (method, part) => new Promise<void>((answered) => void rules.push({ method, part, answered })),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
