import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { adminKey, type HttpService, startHttpService } from '../../test/support/http-service.ts';
import { signatureOf } from '../../test/support/in-memory-ports.ts';
import { sampleConnection, sampleEntry, sampleId, sampleInstallation } from '../../test/support/sample-rows.ts';

const json = { 'Content-Type': 'application/json' };
const entryId = sampleId(10);
const connection = `/api/v1/github/connections/${sampleId(30)}`;
const wanted = { entry_id: entryId, installation_id: 77, repo_full_name: 'acme/skills' };
const account = { installation_id: 77, account_login: 'acme', account_type: 'Organization' };

/** Every route that takes JSON, with a body that it would take. */
const takingJson: [string, string, object][] = [
  ['POST', '/api/v1/github/settings', { write_back_mode: 'off' }],
  ['PATCH', '/api/v1/github/settings', { write_back_mode: 'off' }],
  ['POST', '/api/v1/github/installations', account],
  ['POST', '/api/v1/github/connections', wanted],
  ['PATCH', connection, { write_back_enabled: true }],
  ['POST', `${connection}/sync`, { ref: 'main' }],
  ['POST', '/api/v1/registry/entries', { name: 'a', entry_type: 'skill' }],
  ['POST', '/api/v1/registry/sync', { installations: [] }],
];

/** Every route that takes none. */
const reading = [
  '/api/v1/github/settings',
  '/api/v1/github/installations',
  '/api/v1/github/connections',
  '/api/v1/github/attempts',
  `/api/v1/github/attempts/${sampleId(50)}`,
  '/api/v1/registry',
  `/api/v1/registry/${entryId}`,
  `/api/v1/registry/${entryId}/versions`,
  `/api/v1/registry/${entryId}/versions/1.0.0/download`,
];

let service: HttpService;

beforeAll(async () => {
  service = await startHttpService();
  service.world.entries = [sampleEntry()];
  service.world.installations = [sampleInstallation()];
  service.world.connections = [sampleConnection()];
  service.world.nextOutcome = { kind: 'skipped', reason: 'content_unchanged', message: 'As before.', version: null };
});

afterAll(() => service.close());

type Answer = Awaited<ReturnType<HttpService['send']>>;

/** Whether the answer is a problem with that status and code, and says so in whole sentences. */
function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.text === '' ? answer.status : { status: answer.status, ...answer.json() }).toMatchObject({
    status,
    code,
    type: 'about:blank',
    title: expect.any(String),
    detail: expect.stringMatching(/^[A-Z].{10,}/s),
  });
  expect(answer.json().error).toBe(answer.json().detail);
  expect(answer.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
  expect(answer.text).not.toMatch(/\bat .+\.ts:\d+/);
}

describe.each(takingJson)('%s %s', (method, path, good) => {
  test('a body that is no JSON', async () => {
    for (const body of ['{', '', '{"a":1}}', '\u0000', Buffer.from([0x22, 0xff, 0x22])]) {
      const answer = await service.send(method, path, { headers: json, body });
      if (body === '' && path.endsWith('/sync') && path.startsWith(connection)) continue;
      expectProblem(answer, body === '' ? 422 : 400, body === '' ? 'invalid_request' : 'json_malformed');
    }
  });

  test('a body of another type', async () => {
    const padded = `application/json;${' '.repeat(500)}charset=utf-8`;
    const form = 'application/x-www-form-urlencoded';
    for (const type of ['text/plain', form, 'multipart/form-data; boundary=x', 'json', padded]) {
      const answer = await service.send(method, path, {
        headers: { 'Content-Type': type },
        body: JSON.stringify(good),
      });
      expectProblem(answer, 415, 'media_type_unsupported');
    }
    const latin = { 'Content-Type': 'application/json; charset=iso-8859-1' };
    expectProblem(await service.send(method, path, { headers: latin, body: '{}' }), 415, 'media_type_unsupported');
    const packed = { ...json, 'Content-Encoding': 'gzip' };
    expectProblem(await service.send(method, path, { headers: packed, body: '{}' }), 415, 'encoding_unsupported');
  });

  test('a body that is no object', async () => {
    for (const body of ['null', '[]', '"text"', '1', 'true', '['.repeat(30_000) + ']'.repeat(30_000)]) {
      expectProblem(await service.send(method, path, { headers: json, body }), 422, 'invalid_request');
    }
  });

  test('unknown fields', async () => {
    const answer = await service.sendJson(method, path, { ...good, surprise: 1 });
    expectProblem(answer, 422, 'invalid_request');
    expect(answer.json().detail).toContain('surprise');
    const proto = JSON.stringify(good).replace(/}$/, ',"__proto__":{"a":1}}').replace('{,', '{');
    expectProblem(await service.send(method, path, { headers: json, body: proto }), 422, 'invalid_request');
  });

  test('fields of a wrong type, each named by its path', async () => {
    for (const field of Object.keys(good)) {
      for (const value of [{}, -1.5, 'x'.repeat(3_000), '\u0000', null]) {
        const answer = await service.sendJson(method, path, { ...good, [field]: value });
        expectProblem(answer, 422, 'invalid_request');
        expect(answer.json().errors[0].path).toBe(field);
      }
    }
  });

  test('a body that is too large, announced or not', async () => {
    const body = JSON.stringify({ ...good, padding: 'x'.repeat(300_000) });
    expectProblem(await service.send(method, path, { headers: json, body }), 413, 'body_too_large');
    const stream = new Blob([body]).stream();
    const streamed = { headers: json, body: stream, duplex: 'half' } as RequestInit;
    expectProblem(await service.send(method, path, streamed), 413, 'body_too_large');
  });

  test('no key, a bad key, another scheme', async () => {
    const bad: (string | null)[] = [null, 'st_live_x', `st_test_${'z'.repeat(43)}`];
    for (const key of bad) {
      const answer = await service.sendJson(method, path, good, key);
      expectProblem(answer, 401, key === null ? 'key_missing' : 'key_invalid');
      expect(answer.headers.get('WWW-Authenticate')).toMatch(/^Bearer realm="waybill"/);
    }
    const basic = { ...json, Authorization: 'Basic YTpi' };
    expectProblem(await service.send(method, path, { key: null, headers: basic, body: '{}' }), 401, 'key_missing');
  });
});

