import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgres, type Postgres } from '../../adapters/postgres/open-postgres.ts';
import type { AuditAction } from '../../domain/access/audit.ts';
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
import { cookieOf, signedInBrowser } from '../support/sign-in.ts';
import { pushMetadata, skillArchive, uploadForm } from '../support/skill-archive.ts';

let server: PostgresServer;
let postgres: Postgres;
let service: HttpService;
let pool: pg.Pool;
/** Ids that calls gave to those after them. */
const made: Record<string, string> = {};

const repository = {
  ...{ id: sampleNumber<never>(900), ownerId: sampleNumber<never>(5), owner: 'acme', name: 'skills' },
  ...{ private: false, archived: false, defaultBranch: 'main' },
};

beforeAll(async () => {
  server = await startPostgres();
  const databaseUrl = await server.createDatabase('audited');
  postgres = openPostgres({ databaseUrl, brand: 'selftune' });
  pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
  // The server may be stopped before its connections have heard that they end.
  pool.on('error', () => undefined);
  await postgres.migrate();
  await fill(postgres);
  service = await startHttpService({ ...postgres, newId: randomUUID });
  service.world.onGitHub.set(77, sampleInstallation());
  service.world.describeRepository = () => repository;
}, 60_000);

afterAll(async () => {
  await service?.close();
  await Promise.all([postgres?.close(), pool?.end()]);
  await server?.stop();
});

async function fill({ access, registry, installations, connections }: Postgres): Promise<void> {
  const caller = sampleCaller();
  const { organizationId, memberId: ownerId } = caller;
  const key = { keyId: sampleKeyId, keyHash: hashOf(adminKey), keyPrefix: adminKey.slice(0, 12) };
  const permissions = [...caller.permissions];
  const owner = { organizationId, name: 'default', plan: 'pro', ownerId, ownerName: 'ada' } as const;
  await access.createFirstOrganization({ ...owner, ...key, permissions });
  const { id, name, entryType, description, visibility, sourceRepo } = sampleEntry();
  await registry.createEntry(caller, { id, name, entryType, description, visibility, sourceRepo });
  await installations.bind(sampleInstallation(), caller);
  const { entryName, settingsRevision, pausedReason, pausedReasons, createdAt, updatedAt, ...connection } =
    sampleConnection();
  await connections.create(connection, caller);
}

type Answer = Awaited<ReturnType<HttpService['send']>>;

/** Keeps the id of what a call made. */
async function keeping(name: string, call: Promise<Answer>): Promise<Answer> {
  const answer = await call;
  made[name] = answer.json().id;
  return answer;
}

const organization = '/api/v1/organization';
const github = '/api/v1/github';
const registry = '/api/v1/registry';
const connection = `${github}/connections/${sampleId(30)}`;
const post = (path: string, body: unknown = {}) => service.sendJson('POST', path, body);
const patch = (path: string, body: unknown) => service.sendJson('PATCH', path, body);
const remove = (path: string) => service.send('DELETE', path);

type Case =
  /** `via`: by what it was done, if not by the key. */
  { records: AuditAction | readonly AuditAction[]; via?: object; call(): Promise<Answer> } | { recordsNothing: string };

