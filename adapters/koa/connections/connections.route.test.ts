import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RateLimited } from '../../../ports/faults.ts';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import {
  sampleAttempt,
  sampleConnection,
  sampleEntry,
  sampleId,
  sampleInstallation,
  sampleNumber,
} from '../../../test/support/sample-rows.ts';

const path = '/api/v1/github/connections';
const wanted = { entry_id: sampleId(10), installation_id: 77, repo_full_name: 'acme/skills' };

/** A connection as the API's documentation shows it. */
const documented = {
  id: sampleId(1000),
  org_id: sampleId(1),
  entry_id: sampleId(10),
  entry_name: 'lint-rules',
  installation_id: 77,
  repo_owner: 'acme',
  repo_name: 'skills',
  repo_full_name: 'acme/skills',
  default_branch: 'main',
  skill_path: '.',
  auto_publish: true,
  write_back_enabled: false,
  write_back: { enabled: false, missing: ['permission checks:write', 'permission statuses:write'] },
  tag_pattern: 'v*',
  pr_preview_enabled: false,
  pr_preview: {
    enabled: false,
    missing: ['permission checks:write', 'permission pull_requests:read', 'event pull_request'],
  },
  created_by: sampleId(2),
  created_at: '2026-11-21T08:00:00.000Z',
  updated_at: '2026-11-21T08:00:00.000Z',
  last_attempt: null,
  paused: null,
  paused_by_member: false,
  repository: { id: 900, owner_id: 5, private: false, archived: false },
};

let service: HttpService;

beforeEach(async () => {
  service = await startHttpService();
  service.world.entries = [sampleEntry()];
  service.world.installations = [sampleInstallation()];
  service.world.describeRepository = (owner, name) => ({
    id: sampleNumber(900),
    ownerId: sampleNumber(5),
    owner,
    name,
    private: false,
    archived: false,
    defaultBranch: 'main',
  });
});

afterEach(() => service.close());

test('a connection is created with the documented defaults and shape', async () => {
  const answer = await service.sendJson('POST', path, wanted);
  expect([answer.status, answer.json()]).toEqual([201, documented]);
  expect((await service.send('GET', path)).json()).toEqual({ connections: [documented] });
  const one = await service.send('GET', `${path}/${sampleId(1000)}`);
  expect([one.status, one.json()]).toEqual([200, documented]);
});

test('every setting is taken', async () => {
  const settings = {
    default_branch: 'release',
    skill_path: 'skills/lint/',
    auto_publish: false,
    write_back_enabled: true,
    tag_pattern: 'lint@*',
    pr_preview_enabled: true,
  };
  const answer = await service.sendJson('POST', path, { ...wanted, ...settings, confirm_public: true });
  expect(answer.json()).toMatchObject({ ...settings, skill_path: 'skills/lint' });
});

test('a second connection of an entry conflicts', async () => {
  await service.sendJson('POST', path, wanted);
  const answer = await service.sendJson('POST', path, wanted);
  expect([answer.status, answer.json().code]).toEqual([409, 'entry_connected']);
});

test('bad settings are named as fields', async () => {
  const answer = await service.sendJson('POST', path, { ...wanted, tag_pattern: '!v*', skill_path: '../x' });
  expect(answer.status).toBe(422);
  expect(answer.json().errors).toMatchObject([{ path: 'skill_path' }, { path: 'tag_pattern' }]);
});

test('when GitHub asks for a pause, so do we', async () => {
  service.world.describeRepository = () => {
    throw new RateLimited(new Date('2026-11-21T09:00:00.000Z'), 'Slow down.');
  };
  const answer = await service.sendJson('POST', path, wanted);
  expect([answer.status, answer.json().code]).toEqual([503, 'github_unavailable']);
  expect(answer.headers.get('Retry-After')).toBe('Sat, 21 Nov 2026 09:00:00 GMT');
});

