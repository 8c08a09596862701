import { afterEach, beforeEach, expect, test } from 'vitest';
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
  tag_pattern: 'v*',
  created_by: sampleId(2),
  created_at: '2026-11-21T08:00:00.000Z',
  updated_at: '2026-11-21T08:00:00.000Z',
  last_attempt: null,
  paused: null,
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
});

test('every setting is taken', async () => {
  const settings = {
    default_branch: 'release',
    skill_path: 'skills/lint/',
    auto_publish: false,
    write_back_enabled: true,
    tag_pattern: 'lint@*',
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
  expect(both.json()).toEqual({ write_back_mode: 'checks_and_prs', notice: expect.stringContaining('behaves as') });
});

test('installations are bound once GitHub agrees, and listed', async () => {
  service.world.installations = [];
  service.world.onGitHub.set(77, sampleInstallation());
  const body = { installation_id: 77, account_login: 'ACME', account_type: 'Organization', suspended: true };
  const bound = await service.sendJson('POST', '/api/v1/github/installations', body);
  const installation = {
    id: sampleId(40),
    installation_id: 77,
    account_login: 'acme',
    account_type: 'Organization',
    suspended: false,
    created_at: '2026-11-21T08:00:00.000Z',
    updated_at: '2026-11-21T08:00:00.000Z',
  };
  expect([bound.status, bound.json()]).toEqual([201, installation]);
  expect((await service.sendJson('POST', '/api/v1/github/installations', body)).status).toBe(200);
  const listed = await service.send('GET', '/api/v1/github/installations');
  expect(listed.json()).toEqual({ installations: [installation] });
});
