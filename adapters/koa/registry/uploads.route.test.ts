import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adminKey, type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { hashOf } from '../../../test/support/in-memory-ports.ts';
import { sampleEntry, sampleId } from '../../../test/support/sample-rows.ts';
import { pushMetadata, type SkillArchive, skillArchive, uploadForm } from '../../../test/support/skill-archive.ts';

const path = '/api/v1/registry';
const entryId = sampleId(10);
const versions = `${path}/${entryId}/versions`;

let service: HttpService;
let archive: SkillArchive;

beforeEach(async () => {
  service = await startHttpService();
  archive = await skillArchive({ 'scripts/run.sh': 'echo run\n' });
});

afterEach(() => service.close());

const metadata = (more: Record<string, unknown> = {}) => pushMetadata(archive, { version: '0.1.1', ...more });
const push = async (to: string, form: FormData) => service.send('POST', to, { body: form });

describe('pushing a new entry', () => {
  test('makes it with its first version, and serves the very bytes', async () => {
    const form = uploadForm(metadata({ change_summary: 'First.', source_repo: 'acme/skills' }), archive.bytes);
    const made = await push(path, form);
    expect([made.status, made.headers.get('Location')]).toEqual([201, `${service.url}${path}/${sampleId(1000)}`]);
    const version = {
      id: expect.any(String),
      version: '0.1.1',
      content_hash: archive.contentHash,
      is_current: true,
      rolled_back: false,
      yanked: null,
      source: 'cli',
      source_ref: null,
      source_repo: 'acme/skills',
      pushed_at: expect.any(String),
    };
    const entry = {
      id: sampleId(1000),
      name: 'sample',
      entry_type: 'skill',
      description: 'A sample.',
      visibility: 'org',
      hidden: null,
      source_repo: 'acme/skills',
      current_version: { id: expect.any(String), version: '0.1.1', content_hash: archive.contentHash },
      pass_rate: null,
      eval_count: 0,
    };
    expect(made.json()).toEqual({ entry, version });
    const download = await service.send('GET', `${path}/${sampleId(1000)}/versions/0.1.1/download`);
    expect(hashOf(download.bytes)).toBe(archive.contentHash);
  });

  test('the archive may come before the metadata, and unknown keys are left alone', async () => {
    const form = uploadForm(metadata({ client: 'later' }), archive.bytes, ['archive', 'metadata']);
    expect((await push(path, form)).status).toBe(201);
  });

  test('a taken name is refused and changes nothing', async () => {
    service.world.entries = [sampleEntry({ name: 'sample' })];
    const answer = await push(path, uploadForm(metadata(), archive.bytes));
    expect([answer.status, answer.json().code]).toEqual([409, 'name_taken']);
    expect(service.world.versions).toEqual([]);
  });

  test.each([
    [{ name: 'no name' }, 'name'],
    [{ entry_type: 'agent' }, 'entry_type'],
    [{ version: '-1' }, 'version'],
    [{ content_hash: 'A'.repeat(64) }, 'content_hash'],
    [{ file_manifest: [{ path: 'SKILL.md' }] }, 'file_manifest.0.hash'],
    [{ visibility: 'secret' }, 'visibility'],
  ])('metadata %j cannot be taken', async (wrong, field) => {
    const answer = await push(path, uploadForm(metadata(wrong), archive.bytes));
    expect([answer.status, answer.json().code]).toEqual([422, 'invalid_request']);
    expect(answer.json().errors[0].path).toBe(field);
    expect(service.world.entries).toEqual([]);
  });
});

