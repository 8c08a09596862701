import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { hashOf } from '../../../test/support/in-memory-ports.ts';
import { sampleEntry, sampleId, sampleSha, sampleVersion } from '../../../test/support/sample-rows.ts';

const content = 'not really a gzip stream, but bytes all the same; '.repeat(100);
const current = sampleVersion({ contentHash: hashOf(content), sizeBytes: content.length });
const pushed = sampleVersion({
  id: sampleId(21),
  version: '0.1.1795250572649',
  origin: { kind: 'client' },
  source: 'cli',
  sourceRepo: null,
  changeSummary: 'First try.',
  rolledBack: true,
  contentHash: 'e'.repeat(64),
});
const entry = {
  id: sampleId(10),
  name: 'lint-rules',
  entry_type: 'skill',
  description: null,
  visibility: 'org',
  hidden: null,
  source_repo: null,
  current_version: { id: sampleId(20), version: '1.2.0', content_hash: hashOf(content) },
  pass_rate: null,
  eval_count: 0,
};

let service: HttpService;

beforeEach(async () => {
  service = await startHttpService();
  service.world.entries = [sampleEntry({ currentVersionId: current.id })];
  service.world.versions = [current, pushed];
  service.world.bytes.set(current.contentHash, Buffer.from(content));
});

afterEach(() => service.close());

describe('reading the registry', () => {
  test('the list, and the exact name', async () => {
    expect((await service.send('GET', '/api/v1/registry')).json()).toEqual({ entries: [entry], next_cursor: null });
    expect((await service.send('GET', '/api/v1/registry?name=lint-rules')).json()).toEqual({
      entries: [entry],
      next_cursor: null,
    });
    for (const name of ['lint', 'LINT-RULES', '', '%00', 'a/b']) {
      const answer = await service.send('GET', `/api/v1/registry?name=${name}`);
      expect([answer.status, answer.json()]).toEqual([200, { entries: [], next_cursor: null }]);
    }
  });

  test('an entry with its versions', async () => {
    const pushed_at = '2026-11-21T08:00:00.000Z';
    expect((await service.send('GET', `/api/v1/registry/${entry.id}`)).json()).toEqual({
      entry,
      versions: [
        {
          id: sampleId(20),
          version: '1.2.0',
          content_hash: hashOf(content),
          is_current: true,
          rolled_back: false,
          yanked: null,
          source: 'github',
          source_ref: sampleSha('a'),
          source_repo: 'acme/skills',
          pushed_at,
        },
        {
          id: sampleId(21),
          version: '0.1.1795250572649',
          content_hash: 'e'.repeat(64),
          is_current: false,
          rolled_back: true,
          yanked: null,
          source: 'cli',
          source_ref: null,
          source_repo: null,
          pushed_at,
        },
      ],
    });
  });

  test('the history of an entry', async () => {
    const { versions } = (await service.send('GET', `/api/v1/registry/${entry.id}/versions`)).json();
    expect(versions[1]).toEqual({
      id: sampleId(21),
      content_hash: 'e'.repeat(64),
      yanked: null,
      version: '0.1.1795250572649',
      is_current: false,
      rolled_back: true,
      aggregate_pass_rate: null,
      aggregate_sessions: 0,
      change_summary: 'First try.',
      pushed_at: '2026-11-21T08:00:00.000Z',
      source: 'cli',
      source_ref: null,
      source_repo: null,
    });
  });

  test('an entry without versions has every key', async () => {
    const body = { name: 'empty', entry_type: 'skill' };
    const created = await service.sendJson('POST', '/api/v1/registry/entries', body);
    expect([created.status, created.json()]).toEqual([
      201,
      { ...entry, id: sampleId(1000), name: 'empty', current_version: null },
    ]);
    expect(created.headers.get('Location')).toBe(`${service.url}/api/v1/registry/${sampleId(1000)}`);
    const again = await service.sendJson('POST', '/api/v1/registry/entries', body);
    expect([again.status, again.json().code]).toEqual([409, 'name_taken']);
  });
});

