import { afterEach, expect, test } from 'vitest';
import type { Actor } from '../../domain/access/actor.ts';
import { type HttpService, startHttpService } from '../../test/support/http-service.ts';
import { sampleTime } from '../../test/support/sample-rows.ts';

let service: HttpService;

afterEach(() => service.close());

/** What is kept of who makes a change, and the id that the answer bears. */
async function actorOf(trustedProxies: number, headers: Record<string, string>): Promise<[Actor, string | null]> {
  const actors: Actor[] = [];
  const rename = async (name: string, by: Actor) => {
    actors.push(by);
    return { id: by.organizationId, name, plan: 'pro', writeBackMode: 'off', createdAt: sampleTime } as const;
  };
  service = await startHttpService({ trustedProxies, organizations: { rename, get: () => Promise.reject() } });
  const body = JSON.stringify({ name: 'Acme' });
  const sent = { body, headers: { 'Content-Type': 'application/json', ...headers } };
  const answer = await service.send('PATCH', '/api/v1/organization', sent);
  const [actor] = actors;
  if (!actor) throw new Error(answer.text);
  return [actor, answer.headers.get('X-Request-Id')];
}

test.each([
  ['without a proxy of ours, that of the connection', 0, '203.0.113.9', '127.0.0.1'],
  ['behind one, that which it saw', 1, '203.0.113.9', '203.0.113.9'],
  ['and not what a client claims beside it', 1, '198.51.100.1, 203.0.113.9', '203.0.113.9'],
  ['behind two, that which the outer one saw', 2, '198.51.100.1, 203.0.113.9', '198.51.100.1'],
  ['none where a proxy sends no address', 1, 'unknown', null],
])('the address of a request is %s', async (_name, proxies, forwarded, address) => {
  const [actor] = await actorOf(proxies, { 'X-Forwarded-For': forwarded });
  expect(actor.address).toBe(address);
});

test('the request id is that of the answer', async () => {
  const [actor, answered] = await actorOf(0, { 'X-Request-Id': 'from-a-client' });
  expect([actor.requestId, answered]).toEqual(['from-a-client', 'from-a-client']);
});
