import { once } from 'node:events';
import { request as openRequest } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { signatureOf } from '../../../test/support/in-memory-ports.ts';

let service: HttpService;

beforeEach(async () => {
  service = await startHttpService();
});

afterEach(() => service.close());

function deliver(event: string, body: string, guid = 'b6b7f7a0-0000-11ef-8000-000000000001') {
  const headers = {
    'Content-Type': 'application/json',
    'X-GitHub-Event': event,
    'X-GitHub-Delivery': guid,
    'X-Hub-Signature-256': signatureOf(body),
  };
  return service.send('POST', '/api/v1/github/webhook', { headers, body, key: null });
}

test('a ping is answered', async () => {
  const answer = await deliver('ping', '{}');
  expect([answer.status, answer.json()]).toEqual([200, { message: 'pong' }]);
});

test('a delivery is stored byte for byte, answered, and the dispatcher woken', async () => {
  const body = '{ "ref":  "refs/heads/main", "ä": "\\u00e4" }\n';
  const answer = await deliver('push', body);
  expect([answer.status, answer.json()]).toEqual([202, { status: 'accepted' }]);
  expect(service.world.deliveries).toHaveLength(1);
  expect(Buffer.from(service.world.deliveries[0]?.body ?? []).toString()).toBe(body);
  expect(service.world.wakes).toBe(1);
});

test('the same delivery again is told apart', async () => {
  await deliver('push', '{}');
  const answer = await deliver('push', '{}');
  expect([answer.status, answer.json()]).toEqual([202, { status: 'repeated' }]);
  expect(service.world.deliveries).toHaveLength(1);
});

test('an event that is not used is recorded as ignored', async () => {
  const answer = await deliver('star', '{"action":"created"}');
  expect([answer.status, answer.json()]).toEqual([202, { status: 'ignored' }]);
  expect(service.world.deliveries).toMatchObject([{ event: 'star', action: 'created', disposition: 'ignored' }]);
});

test('deliveries are counted by what became of them', async () => {
  await deliver('push', '{}');
  await deliver('push', '{}');
  const { text } = await service.send('GET', '/metrics', { key: null });
  expect(text).toContain('waybill_webhook_deliveries_total{result="accepted"} 1');
  expect(text).toContain('waybill_webhook_deliveries_total{result="repeated"} 1');
});

test('a body that is not here within 30 seconds is given up, with its memory and its connection', async () => {
  const passed = Promise.withResolvers<void>();
  const sleeps: number[] = [];
  const slow = await startHttpService({
    sleep: async (pauseMs, signal) => {
      sleeps.push(pauseMs);
      await Promise.race([passed.promise, once(signal, 'abort')]);
    },
  });
  try {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': 10 };
    const request = openRequest(`${slow.url}/api/v1/github/webhook`, { method: 'POST', headers });
    const answered = once(request, 'response');
    request.write('{');
    await expect.poll(() => sleeps).toEqual([30_000]);
    passed.resolve();
    const [response] = await answered;
    expect([response.statusCode, response.headers.connection]).toEqual([408, 'close']);
    expect(await json(response)).toMatchObject({ status: 408, code: 'body_too_slow' });
    expect(slow.world.deliveries).toEqual([]);
    await new Promise((resolve) => request.once('close', resolve));
    const document = (await slow.send('GET', '/api/v1/openapi.json')).json();
    expect(document.paths['/api/v1/github/webhook'].post.responses['408'].description).toContain('body_too_slow');
  } finally {
    await slow.close();
  }
});

test('bodies that nobody signed do not fill the memory, and small deliveries come through meanwhile', async () => {
  const large = JSON.stringify({ text: 'x'.repeat(24 * 1024 * 1024) });
  const waiting = Array.from({ length: 4 }, () => {
    const headers = { 'Content-Length': large.length + 1 };
    const request = openRequest(`${service.url}/api/v1/github/webhook`, { method: 'POST', headers });
    request.on('error', () => undefined);
    return { request, sent: new Promise<void>((resolve) => request.write(large, () => resolve())) };
  });
  await Promise.all(waiting.map(({ sent }) => sent));
  const refused = await deliver('push', large);
  expect([refused.status, refused.json().code]).toEqual([503, 'service_unavailable']);
  expect(refused.headers.get('Retry-After')).toBe('5');
  expect((await deliver('push', '{}')).status).toBe(202);
  for (const { request } of waiting) request.destroy();
  await expect.poll(async () => (await deliver('push', large, 'after')).status, { timeout: 10_000 }).toBe(202);
});
