import { afterEach, describe, expect, test } from 'vitest';
import { adminKey, type HttpService, startHttpService } from '../../test/support/http-service.ts';
import { sampleMembership } from '../../test/support/in-memory-sessions.ts';
import { sampleId } from '../../test/support/sample-rows.ts';
import { networkOf } from './rate-limits.ts';

let service: HttpService;
afterEach(() => service?.close());

const list = '/api/v1/github/settings';
const unknownKey = `st_test_${'z'.repeat(43)}`;

async function start(rateLimits: { perKey: number; perAddress: number }, trustedProxies = 0): Promise<void> {
  service = await startHttpService({ rateLimits, trustedProxies });
}

async function statuses(count: number, path: string, init: Parameters<HttpService['send']>[2] = {}) {
  const answers: number[] = [];
  for (let n = 0; n < count; n += 1) answers.push((await service.send('GET', path, init)).status);
  return answers;
}

describe('requests with a key', () => {
  test('are counted by it, and every answer says where it stands', async () => {
    await start({ perKey: 2, perAddress: 100 });
    const first = await service.send('GET', list);
    expect(first.status).toBe(200);
    expect(first.headers.get('RateLimit-Policy')).toBe('"key";q=2;w=60');
    expect(first.headers.get('RateLimit')).toMatch(/^"key";r=1;t=\d+$/);
    const refused = await service.send('GET', `${list}?nonsense=1`);
    expect([refused.status, refused.headers.get('RateLimit')]).toEqual([422, expect.stringMatching(/^"key";r=0;/)]);
    const limited = await service.send('GET', list);
    expect([limited.status, limited.json().code]).toEqual([429, 'rate_limited']);
    expect(limited.headers.get('Content-Type')).toContain('application/problem+json');
    const wait = Number(limited.headers.get('Retry-After'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(await statuses(2, list, { key: service.addKey('other', {}) })).toEqual([429, 429]);
    const otherKey = service.addKey('another', { keyId: sampleId(99) });
    expect(await statuses(3, list, { key: otherKey })).toEqual([200, 200, 429]);
  });

  test('go on while others of their address send wrong keys', async () => {
    await start({ perKey: 100, perAddress: 3 });
    expect(await statuses(2, list, { key: unknownKey })).toEqual([401, 401]);
    expect(await statuses(2, list, { key: null })).toEqual([401, 429]);
    expect(await statuses(1, list, { key: unknownKey })).toEqual([429]);
    expect(await statuses(1, list, { key: adminKey })).toEqual([200]);
  });
});

describe('requests in a session', () => {
  test('are counted by it, as many as of a key', async () => {
    await start({ perKey: 2, perAddress: 3 });
    const { read } = service.addSession('ada', { memberships: [sampleMembership()] });
    const first = await service.send('GET', list, { key: null, headers: read });
    expect([first.status, first.headers.get('RateLimit-Policy')]).toEqual([200, '"session";q=2;w=60']);
    expect(await statuses(2, '/api/v1/session', { key: null, headers: read })).toEqual([200, 429]);
    const other = service.addSession('bea', { id: sampleId(402), memberships: [sampleMembership()] });
    expect(await statuses(1, list, { key: null, headers: other.read })).toEqual([200]);
    const ended = { Cookie: 'waybill_session=x' };
    expect(await statuses(2, list, { key: null, headers: ended })).toEqual([401, 401]);
    expect(await statuses(2, '/api/v1/session', { key: null })).toEqual([200, 429]);
  });
});

describe('requests without a key', () => {
  const download = '/api/v1/registry/downloads/00000000-0000-4000-8000-000000000000/a.tar.gz';

  test.each([
    [download, 422],
    ['/attempts/unknown', 404],
    ['/api/v1/openapi.json', 200],
  ])('to %s are counted by address', async (path, status) => {
    await start({ perKey: 100, perAddress: 2 });
    expect(await statuses(3, path, { key: null })).toEqual([status, status, 429]);
  });

  test.each(['/healthz', '/readyz', '/metrics'])('to %s are not counted', async (path) => {
    await start({ perKey: 1, perAddress: 1 });
    expect(await statuses(3, path, { key: null })).toEqual([200, 200, 200]);
  });

  test("of GitHub's webhook are not counted", async () => {
    await start({ perKey: 1, perAddress: 1 });
    const headers = { 'X-GitHub-Event': 'ping', 'X-GitHub-Delivery': 'd', 'X-Hub-Signature-256': 'sha256=0' };
    for (let n = 0; n < 3; n += 1) {
      const answer = await service.send('POST', '/api/v1/github/webhook', { headers, body: '{}', key: null });
      expect([answer.status, answer.headers.get('RateLimit')]).toEqual([401, null]);
    }
  });

  test('behind a proxy are counted by the address that it saw, whatever the client says', async () => {
    await start({ perKey: 100, perAddress: 1 }, 1);
    const from = (forwarded: string) => ({ key: null, headers: { 'X-Forwarded-For': forwarded } });
    expect(await statuses(1, '/attempts/x', from('198.51.100.1'))).toEqual([404]);
    expect(await statuses(1, '/attempts/x', from('203.0.113.9, 198.51.100.1'))).toEqual([429]);
    expect(await statuses(1, '/attempts/x', from('198.51.100.2'))).toEqual([404]);
  });
});

test('a limit of 0 is none', async () => {
  await start({ perKey: 0, perAddress: 0 });
  const answer = await service.send('GET', list);
  expect([answer.status, answer.headers.get('RateLimit'), answer.headers.get('RateLimit-Policy')]).toEqual([
    ...[200, null, null],
  ]);
});

test.each([
  ['198.51.100.7', '198.51.100.7'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['2001:db8:0:12:1:2:3:4', '2001:db8:0:12'],
  ['2001:DB8:0:12::1', '2001:db8:0:12'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['::1', '0:0:0:0'],
  ['1::', '1:0:0:0'],
])('of the address %s the network %s is counted', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