test('the newest attempt and the reason of a pause are shown', async () => {
  service.world.connections = [sampleConnection({ pausedReason: 'repository_deleted' })];
  service.world.attempts = [sampleAttempt({ status: 'failed', reason: 'skill_md_missing' })];
  expect((await service.send('GET', path)).json().connections).toMatchObject([
    {
      last_attempt: { id: sampleId(50), connection_id: sampleId(30), status: 'failed', reason: 'skill_md_missing' },
      paused: { reason: 'repository_deleted', sentence: expect.any(String), fix: expect.any(String) },
    },
  ]);
});

test('previews of pull requests say what they lack until it is there', async () => {
  service.world.connections = [sampleConnection({ prPreviewEnabled: true })];
  const previewOf = async () => (await service.send('GET', path)).json().connections[0].pr_preview;
  expect(await previewOf()).toEqual(expect.objectContaining({ enabled: true, missing: documented.pr_preview.missing }));
  const permissions = { contents: 'read', checks: 'write', pull_requests: 'read' };
  service.world.installations = [sampleInstallation({ permissions, events: ['push', 'pull_request'] })];
  expect(await previewOf()).toEqual({ enabled: true, missing: [] });
  service.world.installations = [];
  expect(await previewOf()).toEqual({ enabled: true, missing: ['installation'] });
});

test('the list comes in pages when a limit asks for them, and is narrowed', async () => {
  service.world.connections = [1, 2, 3].map((number) =>
    sampleConnection({
      id: sampleId(30 + number),
      installationId: sampleNumber(70 + number),
      repositoryName: `Skills-${number}`,
    }),
  );
  const idsOf = async (query: string) => {
    const { connections, ...rest } = (await service.send('GET', `${path}?${query}`)).json();
    return [connections.map((one: { id: string }) => one.id), rest];
  };
  const [first, second, third] = [31, 32, 33].map((number) => sampleId(number));
  expect(await idsOf('limit=2')).toEqual([[first, second], { next_cursor: '2' }]);
  expect(await idsOf('limit=2&cursor=2')).toEqual([[third], { next_cursor: null }]);
  expect(await idsOf('installation_id=72')).toEqual([[second], {}]);
  expect(await idsOf('repo=ACME/skills-3')).toEqual([[third], {}]);
  expect(await idsOf('q=Skills-1')).toEqual([[first], {}]);
});

test.each(['limit=0', 'limit=101', 'installation_id=x', 'installation_id=-1', 'repo=acme', 'q=', 'page=2'])(
  'a list by %s is refused',
  async (query) => {
    const answer = await service.send('GET', `${path}?${query}`);
    expect([answer.status, answer.json().code]).toEqual([422, 'invalid_request']);
  },
);

describe('changing a connection', () => {
  const one = `${path}/${sampleId(30)}`;
  beforeEach(() => {
    service.world.connections = [sampleConnection()];
  });

  test('every setting is taken, alone or with others, and the last attempt is shown', async () => {
    service.world.attempts = [sampleAttempt()];
    const changes = {
      default_branch: 'release',
      skill_path: 'skills/lint',
      auto_publish: false,
      write_back_enabled: true,
      tag_pattern: 'lint@*',
      pr_preview_enabled: true,
    };
    for (const [field, value] of Object.entries(changes)) {
      const answer = await service.sendJson('PATCH', one, { [field]: value });
      expect([answer.status, answer.json()[field]]).toEqual([200, value]);
    }
    const back = { skill_path: './', tag_pattern: 'v*' };
    expect((await service.sendJson('PATCH', one, back)).json()).toMatchObject({
      ...changes,
      skill_path: '.',
      tag_pattern: 'v*',
      last_attempt: { id: sampleId(50) },
    });
  });

  test.each([
    ['nothing', {}, 'body'],
    ['an unknown field', { entry_id: sampleId(11), auto_publish: false }, 'body'],
    ['null', { skill_path: null }, 'skill_path'],
    ['a bad branch', { default_branch: 'a..b', auto_publish: false }, 'default_branch'],
    ['a bad path', { skill_path: '../x', auto_publish: false }, 'skill_path'],
    ['a bad pattern', { tag_pattern: '*a*b*c*', auto_publish: false }, 'tag_pattern'],
  ])('%s is refused, and then nothing changes', async (_what, body, field) => {
    const answer = await service.sendJson('PATCH', one, body);
    expect([answer.status, answer.json().code]).toEqual([422, 'invalid_request']);
    expect(answer.json().errors).toMatchObject([{ path: field }]);
    expect(service.world.connections).toEqual([sampleConnection()]);
  });

  test('of another organization, or unknown, is not found', async () => {
    const key = service.addKey('stranger', { organizationId: sampleId(999) });
    expect((await service.sendJson('PATCH', one, { auto_publish: false }, key)).json().code).toBe(
      'connection_not_found',
    );
    expect((await service.send('GET', one, { key })).json().code).toBe('connection_not_found');
    expect((await service.send('GET', `${path}/x`)).status).toBe(404);
    expect(service.world.connections).toEqual([sampleConnection()]);
  });
});

