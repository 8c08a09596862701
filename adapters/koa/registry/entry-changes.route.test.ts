import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { sampleConnection, sampleEntry, sampleId, sampleVersion } from '../../../test/support/sample-rows.ts';

const content = 'not really a gzip stream';
const older = sampleVersion({ id: sampleId(21), version: '1.1.0', contentHash: 'f'.repeat(64) });
const current = sampleVersion();
const entryPath = `/api/v1/registry/${sampleId(10)}`;

let service: HttpService;

beforeEach(async () => {
  service = await startHttpService();
  service.world.entries = [sampleEntry({ currentVersionId: current.id })];
  service.world.versions = [{ ...current, sizeBytes: content.length }, { ...older }];
  service.world.bytes.set(current.contentHash, Buffer.from(content));
});

afterEach(() => service.close());

const post = (path: string, body: unknown, key?: string) => service.sendJson('POST', `${entryPath}${path}`, body, key);
const shown = async () => (await service.send('GET', entryPath)).json();

/** What sentences that people read on pages do without. */
const forPrograms = /\b(GET|POST) |[a-z]_[a-z]/;

describe('POST /rollback', () => {
  test('to a version; back again; and what is refused', async () => {
    const back = await post('/rollback', { target_version: '1.1.0', reason: 'It breaks.' });
    expect([back.status, back.json()]).toMatchObject([
      200,
      {
        entry: { id: sampleId(10), current_version: { version: '1.1.0' } },
        version: { version: '1.1.0', is_current: true, rolled_back: false },
        rolled_back: { version: '1.2.0', is_current: false, rolled_back: true },
      },
    ]);
    const code = async (body: unknown) => {
      const answer = await post('/rollback', body);
      return [answer.status, answer.json().code];
    };
    expect(await code({ target_version: '1.1.0' })).toEqual([409, 'already_current']);
    expect(await code({ target_version: '9' })).toEqual([404, 'version_not_found']);
    expect(await code({})).toEqual([409, 'nothing_to_roll_back']);
    expect(await code({ to: '1.1.0' })).toEqual([422, 'invalid_request']);
    expect((await service.send('POST', `${entryPath}/rollback`)).json().code).toBe('nothing_to_roll_back');
    for (const target_version of ['1.1.0', '9', null]) {
      expect((await post('/rollback', { target_version })).json().detail).not.toMatch(forPrograms);
    }
    await post('/versions/1.2.0/yank', { reason: 'x' });
    expect(await code({ target_version: '1.2.0' })).toEqual([409, 'version_yanked']);
  });
});

test.each([
  `/${sampleId(404)}`,
  `/public/${sampleId(404)}`,
  '/none',
  `/${sampleId(404)}/rollback`,
  `/${sampleId(10)}/versions/9`,
  `/${sampleId(10)}/versions/9/files`,
  `/${sampleId(10)}/versions/9/download`,
])('what is not there is said in words that people can use, at %s', async (path) => {
  const answer = await service.send('GET', `/api/v1/registry${path}`);
  expect(answer.status).toBe(404);
  expect(answer.json().detail).not.toMatch(forPrograms);
});

test('it is told which version a rollback without a target goes to', async () => {
  const target = async () => {
    const answer = await service.send('GET', `${entryPath}/rollback`);
    return answer.json().target_version;
  };
  expect(await target()).toBeNull();
  await post('/versions/1.2.0/yank', { reason: 'It leaks.' });
  await service.send('DELETE', `${entryPath}/versions/1.2.0/yank`);
  expect(await target()).toBe('1.1.0');
  expect((await post('/rollback', {})).json().version.version).toBe('1.1.0');
  // What was left by the rollback does not count.
  expect(await target()).toBeNull();
});

