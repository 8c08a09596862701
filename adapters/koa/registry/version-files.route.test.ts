import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type HttpService, startHttpService } from '../../../test/support/http-service.ts';
import { pushMetadata, skillArchive, uploadForm } from '../../../test/support/skill-archive.ts';

const skill = '---\nname: sample\ndescription: A sample.\n---\n# Sample\n<script>alert(1)</script>\n';
const binary = Buffer.from([1, 0, 2, 255]).toString('latin1');

let service: HttpService;
let entryId: string;
let hashes: { '1.0.0': string; '1.1.0': string };

beforeAll(async () => {
  service = await startHttpService();
  const files = { 'docs/ü b.md': 'Old.\n', 'gone.txt': 'Gone.\n', 'same.txt': 'Same.\n', empty: '' };
  const first = await skillArchive({ ...files, 'logo "1".png': binary }, skill);
  const answer = await service.send('POST', '/api/v1/registry', {
    body: uploadForm(pushMetadata(first, { version: '1.0.0', visibility: 'unlisted' }), first.bytes),
  });
  entryId = answer.json().entry.id;
  const large = { 'limit.txt': 'x'.repeat(2 ** 20), 'large.txt': 'x'.repeat(2 ** 20 + 1) };
  const second = await skillArchive({ 'docs/ü b.md': 'New.\n', 'same.txt': 'Same.\n', empty: '', ...large }, skill);
  await service.send('POST', `/api/v1/registry/${entryId}/versions`, {
    body: uploadForm(pushMetadata(second, { version: '1.1.0' }), second.bytes),
  });
  hashes = { '1.0.0': first.contentHash, '1.1.0': second.contentHash };
});

afterAll(() => service.close());

beforeEach(() => setVisibility('unlisted'));