test('a member pauses a connection and resumes it, which wakes the dispatcher', async () => {
  service.world.connections = [sampleConnection()];
  const one = `${path}/${sampleId(30)}`;
  const paused = await service.sendJson('PATCH', one, { paused_by_member: true });
  expect([paused.status, paused.json(), service.world.wakes]).toMatchObject([
    200,
    { paused_by_member: true, paused: { reason: 'paused_by_member', fix: expect.stringContaining('Resume') } },
    0,
  ]);
  const sync = await service.sendJson('POST', `${one}/sync`, {});
  expect([sync.status, sync.json()]).toMatchObject([200, { status: 'skipped', reason: 'connection_paused' }]);
  const resumed = await service.sendJson('PATCH', one, { paused_by_member: false });
  expect([resumed.json(), service.world.wakes]).toMatchObject([{ paused_by_member: false, paused: null }, 1]);
});

test('write-back is switched, and the connection deleted, once', async () => {
  service.world.connections = [sampleConnection()];
  const one = `${path}/${sampleId(30)}`;
  const updated = await service.sendJson('PATCH', one, { write_back_enabled: true });
  expect([updated.status, updated.json()]).toMatchObject([200, { id: sampleId(30), write_back_enabled: true }]);
  const deleted = await service.send('DELETE', one);
  expect([deleted.status, deleted.json()]).toEqual([200, { deleted: true }]);
  expect((await service.send('DELETE', one)).json()).toMatchObject({ status: 404, code: 'connection_not_found' });
});

test("another organization's connections are neither listed nor found", async () => {
  service.world.connections = [sampleConnection()];
  const key = service.addKey('stranger', { organizationId: sampleId(999) });
  expect((await service.send('GET', path, { key })).json()).toEqual({ connections: [] });
  expect((await service.send('DELETE', `${path}/${sampleId(30)}`, { key })).status).toBe(404);
  expect((await service.sendJson('POST', `${path}/${sampleId(30)}/sync`, {}, key)).status).toBe(404);
});

test('a viewer reads and changes nothing', async () => {
  const key = service.addKey('viewer', { role: 'viewer' });
  expect((await service.send('GET', path, { key })).status).toBe(200);
  const answer = await service.sendJson('POST', path, wanted, key);
  expect([answer.status, answer.json().code]).toEqual([403, 'role_too_low']);
});

test('settings are read and changed by POST and PATCH', async () => {
  const settings = '/api/v1/github/settings';
  expect((await service.send('GET', settings)).json()).toEqual({ write_back_mode: 'checks' });
  expect((await service.sendJson('POST', settings, { write_back_mode: 'off' })).json()).toEqual({
    write_back_mode: 'off',
  });
  expect((await service.send('GET', settings)).json()).toEqual({ write_back_mode: 'off' });
  const both = await service.sendJson('PATCH', settings, { write_back_mode: 'checks_and_prs' });
  expect(both.json()).toEqual({ write_back_mode: 'checks_and_prs', note: expect.stringContaining('behaves as') });
});