describe('a yank', () => {
  const path = '/versions/1.2.0/yank';

  test('is shown with its reason, is offered to nobody, and its bytes stay', async () => {
    const yanked = await post(path, { reason: 'It leaks.' });
    expect([yanked.status, yanked.json().version]).toMatchObject([
      200,
      { is_current: false, yanked: { reason: 'It leaks.' } },
    ]);
    expect((await shown()).entry.current_version.version).toBe('1.1.0');
    const { versions } = (await service.send('GET', `${entryPath}/versions`)).json();
    expect(versions[0].yanked).toEqual({ reason: 'It leaks.', at: expect.any(String) });
    const asked = ['none', older.contentHash, current.contentHash].map((hash) => {
      return { entry_id: sampleId(10), current_version_hash: hash };
    });
    const sync = await service.sendJson('POST', '/api/v1/registry/sync', { installations: asked });
    const latest_version = '1.1.0';
    expect(sync.json().entries).toMatchObject([
      { has_update: true, latest_version },
      { has_update: false, latest_version },
      { has_update: true, latest_version, current_version: '1.2.0' },
    ]);
    expect((await service.send('GET', `${entryPath}/versions/1.2.0/download`)).text).toBe(content);
    const back = await service.send('DELETE', `${entryPath}${path}`);
    expect([back.status, back.json().version]).toMatchObject([200, { is_current: true, yanked: null }]);
  });

  test('needs a reason and a version', async () => {
    expect((await post(path, {})).status).toBe(422);
    expect((await post(path, { reason: '' })).status).toBe(422);
    expect((await post('/versions/9/yank', { reason: 'x' })).json().code).toBe('version_not_found');
    expect((await service.send('DELETE', `${entryPath}/versions/9/yank`)).json().code).toBe('version_not_found');
  });
});

describe('POST /install', () => {
  const body = {
    install_path: '/home/ada/.skills/a',
    device_id: 'laptop',
    installed_content_hash: current.contentHash,
  };

  test('answers an id; the same receipt again the same one', async () => {
    const first = await post('/install', { ...body, receipt_id: 'r1' });
    expect([first.status, first.json()]).toEqual([200, { data: { id: expect.any(String) } }]);
    expect((await post('/install', { ...body, receipt_id: 'r1' })).json()).toEqual(first.json());
    expect((await post('/install', { ...body, receipt_id: 'r2' })).json()).not.toEqual(first.json());
    expect((await post('/install', { install_path: '/a', device_id: 'd' })).status).toBe(200);
    expect((await post('/install', { install_path: '/a' })).status).toBe(422);
  });

  test('is for members, not for viewers', async () => {
    expect((await post('/install', body, service.addKey('viewer', { role: 'viewer' }))).status).toBe(403);
    const member = service.addKey('member', { role: 'member', permissions: [], plan: 'free' });
    expect((await post('/install', body, member)).status).toBe(200);
  });
});

describe('PATCH', () => {
  const patch = (body: unknown) => service.sendJson('PATCH', entryPath, body);

  test('changes visibility and description', async () => {
    service.world.connections = [sampleConnection({ repositoryPrivate: false })];
    const answer = await patch({ visibility: 'unlisted', description: 'Better.' });
    expect([answer.status, answer.json()]).toMatchObject([200, { visibility: 'unlisted', description: 'Better.' }]);
    expect((await patch({ description: null })).json()).toMatchObject({ visibility: 'unlisted', description: null });
    expect((await patch({ name: 'other' })).status).toBe(422);
  });

  test('asks before a private repository is shown to everybody', async () => {
    service.world.connections = [sampleConnection({ repositoryPrivate: true })];
    const refused = await patch({ visibility: 'public' });
    expect([refused.status, refused.json().code]).toEqual([409, 'confirm_public_required']);
    service.world.connections = [];
    expect((await patch({ visibility: 'public' })).json().detail).toContain('private, or not known to be public');
    expect((await patch({ visibility: 'public', confirm_public: true })).status).toBe(200);
  });

  test('a hidden entry says why', async () => {
    service.world.entries = [sampleEntry({ visibility: 'public', hiddenReason: 'source_made_private' })];
    expect((await shown()).entry.hidden).toMatchObject({ reason: 'source_made_private', fix: expect.any(String) });
    expect((await patch({ visibility: 'public' })).json().detail).toContain('was made private');
  });
});

test('every change is for admins with the permission to push, and only in their organization', async () => {
  const calls: [string, string, unknown][] = [
    ['POST', '/rollback', {}],
    ['POST', '/versions/1.2.0/yank', { reason: 'x' }],
    ['DELETE', '/versions/1.2.0/yank', undefined],
    ['PATCH', '', { description: 'x' }],
  ];
  const weak = [
    service.addKey('member', { role: 'member' }),
    service.addKey('unpermitted', { permissions: [] }),
    service.addKey('free', { plan: 'free' }),
  ];
  const stranger = service.addKey('stranger', { organizationId: sampleId(999) });
  for (const [method, path, body] of calls) {
    for (const key of weak) expect((await service.sendJson(method, `${entryPath}${path}`, body, key)).status).toBe(403);
    expect((await service.sendJson(method, `${entryPath}${path}`, body, stranger)).json().code).toBe('entry_not_found');
  }
});

