import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EntryEvent } from '../../../ports/registry/entry-history.ts';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { sampleEntry, sampleId, sampleTime } from '../../../test/support/sample-rows.ts';

let service: HttpService;
const path = `/api/v1/registry/${sampleId(10)}`;

beforeEach(async () => {
  service = await startHttpService();
  service.world.entries = [sampleEntry()];
});

afterEach(() => service.close());

const by = { memberId: sampleId<never>(2), name: 'ada' };
const row = { id: sampleId(80), at: sampleTime };
const events: EntryEvent[] = [
  { ...row, by, kind: 'updated', changes: { visibility: 'public', description: null } },
  { ...row, by: null, kind: 'current-moved', version: null, cause: 'yanked' },
  { ...row, by, kind: 'rolled-back', version: '1.0.0', from: '1.1.0', reason: 'It breaks.' },
  { ...row, by: null, kind: 'published', version: '1.1.0' },
  { ...row, by, kind: 'created', visibility: 'org' },
];

test('the history of an entry, each event with every key', async () => {
  const asked: unknown[] = [];
  service.deps.registry.events = async (...sent) => {
    asked.push(sent);
    return { events, nextCursor: '0.abc' };
  };
  const body = (await service.send('GET', `${path}/history?limit=5&cursor=1.xyz`)).json();
  expect(asked).toEqual([[sampleId(10), sampleId(1), { limit: 5, cursor: '1.xyz' }]]);
  const ada = { member_id: sampleId(2), name: 'ada' };
  const nothing = { version: null, from_version: null, reason: null, cause: null, changes: null };
  const told = { id: sampleId(80), at: '2026-11-21T08:00:00.000Z', ...nothing };
  expect(body).toEqual({
    events: [
      { ...told, kind: 'updated', by: ada, changes: { visibility: 'public', description: null } },
      { ...told, kind: 'current_moved', by: null, cause: 'yanked' },
      { ...told, kind: 'rolled_back', by: ada, version: '1.0.0', from_version: '1.1.0', reason: 'It breaks.' },
      { ...told, kind: 'published', by: null, version: '1.1.0' },
      { ...told, kind: 'created', by: ada, changes: { visibility: 'org' } },
    ],
    next_cursor: '0.abc',
  });
});

test('how often an entry was installed', async () => {
  const install = { install_path: '/skills', device_id: 'laptop' };
  await service.sendJson('POST', `${path}/install`, install);
  await service.sendJson('POST', `${path}/install`, install);
  const counts = { installs: 2, devices: 1, last_installed_at: null, versions: [] };
  expect((await service.send('GET', `${path}/installs`)).json()).toEqual(counts);
});

test('neither of an entry that the organization does not have', async () => {
  for (const what of ['history', 'installs']) {
    const answer = await service.send('GET', `/api/v1/registry/${sampleId(11)}/${what}`);
    expect([answer.status, answer.json().code]).toEqual([404, 'entry_not_found']);
  }
});