describe('pushing a version', () => {
  beforeEach(() => {
    service.world.entries = [sampleEntry()];
  });

  test('it is current at once; again with the same bytes: 200, with others: 409', async () => {
    expect((await push(versions, uploadForm(metadata(), archive.bytes))).status).toBe(201);
    const more = await skillArchive({ more: 'x' });
    const second = await push(versions, uploadForm(pushMetadata(more, { version: '0.1.2' }), more.bytes));
    expect([second.status, second.json().version.is_current]).toEqual([201, true]);
    const again = await push(versions, uploadForm(metadata(), archive.bytes));
    expect([again.status, again.json().version]).toMatchObject([200, { version: '0.1.1', is_current: false }]);
    expect(again.json().entry.current_version.version).toBe('0.1.2');
    const taken = await push(versions, uploadForm(pushMetadata(more, { version: '0.1.1' }), more.bytes));
    expect([taken.status, taken.json().code]).toEqual([409, 'version_taken']);
    expect(service.world.versions).toHaveLength(2);
  });

  test("an unknown entry, or another organization's, is not found before the body is read", async () => {
    service.world.entries.push(sampleEntry({ id: sampleId(11), organizationId: sampleId(999) }));
    for (const id of [sampleId(404), sampleId(11)]) {
      const answer = await push(`${path}/${id}/versions`, uploadForm('{', Buffer.from('x')));
      expect([answer.status, answer.json().code]).toEqual([404, 'entry_not_found']);
    }
  });

  test.each([
    ['viewer', {}, 'role_too_low'],
    ['admin', { permissions: [] }, 'permission_missing'],
    ['admin', { plan: 'free' }, 'plan_required'],
  ] as const)('is refused to %s %j', async (role, over, code) => {
    const key = service.addKey(`push-${code}`, { role, ...over });
    for (const to of [path, versions]) {
      const answer = await service.send('POST', to, { key, body: uploadForm(metadata(), archive.bytes) });
      expect([answer.status, answer.json().code]).toEqual([403, code]);
    }
  });

  const refused = async (form: FormData) => {
    const answer = await push(versions, form);
    expect(service.world.versions).toEqual([]);
    return [answer.status, answer.json().code, answer.json().detail];
  };

  test('another content_hash than that of the bytes', async () => {
    const form = uploadForm(metadata({ content_hash: 'a'.repeat(64) }), archive.bytes);
    expect(await refused(form)).toEqual([422, 'content_hash_mismatch', expect.stringContaining(archive.contentHash)]);
  });

  test('a manifest that names other files', async () => {
    const wrong = archive.manifest.map((file) => (file.path === 'SKILL.md' ? { ...file, path: 'OTHER.md' } : file));
    const form = uploadForm(metadata({ file_manifest: wrong }), archive.bytes);
    expect(await refused(form)).toEqual([422, 'manifest_mismatch', expect.stringMatching(/OTHER\.md .*SKILL\.md /)]);
  });

  test('an archive with problems says each with its path', async () => {
    const bad = await skillArchive({ 'server.pem': 'x', '.env': 'x' });
    const answer = await push(versions, uploadForm(pushMetadata(bad, { version: '1' }), bad.bytes));
    expect([answer.status, answer.json().code]).toEqual([422, 'key_material']);
    expect(answer.json().errors.map((error: { path: string }) => error.path)).toEqual(['./server.pem', './.env']);
  });

  test('a SKILL.md with problems says where', async () => {
    const bad = await skillArchive({}, '---\nname: Not A Name\n---\n');
    const answer = await push(versions, uploadForm(pushMetadata(bad, { version: '1' }), bad.bytes));
    expect([answer.status, answer.json().code]).toEqual([422, 'skill_md_invalid']);
    expect(answer.json().errors.map((error: { path: string }) => error.path)).toEqual(['SKILL.md:2:1', 'SKILL.md:1:1']);
  });

  test('bytes that are no gzip, before and after the metadata; nothing of them is kept', async () => {
    for (const order of [['archive', 'metadata'] as const, ['metadata', 'archive'] as const]) {
      const form = uploadForm(metadata(), Buffer.alloc(3_000_000, 'no gzip'), [...order]);
      expect((await refused(form)).slice(0, 2)).toEqual([422, 'archive_malformed']);
    }
    expect(service.world.bytes.size).toBe(0);
  });

  test('an archive larger than allowed is refused as such, and still answered', async () => {
    const noise = () => randomBytes(1_450_000).toString('base64');
    const large = await skillArchive(Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`f${n}`, noise()])));
    expect(large.bytes.length).toBeGreaterThan(16 * 2 ** 20);
    const form = uploadForm(pushMetadata(large, { version: '1' }), large.bytes);
    expect((await refused(form)).slice(0, 2)).toEqual([422, 'archive_too_large']);
  });
});

