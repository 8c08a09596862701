import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgres, type Postgres } from '../../adapters/postgres/open-postgres.ts';
import { adminKey, type HttpService, startHttpService } from '../support/http-service.ts';
import { hashOf, signatureOf } from '../support/in-memory-ports.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import {
  sampleCaller,
  sampleConnection,
  sampleEntry,
  sampleId,
  sampleInstallation,
  sampleKeyId,
  sampleNumber,
} from '../support/sample-rows.ts';

let server: PostgresServer;
let postgres: Postgres;
let service: HttpService;

beforeAll(async () => {
  server = await startPostgres();
  postgres = openPostgres({ databaseUrl: await server.createDatabase('http'), brand: 'selftune' });
  await postgres.migrate();
  await fill(postgres);
  service = await startHttpService({ ...postgres, wakeDispatcher: () => void endPending() });
  service.world.onGitHub.set(77, sampleInstallation());
  service.world.describeRepository = (owner, name) => ({
    ...{ id: sampleNumber(900), ownerId: sampleNumber(5), owner, name },
    ...{ private: false, archived: false, defaultBranch: 'main' },
  });
});

afterAll(async () => {
  await service?.close();
  await postgres?.close();
  await server?.stop();
});

async function fill({ access, registry, installations, connections }: Postgres): Promise<void> {
  const { organizationId, memberId, permissions } = sampleCaller();
  await access.createFirstOrganization({
    organizationId,
    name: 'default',
    plan: 'pro',
    ownerId: memberId,
    ownerName: 'owner',
    keyId: sampleKeyId,
    keyHash: hashOf(adminKey),
    keyPrefix: adminKey.slice(0, 12),
    permissions: [...permissions],
  });
  const { id, name, entryType, description, visibility, sourceRepo } = sampleEntry();
  await registry.createEntry(sampleCaller(), { id, name, entryType, description, visibility, sourceRepo });
  await installations.bind(sampleInstallation(), sampleCaller());
  const { entryName, settingsRevision, pausedReason, pausedReasons, createdAt, updatedAt, ...connection } =
    sampleConnection();
  await connections.create(connection, sampleCaller());
}

/** Ends what the dispatcher would start. */
async function endPending(): Promise<void> {
  for (const { id } of await postgres.attempts.listUnstarted(100)) {
    await postgres.attempts.recordWriteBack(id, 'disabled', null);
    const message = 'Nothing in the package changed.';
    await postgres.attempts.recordOutcome(id, { kind: 'skipped', reason: 'content_unchanged', message, version: null });
  }
}

const connection = `/api/v1/github/connections/${sampleId(30)}`;
const routes = fc.constantFrom<[string, string]>(
  ['POST', '/api/v1/github/settings'],
  ['POST', '/api/v1/github/installations'],
  ['POST', '/api/v1/github/connections'],
  ['PATCH', connection],
  ['POST', `${connection}/sync`],
  ['POST', '/api/v1/registry/entries'],
  ['POST', '/api/v1/registry/sync'],
  ['PATCH', '/api/v1/organization'],
  ['POST', '/api/v1/organization/members'],
  ['POST', '/api/v1/organization/keys'],
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
    role: fc.oneof(value, fc.constantFrom('viewer', 'owner')),
    permissions: fc.oneof(value, fc.constant(['registry:push', 'registry:push'])),
    member_id: fc.oneof(value, fc.constant(sampleId(2))),
    expires_at: fc.oneof(
      value,
      fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    ),
    installations: fc.oneof(
      value,
      fc.array(fc.record({ entry_id: value, current_version_hash: value }, { requiredKeys: [] })),
    ),
  },
  { requiredKeys: [] },
);

function expectNoFault(answer: { status: number; text: string }): void {
  expect(answer.status).toBeLessThan(500);
  if (answer.status >= 400) expect(JSON.parse(answer.text).code).toMatch(/^[a-z_]+$/);
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

test('odd settings of a connection that can be made make no fault', async () => {
  const body = fc.record({
    entry_id: fc.constant(sampleId(10)),
    installation_id: fc.constant(77),
    repo_full_name: fc.constant('acme/skills'),
    skill_path: text,
    tag_pattern: text,
  });
  const created = new Set<number>();
  await fc.assert(
    fc.asyncProperty(body, async (sent) => {
      const answer = await service.sendJson('POST', '/api/v1/github/connections', sent);
      created.add(answer.status);
      expectNoFault(answer);
    }),
    { numRuns: 300 },
  );
  expect([...created].sort()).toEqual([409, 422]);
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
    '/api/v1/organization/audit-log',
    '/api/v1/organization/keys',
    '/api/v1/organization/members',
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
    'member_id',
    'target_id',
    'until',
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

describe('a database that is away', () => {
  test('requests answer 503 while it is, and work again afterwards', async () => {
    await server.kill9();
    const answer = await service.send('GET', '/api/v1/registry');
    expect([answer.status, answer.json().code]).toEqual([503, 'service_unavailable']);
    await server.restart();
    await expect
      .poll(async () => (await service.send('GET', '/api/v1/registry')).status, { timeout: 30_000 })
      .toBe(200);
  });
});
