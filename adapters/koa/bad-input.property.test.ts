import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HttpService, startHttpService } from '../../test/support/http-service.ts';
import { signatureOf } from '../../test/support/in-memory-ports.ts';
import { sampleConnection, sampleEntry, sampleId, sampleInstallation } from '../../test/support/sample-rows.ts';

let service: HttpService;

beforeAll(async () => {
  service = await startHttpService();
  service.world.entries = [sampleEntry()];
  service.world.installations = [sampleInstallation()];
  service.world.connections = [sampleConnection()];
  service.world.nextOutcome = { kind: 'skipped', reason: 'content_unchanged', message: 'As before.', version: null };
});

afterAll(() => service.close());

const connection = `/api/v1/github/connections/${sampleId(30)}`;
const routes = fc.constantFrom<[string, string]>(
  ['POST', '/api/v1/github/settings'],
  ['POST', '/api/v1/github/installations'],
  ['POST', '/api/v1/github/connections'],
  ['PATCH', connection],
  ['POST', `${connection}/sync`],
  ['POST', '/api/v1/registry/entries'],
  ['POST', '/api/v1/registry/sync'],
);

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom('main', 'v*', '.', sampleId(10)));
const value = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 2 }));
const fields = fc.record(
  {
    write_back_mode: fc.oneof(value, fc.constantFrom('off', 'checks')),
    installation_id: fc.oneof(value, fc.constant(77)),
    account_login: fc.oneof(value, fc.constant('acme')),
    account_type: fc.oneof(value, fc.constantFrom('User', 'Organization')),
    entry_id: fc.oneof(value, fc.constant(sampleId(10))),
    repo_full_name: fc.oneof(value, fc.constant('acme/skills')),
    default_branch: value,
    skill_path: value,
    tag_pattern: value,
    write_back_enabled: value,
    ref: value,
    name: value,
    entry_type: fc.oneof(value, fc.constant('skill')),
    visibility: value,
    installations: fc.oneof(
      value,
      fc.array(fc.record({ entry_id: value, current_version_hash: value }, { requiredKeys: [] })),
    ),
  },
  { requiredKeys: [] },
);

/** GitHub is away in this world, so that 502 with its code is the one answer above 499 that may come. */
function expectNoFault(answer: { status: number; text: string }): void {
  const code = answer.status >= 400 && answer.text !== '' ? JSON.parse(answer.text).code : null;
  if (code === 'github_unavailable') expect(answer.status).toBe(502);
  else expect(answer.status).toBeLessThan(500);
  if (answer.status >= 400) expect(code).toMatch(/^[a-z_]+$/);
}

test('no JSON body makes a fault', async () => {
  const body = fc.oneof(fields, fc.jsonValue());
  await fc.assert(
    fc.asyncProperty(routes, body, async ([method, path], sent) => {
      expectNoFault(await service.sendJson(method, path, sent));
    }),
    { numRuns: 600 },
  );
});

test('no bytes make a fault', async () => {
  await fc.assert(
    fc.asyncProperty(routes, fc.uint8Array({ maxLength: 300 }), async ([method, path], body) => {
      const headers = { 'Content-Type': 'application/json' };
      expectNoFault(await service.send(method, path, { headers, body: Buffer.from(body) }));
    }),
    { numRuns: 200 },
  );
});

test('no query makes a fault', async () => {
  const path = fc.constantFrom(
    '/api/v1/github/attempts',
    '/api/v1/registry',
    `/api/v1/registry/downloads/${sampleId(20)}/a.tar.gz`,
  );
  const parameter = fc.constantFrom(
    'connection_id',
    'ref',
    'commit',
    'status',
    'since',
    'limit',
    'cursor',
    'name',
    'x',
  );
  const pair = fc.tuple(fc.oneof(parameter, fc.string()), fc.oneof(fc.string({ unit: 'binary' }), fc.string()));
  await fc.assert(
    fc.asyncProperty(path, fc.array(pair, { maxLength: 4 }), async (base, pairs) => {
      const query = pairs.map(([name, given]) => `${encode(name)}=${encode(given)}`).join('&');
      expectNoFault(await service.send('GET', `${base}?${query}`));
    }),
    { numRuns: 300 },
  );
});

test('no path makes a fault', async () => {
  const segment = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('api', 'v1', 'registry', 'attempts', '..', '%'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(segment, { maxLength: 6 }), fc.boolean(), async (segments, raw) => {
      const path = segments.map((part) => (raw && /^[!-~]*$/.test(part) ? part.replace(/[#\\]/g, '') : encode(part)));
      const answer = await service.send('GET', `/${path.join('/')}`);
      expect(answer.status).toBeLessThan(500);
    }),
    { numRuns: 300 },
  );
});

test('no signed delivery makes a fault', async () => {
  const event = fc.oneof(fc.constantFrom('push', 'create', 'ping'), fc.string());
  const body = fc.oneof(fc.json(), fc.string());
  await fc.assert(
    fc.asyncProperty(event, fc.string(), body, async (name, guid, sent) => {
      const headers = {
        'X-GitHub-Event': headerText(name),
        'X-GitHub-Delivery': headerText(guid),
        'X-Hub-Signature-256': signatureOf(sent),
      };
      expectNoFault(await service.send('POST', '/api/v1/github/webhook', { headers, body: sent, key: null }));
    }),
    { numRuns: 200 },
  );
});

function encode(given: string): string {
  return encodeURIComponent(given.toWellFormed());
}

function headerText(given: string): string {
  return given.replace(/[^ -~]/g, '').trim();
}