describe.each(reading)('GET %s', (path) => {
  test('needs a key', async () => {
    expectProblem(await service.send('GET', path, { key: null }), 401, 'key_missing');
  });

  test('takes no parameter that it does not know', async () => {
    expectProblem(await service.send('GET', `${path}?surprise=1`), 422, 'invalid_request');
  });

  test('answers HEAD and OPTIONS, and refuses other methods with those it takes', async () => {
    const head = await service.send('HEAD', path);
    expect(head.status).toBe((await service.send('GET', path)).status);
    expect(head.text).toBe('');
    const options = await service.send('OPTIONS', path, { key: null });
    expect(options.status).toBe(204);
    expect(options.headers.get('Allow')).toMatch(/GET, HEAD.*OPTIONS/);
    for (const method of ['PUT', 'PROPFIND']) {
      const answer = await service.send(method, path);
      expectProblem(answer, 405, 'method_not_allowed');
      expect(answer.headers.get('Allow')).toContain('GET');
    }
  });
});

describe('ids in paths', () => {
  const routes: [string, (id: string) => string, object?][] = [
    ['GET', (id) => `/api/v1/github/attempts/${id}`],
    ['PATCH', (id) => `/api/v1/github/connections/${id}`, { write_back_enabled: true }],
    ['DELETE', (id) => `/api/v1/github/connections/${id}`],
    ['POST', (id) => `/api/v1/github/connections/${id}/sync`, {}],
    ['GET', (id) => `/api/v1/registry/${id}`],
    ['GET', (id) => `/api/v1/registry/${id}/versions`],
    ['GET', (id) => `/api/v1/registry/${id}/versions/1.0.0/download`],
    ['GET', (id) => `/api/v1/registry/downloads/${id}/a.tar.gz`],
  ];
  const bad = ['x', '0', '%00', '%2e%2e', "'--", '%E0%A4%A', 'a'.repeat(2_000), `${sampleId(10)}x`];

  test.each(routes)('%s %s', async (method, path, body) => {
    for (const id of bad) {
      const answer = body ? await service.sendJson(method, path(id), body) : await service.send(method, path(id));
      expectProblem(answer, 404, 'not_found');
    }
    const missing = path(sampleId(404));
    const answer = body ? await service.sendJson(method, missing, body) : await service.send(method, missing);
    expect(answer.status).toBe(missing.includes('downloads') ? 422 : 404);
    expect(answer.json().code).toMatch(/_not_found$|^invalid_request$/);
  });

  test('a version that no version can be called', async () => {
    for (const version of ['%00', '9.9.9', '..%2f..', 'x'.repeat(3_000)]) {
      const answer = await service.send('GET', `/api/v1/registry/${entryId}/versions/${version}/download`);
      expectProblem(answer, 404, 'version_not_found');
    }
  });
});

describe('queries', () => {
  test.each([
    'connection_id=x',
    'connection_id=',
    'commit=zz',
    'commit=abc123g',
    'status=done',
    'since=yesterday',
    'since=2026-13-01T00:00:00Z',
    'limit=0',
    'limit=101',
    'limit=-1',
    'limit=ten',
    'limit=1e1',
    'limit=1&limit=2',
    'ref=%00',
    'ref=',
    'ref=%ED%A0%80%00',
    `ref=${'x'.repeat(301)}`,
    'cursor=%00',
    'cursor=a%20b',
    `cursor=${'x'.repeat(600)}`,
  ])('GET /api/v1/github/attempts?%s', async (query) => {
    const answer = await service.send('GET', `/api/v1/github/attempts?${query}`);
    expectProblem(answer, 422, 'invalid_request');
    expect(answer.json().errors[0].path).toBe(query.split('=')[0]);
  });

  test.each(['name=a&name=b', 'name[]=a', 'page=1'])('GET /api/v1/registry?%s', async (query) => {
    expectProblem(await service.send('GET', `/api/v1/registry?${query}`), 422, 'invalid_request');
  });

  test.each([
    '',
    'expires=1',
    'signature=x',
    'expires=x&signature=x',
    'expires=1&signature=%00',
    'expires=1e3&signature=x',
  ])('a download link with ?%s', async (query) => {
    const path = `/api/v1/registry/downloads/${sampleId(20)}/a.tar.gz?${query}`;
    expectProblem(await service.send('GET', path, { key: null }), 422, 'invalid_request');
  });
});