describe('POST /api/v1/registry/sync', () => {
  const ask = async (hash: string, id: string = entry.id) => {
    const body = { installations: [{ entry_id: id, current_version_hash: hash }] };
    return (await service.sendJson('POST', '/api/v1/registry/sync', body)).json().entries;
  };

  test('an update with a link that needs no key', async () => {
    const [update] = await ask('none');
    expect(update).toEqual({
      entry_id: entry.id,
      name: 'lint-rules',
      has_update: true,
      latest_version: '1.2.0',
      latest_version_id: sampleId(20),
      latest_content_hash: hashOf(content),
      current_version: 'none',
      download_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1\/registry\/downloads\//),
    });
    const answer = await service.send('GET', update.download_url.slice(service.url.length), { key: null });
    expect([answer.status, answer.text]).toEqual([200, content]);
    expect(answer.headers.get('Content-Disposition')).toBe('attachment; filename="lint-rules-1.2.0.tar.gz"');
  });

  test('nothing is current: every key is there, empty', async () => {
    service.world.entries = [sampleEntry()];
    expect(await ask('none')).toEqual([
      {
        entry_id: entry.id,
        name: 'lint-rules',
        has_update: false,
        latest_version: null,
        latest_version_id: null,
        latest_content_hash: null,
        current_version: 'none',
        download_url: null,
      },
    ]);
  });

  test('a thousand packages are one request', async () => {
    const one = { entry_id: entry.id, current_version_hash: current.contentHash };
    const sync = (count: number) =>
      service.sendJson('POST', '/api/v1/registry/sync', { installations: Array(count).fill(one) });
    const answer = await sync(1_000);
    expect([answer.status, answer.json().entries.length]).toEqual([200, 1_000]);
    expect((await sync(1_001)).status).toBe(422);
  });

  test('unknown ids are left out', async () => {
    expect(await ask('none', sampleId(404))).toEqual([]);
    expect(await ask('none', 'no id at all')).toEqual([]);
  });

  test('a link that was changed is refused', async () => {
    const [update] = await ask('none');
    const path: string = update.download_url.slice(service.url.length);
    for (const changed of [
      path.replace(/expires=\d+/, 'expires=9999999999'),
      path.replace(/signature=./, 'signature='),
      path.replace(sampleId(20), sampleId(21)),
    ]) {
      const answer = await service.send('GET', changed, { key: null });
      expect([answer.status, answer.json().code]).toEqual([403, 'link_invalid']);
    }
  });
});

describe('downloading by key', () => {
  const path = `/api/v1/registry/${entry.id}/versions/1.2.0/download`;

  test('the bytes come as they were stored', async () => {
    const answer = await service.send('GET', path);
    expect(answer.text).toBe(content);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/gzip',
      'content-length': String(content.length),
      'content-disposition': 'attachment; filename="lint-rules-1.2.0.tar.gz"',
      etag: `"${current.contentHash}"`,
    });
    expect(answer.headers.has('Content-Encoding')).toBe(false);
  });

  test('HEAD tells the size without opening the bytes', async () => {
    service.world.bytes.clear();
    const answer = await service.send('HEAD', path);
    expect([answer.status, answer.headers.get('Content-Length')]).toEqual([200, String(content.length)]);
  });

  test('bytes that the client has are not sent again', async () => {
    const answer = await service.send('GET', path, { headers: { 'If-None-Match': `"${current.contentHash}"` } });
    expect([answer.status, answer.text]).toEqual([304, '']);
  });

  test('bytes that are missing in the store are a fault, told without details', async () => {
    service.world.bytes.clear();
    const answer = await service.send('GET', path);
    expect([answer.status, answer.json().code]).toEqual([500, 'internal_error']);
    expect(answer.text).not.toContain('artifact');
  });
});

test('an answer whose bytes break off looks cut, not complete', async () => {
  await service.close();
  async function* breaking() {
    yield Buffer.from(content.slice(0, 1_000));
    throw new Error('the disk is gone');
  }
  const artifacts = {
    open: async () => ({ sizeBytes: content.length, bytes: breaking() }),
    presign: async () => null,
    put: async () => {
      throw new Error('nothing is stored');
    },
  };
  service = await startHttpService({ artifacts });
  service.world.entries = [sampleEntry({ currentVersionId: current.id })];
  service.world.versions = [current];
  await expect(service.send('GET', `/api/v1/registry/${entry.id}/versions/1.2.0/download`)).rejects.toThrow();
  expect((await service.send('GET', '/healthz')).status).toBe(200);
});