/** One good call of each endpoint that changes something, in an order in which each finds what it needs. */
const cases: Record<string, Case> = {
  updateOrganization: { records: 'organization.updated', call: () => patch(organization, { name: 'Acme' }) },
  createMember: {
    records: 'member.created',
    call: () => keeping('member', post(`${organization}/members`, { name: 'bea' })),
  },
  updateMember: {
    records: 'member.updated',
    call: () => patch(`${organization}/members/${made.member}`, { role: 'viewer' }),
  },
  createApiKey: {
    records: 'api_key.created',
    call: () => keeping('key', post(`${organization}/keys`, { name: 'ci', member_id: made.member })),
  },
  revokeApiKey: { records: 'api_key.revoked', call: () => remove(`${organization}/keys/${made.key}`) },
  createSignInLink: {
    records: 'sign_in_link.created',
    call: async () => {
      const answer = await post(`${organization}/members/${sampleCaller().memberId}/sign-in-links`);
      made.linkToken = new URL(answer.json().url).hash.replace('#token=', '');
      return answer;
    },
  },
  withdrawSignInLinks: {
    records: 'sign_in_link.withdrawn',
    call: async () => {
      const { organizationId } = sampleCaller();
      await pool.query(
        `insert into sign_in_links (token_hash, member_id, organization_id, created_at, expires_at)
          values ($1, $2, $3, now(), now() + interval '1 day')`,
        [hashOf('link'), made.member, organizationId],
      );
      return remove(`${organization}/members/${made.member}/sign-in-links`);
    },
  },
  removeMember: { records: 'member.removed', call: () => remove(`${organization}/members/${made.member}`) },

  updateSettings: {
    records: 'write_back_mode.updated',
    call: () => post(`${github}/settings`, { write_back_mode: 'off' }),
  },
  patchSettings: {
    records: 'write_back_mode.updated',
    call: () => patch(`${github}/settings`, { write_back_mode: 'checks' }),
  },
  startInstallationSetup: {
    records: 'installation_setup.started',
    call: () => service.send('POST', `${github}/installations/setup`),
  },
  updateConnection: { records: 'connection.updated', call: () => patch(connection, { auto_publish: false }) },
  confirmTransfer: {
    records: 'connection.transfer_confirmed',
    call: () => {
      service.world.ownerOnGitHub = sampleInstallation();
      service.world.reached = { ...repository, ownerId: sampleNumber(6) };
      return service.send('POST', `${connection}/confirm-transfer`);
    },
  },
  syncConnection: {
    records: 'attempt.requested',
    call: async () => {
      const answered = post(`${connection}/sync`, { ref: 'main' });
      made.attempt = await endedAttempt();
      return answered;
    },
  },
  rerunAttempt: {
    records: 'attempt.requested',
    call: () => keeping('attempt', service.send('POST', `${github}/attempts/${made.attempt}/rerun`)),
  },
  cancelAttempt: {
    records: 'attempt.cancelled',
    call: () => service.send('POST', `${github}/attempts/${made.attempt}/cancel`),
  },
  processDelivery: {
    records: 'delivery.reopened',
    call: async () => {
      const id = await processedDelivery();
      return service.send('POST', `${github}/deliveries/${id}/process`);
    },
  },
  deleteConnection: { records: 'connection.deleted', call: () => remove(connection) },
  createConnection: {
    records: 'connection.created',
    call: () => {
      const wanted = { entry_id: sampleId(10), installation_id: 77, repo_full_name: 'acme/skills' };
      return post(`${github}/connections`, wanted);
    },
  },
  unbindInstallation: { records: 'installation.unbound', call: () => remove(`${github}/installations/77`) },
  bindInstallation: {
    records: 'installation.bound',
    call: () => {
      const account = { account_login: 'acme', account_type: 'Organization' };
      return post(`${github}/installations`, { installation_id: 77, ...account });
    },
  },
  signInByLink: {
    records: ['member.joined', 'session.created'],
    via: { via: 'session', key: null },
    call: async () => {
      const headers = { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' };
      const body = JSON.stringify({ token: made.linkToken });
      const answer = await service.send('POST', '/api/v1/session/link', { key: null, headers, body });
      made.cookie = cookieOf(answer.headers);
      return answer;
    },
  },
  endSession: {
    records: 'session.ended',
    via: { via: 'session', key: null },
    call: () => {
      const headers = signedInBrowser(made.cookie ?? '').change;
      return service.send('DELETE', '/api/v1/session', { key: null, headers });
    },
  },
  receiveWebhook: { recordsNothing: 'GitHub sends it; deliveries are a log of their own.' },

  createEntry: {
    records: 'entry.created',
    call: () => post(`${registry}/entries`, { name: 'a', entry_type: 'skill' }),
  },
  updateEntry: { records: 'entry.updated', call: () => patch(`${registry}/${sampleId(10)}`, { description: 'New.' }) },
  pushEntry: {
    records: ['entry.created', 'version.pushed'],
    call: async () => {
      const answer = await service.send('POST', registry, { body: await upload('1.0.0') });
      made.entry = answer.headers.get('Location')?.split('/').at(-1) ?? '';
      return answer;
    },
  },
  pushVersion: {
    records: 'version.pushed',
    call: async () => service.send('POST', `${registry}/${made.entry}/versions`, { body: await upload('2.0.0') }),
  },
  rollBack: { records: 'entry.rolled_back', call: () => post(`${registry}/${made.entry}/rollback`) },
  yankVersion: {
    records: 'version.yanked',
    call: () => post(`${registry}/${made.entry}/versions/2.0.0/yank`, { reason: 'It fails.' }),
  },
  unyankVersion: {
    records: 'version.unyanked',
    call: () => remove(`${registry}/${made.entry}/versions/2.0.0/yank`),
  },
  recordInstall: { recordsNothing: 'An install is a record of its own, and changes nothing of the registry.' },
  checkForUpdates: { recordsNothing: 'It only reads.' },
};

/** What a registry client sends; each version has a file of its own. */
async function upload(version: string): Promise<FormData> {
  const archive = await skillArchive({ 'version.txt': version });
  return uploadForm(pushMetadata(archive, { version }), archive.bytes);
}

/** Ends the attempt that a sync waits for, as the dispatcher and the engine would. */
async function endedAttempt(): Promise<string> {
  const ended = AbortSignal.timeout(30_000);
  for (;;) {
    ended.throwIfAborted();
    const [pending] = await postgres.attempts.listUnstarted(1);
    if (pending === undefined) continue;
    await postgres.attempts.recordWriteBack(pending.id, 'disabled', null);
    const message = 'Nothing in the package changed.';
    const outcome = { kind: 'skipped', reason: 'content_unchanged', message, version: null } as const;
    await postgres.attempts.recordOutcome(pending.id, outcome);
    return pending.id;
  }
}

/** A webhook that was received, and is done. */
async function processedDelivery(): Promise<string> {
  const body = '{}';
  const event = { 'X-GitHub-Event': 'push', 'X-GitHub-Delivery': randomUUID() };
  const headers = { ...event, 'X-Hub-Signature-256': signatureOf(body), 'Content-Type': 'application/json' };
  await service.send('POST', `${github}/webhook`, { body, headers, key: null });
  const { rows } = await pool.query("update webhook_deliveries set status = 'processed' returning id");
  return rows[0].id;
}

async function auditRecords() {
  const { organizationId } = sampleCaller();
  return (await postgres.auditLog.list({ organizationId, limit: 100 })).records;
}

describe('the audit log', () => {
  test('is thought of for every call that is no GET', async () => {
    const { paths } = (await service.send('GET', '/api/v1/openapi.json', { key: null })).json();
    const methods = Object.values<Record<string, { operationId: string }>>(paths).flatMap(Object.entries);
    const changing = methods.filter(([method]) => method !== 'get').map(([, { operationId }]) => operationId);
    expect(Object.keys(cases).sort()).toEqual(changing.sort());
  });

  test.each(Object.entries(cases))('gets a record of %s: who did what, and from where', async (_name, wanted) => {
    if ('recordsNothing' in wanted) return;
    const before = (await auditRecords()).map(({ id }) => id);
    const answer = await wanted.call();
    expect(answer.status, answer.text).toBeLessThan(300);
    const added = (await auditRecords()).filter(({ id }) => !before.includes(id));
    const from = {
      member: { id: sampleCaller().memberId, name: 'ada' },
      ...(wanted.via ?? { via: 'key', key: { id: sampleKeyId } }),
      ...{ address: '127.0.0.1', requestId: answer.headers.get('X-Request-Id') },
    };
    const actions = [wanted.records].flat().sort();
    expect(added.map(({ action }) => action).sort()).toEqual(actions);
    expect(added).toMatchObject(actions.map(() => from));
    expect(JSON.stringify(added)).not.toMatch(/st_(live|test)_\w{20}/);
  });
});