test.each(['state', 'user_token', 'code', 'code_verifier'])(
  'a proof of binding with letters beyond ASCII in %s',
  async (field) => {
    const body = { installation_id: 4711, [field]: 'gheim-ü' };
    const answer = await service.sendJson('POST', '/api/v1/github/installations', body);
    expectProblem(answer, 422, 'invalid_request');
    expect(answer.json().errors[0].path).toBe(field);
  },
);

describe('paths', () => {
  test.each(['/api', '/api/v1/github', '/api/v1/github/repos/acme', '/nothing', '/api/v1/registry/a/b/c', '/%'])(
    '%s is nothing',
    async (path) => {
      expectProblem(await service.send('GET', path), 404, 'not_found');
    },
  );

  test('/sync is never taken for an entry', async () => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await service.send(method, '/api/v1/registry/sync');
      expectProblem(answer, 405, 'method_not_allowed');
      expect(answer.headers.get('Allow')).toBe('OPTIONS, POST');
    }
    const options = await service.send('OPTIONS', '/api/v1/registry/sync', { key: null });
    expect(options.headers.get('Allow')).toBe('OPTIONS, POST');
  });
});

describe('POST /api/v1/github/webhook', () => {
  const path = '/api/v1/github/webhook';
  const headers = (body: string | Uint8Array, over: Record<string, string> = {}) => ({
    ...json,
    'X-GitHub-Event': 'push',
    'X-GitHub-Delivery': 'b6b7f7a0-0000-11ef-8000-000000000001',
    'X-Hub-Signature-256': signatureOf(body),
    ...over,
  });

  test('a wrong, missing or odd signature', async () => {
    for (const signature of ['', 'sha256=', 'sha256=abc', `sha256=${'0'.repeat(64)}`, 'sha1=x', 'x'.repeat(1_000)]) {
      const sent = headers('{}', { 'X-Hub-Signature-256': signature });
      expectProblem(await service.send('POST', path, { headers: sent, body: '{}' }), 401, 'signature_invalid');
    }
    expect(service.world.deliveries).toEqual([]);
  });

  test('signed bytes that are no JSON object', async () => {
    for (const body of ['{', '', 'null', '[]', '"x"', '\ufeff']) {
      expectProblem(await service.send('POST', path, { headers: headers(body), body }), 400, 'json_malformed');
    }
    const form = headers('payload=%7B%7D', { 'Content-Type': 'application/x-www-form-urlencoded' });
    const answer = await service.send('POST', path, { headers: form, body: 'payload=%7B%7D' });
    expectProblem(answer, 415, 'media_type_unsupported');
    expect(service.world.deliveries).toEqual([]);
  });

  test('missing or odd headers', async () => {
    for (const [name, value] of [
      ['X-GitHub-Event', ''],
      ['X-GitHub-Delivery', ''],
      ['X-GitHub-Delivery', "a'b"],
    ] as const) {
      const sent = headers('{}', { [name]: value });
      expectProblem(await service.send('POST', path, { headers: sent, body: '{}' }), 400, 'header_missing');
    }
  });

  test('more than 25 MiB', async () => {
    const body = Buffer.alloc(25 * 1024 * 1024 + 1, 0x20);
    expectProblem(await service.send('POST', path, { headers: headers(body), body }), 413, 'body_too_large');
  });

  test('other methods', async () => {
    const answer = await service.send('GET', path);
    expectProblem(answer, 405, 'method_not_allowed');
    expect(answer.headers.get('Allow')).toBe('OPTIONS, POST');
  });
});

test('a body that ends early is nobody’s fault here', async () => {
  const before = service.logLines.length;
  const cut = request(`${service.url}/api/v1/registry/sync`, {
    method: 'POST',
    headers: { ...json, 'Content-Length': '1000', Authorization: `Bearer ${adminKey}` },
  });
  cut.on('error', () => {});
  await new Promise((resolve) => cut.write('{"installations":', resolve));
  cut.destroy();
  await expect.poll(() => service.logLines.length).toBeGreaterThan(before);
  expect(service.logLines.slice(before).filter(({ level }) => Number(level) >= 50)).toEqual([]);
});

test('a body that is far too large is answered before its end', async () => {
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  const answer = text(socket);
  const head = ['POST /api/v1/registry/sync HTTP/1.1', 'Host: here', `Authorization: Bearer ${adminKey}`];
  socket.write([...head, 'Content-Type: application/json', 'Content-Length: 900000000', '', ''].join('\r\n'));
  socket.write(Buffer.alloc(256 * 1024 + 8 * 1024 * 1024 + 1, 0x20));
  expect(await answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*\r\nConnection: close\r\n[\s\S]*"code":"body_too_large"/i);
});