describe('a body that is no such upload', () => {
  const code = async (init: RequestInit) => {
    const answer = await service.send('POST', path, init);
    return [answer.status, answer.json().code];
  };
  const form = (...parts: [string, string][]) => {
    const made = new FormData();
    for (const [name, value] of parts) made.append(name, value);
    return made;
  };

  test.each([
    [
      'of another type',
      { body: '{}', headers: { 'Content-Type': 'application/json' } },
      [415, 'media_type_unsupported'],
    ],
    [
      'without a boundary',
      { body: 'x', headers: { 'Content-Type': 'multipart/form-data' } },
      [415, 'media_type_unsupported'],
    ],
    [
      'with a boundary that never comes',
      { body: 'no parts', headers: { 'Content-Type': 'multipart/form-data; boundary=b' } },
      [400, 'multipart_malformed'],
    ],
    [
      'that ends in the middle of a part',
      {
        body: '--b\r\nContent-Disposition: form-data; name="metadata"\r\n\r\n{',
        headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
      },
      [400, 'multipart_malformed'],
    ],
    [
      'that is encoded',
      { body: 'x', headers: { 'Content-Type': 'multipart/form-data; boundary=b', 'Content-Encoding': 'gzip' } },
      [415, 'encoding_unsupported'],
    ],
    ['without an archive', { body: form(['metadata', '{"name":"a"}']) }, [422, 'invalid_request']],
    ['without any part', { body: form() }, [422, 'invalid_request']],
    ['with broken JSON', { body: form(['metadata', '{']) }, [400, 'json_malformed']],
    ['with a part of another name', { body: form(['file', 'x']) }, [422, 'invalid_request']],
    ['with a part twice', { body: form(['archive', 'x'], ['archive', 'x']) }, [422, 'archive_malformed']],
  ] as [string, RequestInit, unknown[]][])('%s', async (_, init, expected) => {
    expect(await code(init)).toEqual(expected);
  });

  test('that is far too large is not read to its end', async () => {
    const large = uploadForm(metadata({ client: 'x'.repeat(6 * 2 ** 20) }), archive.bytes);
    expect(await code({ body: large })).toEqual([413, 'body_too_large']);
  });

  test('whose client goes away ends what was being stored, and leaves the service well', async () => {
    await service.close();
    const ended = Promise.withResolvers<unknown>();
    const put = async (bytes: AsyncIterable<Uint8Array>): Promise<never> => {
      await buffer(bytes).catch(ended.resolve);
      throw await ended.promise;
    };
    service = await startHttpService({ artifacts: { put, open: async () => null, presign: async () => null } });
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const head = [
      `POST ${path} HTTP/1.1`,
      `Host: ${hostname}`,
      `Authorization: Bearer ${adminKey}`,
      'Content-Type: multipart/form-data; boundary=b',
      'Content-Length: 100000',
      '',
      '--b',
      'Content-Disposition: form-data; name="archive"; filename="a"',
      '',
      '',
    ];
    socket.write(head.join('\r\n'));
    socket.write(archive.bytes.subarray(0, 50));
    await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
    expect(await ended.promise).toMatchObject({ code: 'body_incomplete' });
    expect((await service.send('GET', '/healthz')).status).toBe(200);
    expect(service.logLines.filter(({ level }) => level === 50)).toEqual([]);
  });
});