function setVisibility(visibility: 'unlisted' | 'org') {
  for (const entry of service.world.entries) if (entry.id === entryId) entry.visibility = visibility;
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** With a key below the registry, and without one below the public registry. */
const readers = [
  { who: 'a member', base: '/api/v1/registry', key: undefined },
  { who: 'anybody', base: '/api/v1/registry/public', key: null },
];

describe.each(readers)('$who reads', ({ base, key, who }) => {
  const get = (path: string, headers = {}, signal: AbortSignal | null = null) =>
    service.send('GET', `${base}/${entryId}${path}`, { headers, signal, ...(key === null && { key }) });
  const content = (path: string, version = '1.0.0', headers = {}) =>
    get(`/versions/${version}/files/content?path=${encodeURIComponent(path)}`, headers);

  test('the files of a version, as its manifest has them', async () => {
    const body = (await get('/versions/1.0.0/files')).json();
    expect(body).toMatchObject({
      version: { version: '1.0.0', content_hash: hashes['1.0.0'] },
      largest_content_bytes: 1_048_576,
    });
    const paths = body.files.map((file: { path: string }) => file.path);
    expect(paths).toEqual(['SKILL.md', 'docs/ü b.md', 'empty', 'gone.txt', 'logo "1".png', 'same.txt']);
    expect(body.files[0]).toEqual({
      path: 'SKILL.md',
      size_bytes: Buffer.byteLength(skill),
      sha256: sha256(skill),
      executable: false,
    });
    const sizes = body.files.map((file: { size_bytes: number }) => file.size_bytes);
    expect(body.size_bytes).toBe(sizes.reduce((sum: number, size: number) => sum + size, 0));
  });

  test('no more than two files at once, and the next one in his turn', async () => {
    const { readFile } = service.deps.inspector;
    const [begun, all] = [[] as (() => void)[], Promise.withResolvers<void>()];
    service.deps.inspector.readFile = async (...asked) => {
      await Promise.race([new Promise<void>((resolve) => begun.push(resolve)), all.promise]);
      return await readFile(...asked);
    };
    const answers = Array.from({ length: 3 }, () => content('SKILL.md'));
    try {
      await expect.poll(() => begun.length).toBe(2);
      begun[0]?.();
      await expect.poll(() => begun.length).toBe(3);
    } finally {
      all.resolve();
      service.deps.inspector.readFile = readFile;
    }
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  test("no file once its client has left, whose place is the next one's", async () => {
    const { readFile } = service.deps.inspector;
    const client = new AbortController();
    let begun = 0;
    service.deps.inspector.readFile = async (_bytes, _file, signal) => {
      begun += 1;
      return await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    const path = '/versions/1.0.0/files/content?path=SKILL.md';
    const left = Array.from({ length: 2 }, () => get(path, {}, client.signal).catch(({ name }) => name));
    await expect.poll(() => begun).toBe(2);
    service.deps.inspector.readFile = readFile;
    const next = content('SKILL.md');
    client.abort();
    expect(await Promise.all(left)).toEqual(['AbortError', 'AbortError']);
    expect((await next).status).toBe(200);
  });

  test('nothing when others read all the time: come again', async () => {
    const slots = service.deps.readingSlots[key === null ? 'anybody' : 'members'];
    const { take } = slots;
    slots.take = async () => null;
    const answer = await content('SKILL.md');
    slots.take = take;
    expect([answer.status, answer.json().code]).toEqual([503, 'reading_busy']);
    expect(Date.parse(answer.headers.get('Retry-After') ?? '')).not.toBeNaN();
  });

  test('text as text that nothing in a browser runs', async () => {
    const answer = await content('SKILL.md');
    expect([answer.status, answer.text]).toEqual([200, skill]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable, no-transform',
      'content-length': String(Buffer.byteLength(skill)),
      etag: `"${sha256(skill)}"`,
    });
    expect(answer.headers.get('content-disposition')).toBeNull();
    expect(answer.headers.get('vary')).toBe(who === 'anybody' ? null : 'Authorization, Cookie');
    expect((await content('docs/ü b.md')).text).toBe('Old.\n');
    expect((await content('empty')).text).toBe('');
  });

  test('what is no text as an attachment', async () => {
    const answer = await content('logo "1".png');
    expect([answer.status, answer.bytes.toString('latin1')]).toEqual([200, Buffer.from(binary).toString('latin1')]);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="logo \\"1\\".png"');
  });

  test('nothing again that it has', async () => {
    const etag = `"${sha256('Same.\n')}"`;
    for (const version of ['1.0.0', '1.1.0']) {
      const answer = await content('same.txt', version, { 'If-None-Match': etag });
      expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([304, '', etag]);
    }
    expect((await content('docs/ü b.md', '1.1.0', { 'If-None-Match': `"${sha256('Old.\n')}"` })).text).toBe('New.\n');
    const head = await service.send('HEAD', `${base}/${entryId}/versions/1.0.0/files/content?path=same.txt`, {
      ...(key === null && { key }),
    });
    expect([head.status, head.text, head.headers.get('content-length')]).toEqual([200, '', '6']);
  });

  test('files up to the limit; larger ones are pointed to the download', async () => {
    expect((await content('limit.txt', '1.1.0')).bytes.length).toBe(2 ** 20);
    const answer = await content('large.txt', '1.1.0');
    expect([answer.status, answer.json().code]).toEqual([422, 'file_too_large']);
    expect(answer.json().detail).toMatch(/1048577 bytes.*Download the version/);
  });

  test('what differs between two versions, in both directions', async () => {
    const body = (await get('/compare?from=1.0.0&to=1.1.0')).json();
    const paths = (files: { path: string }[]) => files.map((file) => file.path);
    expect(body).toMatchObject({ from: { version: '1.0.0' }, to: { version: '1.1.0' }, unchanged: 3 });
    expect(paths(body.added)).toEqual(['large.txt', 'limit.txt']);
    expect(paths(body.removed)).toEqual(['gone.txt', 'logo "1".png']);
    const facts = (text: string) => ({ size_bytes: 5, sha256: sha256(text), executable: false });
    expect(body.changed).toEqual([{ path: 'docs/ü b.md', from: facts('Old.\n'), to: facts('New.\n') }]);
    const back = (await get('/compare?from=1.1.0&to=1.0.0')).json();
    expect([back.added, back.removed]).toEqual([body.removed, body.added]);
    expect((await get('/compare?from=1.0.0&to=1.0.0')).json()).toMatchObject({ changed: [], unchanged: 6 });
  });

  test('a yanked version as before', async () => {
    await service.sendJson('POST', `/api/v1/registry/${entryId}/versions/1.0.0/yank`, { reason: 'It fails.' });
    expect((await content('same.txt')).text).toBe('Same.\n');
    expect((await get('/versions/1.0.0/files')).status).toBe(200);
    await service.send('DELETE', `/api/v1/registry/${entryId}/versions/1.0.0/yank`);
  });

  test('nothing that is not there', async () => {
    const code = async (path: string) => {
      const { status, json } = await get(path);
      return `${status} ${json().code}`;
    };
    expect(await code('/versions/9.9.9/files')).toBe('404 version_not_found');
    expect(await code('/versions/%00/files')).toBe('404 version_not_found');
    expect(await code('/versions/9.9.9/files/content?path=SKILL.md')).toBe('404 version_not_found');
    for (const path of ['no.md', './SKILL.md', '../SKILL.md', '/etc/passwd', 'docs', '%00']) {
      expect(await code(`/versions/1.0.0/files/content?path=${path}`)).toBe('404 file_not_found');
    }
    expect(await code('/versions/1.0.0/files/content')).toBe('422 invalid_request');
    expect(await code('/compare?from=1.0.0&to=9.9.9')).toBe('404 version_not_found');
    expect(await code('/compare?from=9.9.9&to=1.0.0')).toBe('404 version_not_found');
    expect(await code('/compare?from=1.0.0')).toBe('422 invalid_request');
  });
});

test('what only its organization may read is not there for anybody', async () => {
  setVisibility('org');
  const paths = ['versions/1.0.0', 'versions/1.0.0/files', 'versions/1.0.0/files/content?path=SKILL.md'];
  for (const path of [...paths, 'compare?from=1.0.0&to=1.1.0']) {
    const answer = await service.send('GET', `/api/v1/registry/public/${entryId}/${path}`, { key: null });
    expect([answer.status, answer.json().code]).toEqual([404, 'entry_not_found']);
    expect((await service.send('GET', `/api/v1/registry/${entryId}/${path}`)).status).toBe(200);
  }
});

test('everybody sees what is in a public version, and not what concerns its organization', async () => {
  const path = `${entryId}/versions/1.0.0`;
  const inside = (await service.send('GET', `/api/v1/registry/${path}`)).json();
  const outside = (await service.send('GET', `/api/v1/registry/public/${path}`, { key: null })).json();
  const { change_summary, connection_id, attempt_id, pushed_by, rollback, ...seen } = inside;
  expect(outside).toEqual(seen);
  expect(outside.skill).toMatchObject({ name: 'sample', description: 'A sample.' });
});

test('a damaged archive is told, and logged for the operator', async () => {
  const path = `/api/v1/registry/${entryId}/versions/1.0.0/files/content?path=same.txt`;
  const whole = service.world.bytes.get(hashes['1.0.0']);
  if (!whole) throw new Error('no bytes');
  for (const bytes of [whole.subarray(0, 100), Buffer.from('no gzip'), gzipSync('no tar')]) {
    service.world.bytes.set(hashes['1.0.0'], bytes);
    const answer = await service.send('GET', path);
    expect([answer.status, answer.json().code]).toEqual([502, 'archive_damaged']);
    expect(answer.json().detail).toMatch(/archive of version 1\.0\.0 is damaged.*operator/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect([answer.headers.get('etag'), answer.headers.get('vary')]).toEqual([null, null]);
  }
  expect(service.logLines.filter(({ msg }) => msg === 'a file cannot be read')).toHaveLength(3);
  service.world.bytes.delete(hashes['1.0.0']);
  expect((await service.send('GET', path)).status).toBe(500);
  service.world.bytes.set(hashes['1.0.0'], whole);
  expect((await service.send('GET', path)).text).toBe('Same.\n');
});