test('a version with its provenance in full', async () => {
  const answer = await service.send('GET', `${entryPath}/versions/1.2.0`);
  expect([answer.status, answer.json()]).toMatchObject([
    200,
    {
      version: '1.2.0',
      source: 'github',
      source_tag: 'v1.2.0',
      connection_id: sampleId(30),
      attempt_id: null,
      tar_hash: '2'.repeat(64),
      size: content.length,
      compressor: 'zlib 1.3.1',
      skill: { name: 'sample', license: null },
      rollback: null,
    },
  ]);
  expect((await service.send('GET', `${entryPath}/versions/9`)).json().code).toBe('version_not_found');
});

describe('the public registry', () => {
  const path = '/api/v1/registry/public';
  const read = async (to: string) => {
    const answer = await service.send('GET', to, { key: null });
    return [answer.status, answer.status === 200 ? answer.json() : answer.json().code];
  };

  test('lists what is public and not hidden, with its organization, and finds it by text', async () => {
    service.world.entries = [
      sampleEntry({ visibility: 'public', description: 'Finds dead code.' }),
      sampleEntry({ id: sampleId(11), name: 'zeta', visibility: 'public', organizationId: sampleId(999) }),
      sampleEntry({ id: sampleId(12), name: 'hidden', visibility: 'public', hiddenReason: 'source_made_private' }),
      sampleEntry({ id: sampleId(13), name: 'inside', visibility: 'org' }),
      sampleEntry({ id: sampleId(14), name: 'unlisted', visibility: 'unlisted' }),
    ];
    const names = async (query: string) => {
      const [status, body] = await read(`${path}${query}`);
      return status === 200 ? body.entries.map((entry: { name: string }) => entry.name) : body;
    };
    expect(await names('')).toEqual(['lint-rules', 'zeta']);
    expect(await names('?q=DEAD')).toEqual(['lint-rules']);
    const [, first] = await read(`${path}?limit=1`);
    expect(first.entries[0].organization_name).toBe('Acme');
    expect(first.entries[0]).not.toHaveProperty('hidden');
    expect(await names(`?limit=1&cursor=${first.next_cursor}`)).toEqual(['zeta']);
    expect(await names('?limit=0')).toBe('invalid_request');
  });

  test.each([
    ['public', null, 200],
    ['unlisted', null, 200],
    ['org', null, 404],
    ['public', 'source_made_private', 404],
  ] as const)(
    'an entry that is %s, hidden: %s, answers %i with all that belongs to it',
    async (visibility, hiddenReason, status) => {
      service.world.entries = [sampleEntry({ visibility, hiddenReason, currentVersionId: current.id })];
      const entry = `${path}/${sampleId(10)}`;
      for (const part of ['', '/versions', '/versions/1.2.0/download']) {
        for (const key of [null, service.addKey(`stranger${part.length}`, { organizationId: sampleId(999) })]) {
          expect((await service.send('GET', `${entry}${part}`, { key })).status).toBe(status);
        }
      }
      const bytes = await service.send('GET', `${entry}/versions/1.2.0/download`, { key: null });
      if (status === 200)
        expect([bytes.text, bytes.headers.get('Cache-Control')]).toMatchObject([
          content,
          expect.stringContaining('immutable'),
        ]);
      const stranger = service.addKey('stranger', { organizationId: sampleId(999) });
      expect((await service.send('GET', entryPath, { key: stranger })).status).toBe(404);
    },
  );
});

test('the organization searches its own entries page by page', async () => {
  const named = (number: number, name: string) => sampleEntry({ id: sampleId(number), name });
  service.world.entries = [named(10, 'alpha'), named(11, 'beta'), named(12, 'alphabet')];
  const list = async (query: string) => {
    const body = (await service.send('GET', `/api/v1/registry${query}`)).json();
    return [body.entries.map((entry: { name: string }) => entry.name), body.next_cursor === null];
  };
  expect(await list('?q=ALPHA')).toEqual([['alpha', 'alphabet'], true]);
  expect(await list('?limit=2')).toEqual([['alpha', 'alphabet'], false]);
  expect(await list('?name=beta&q=alpha')).toEqual([[], true]);
});
