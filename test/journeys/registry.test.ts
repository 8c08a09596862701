import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { onEmbeddedEngine } from '../support/engines.ts';
import { temporaryFolder } from '../support/git.ts';
import { attemptDone, connectRepository, push, versionsOf } from '../support/skill-repository.ts';

// What a registry client of today reads, and a later one checks strictly: every key is there, null where empty. Keys that
// came since are allowed beside them.
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const entryShape = z.object({
  id: z.uuid(),
  name: z.string(),
  entry_type: z.string(),
  description: z.string().nullable(),
  visibility: z.enum(['public', 'org', 'unlisted']),
  source_repo: z.string().nullable(),
  current_version: z.object({ id: z.uuid(), version: z.string(), content_hash: hash }).nullable(),
  pass_rate: z.number().nullable(),
  eval_count: z.number(),
});
const shapes = {
  list: z.object({ entries: z.array(entryShape) }),
  detail: z.object({
    entry: entryShape,
    versions: z.array(
      z.object({
        id: z.uuid(),
        version: z.string(),
        content_hash: hash,
        is_current: z.boolean(),
        source: z.enum(['cli', 'github', 'github-direct']),
        source_ref: z.string().nullable(),
        source_repo: z.string().nullable(),
        pushed_at: z.iso.datetime(),
      }),
    ),
  }),
  history: z.object({
    versions: z.array(
      z.object({
        version: z.string(),
        is_current: z.boolean(),
        rolled_back: z.boolean(),
        aggregate_pass_rate: z.number().nullable(),
        aggregate_sessions: z.number(),
        change_summary: z.string().nullable(),
        pushed_at: z.iso.datetime(),
        source: z.string(),
        source_ref: z.string().nullable(),
        source_repo: z.string().nullable(),
      }),
    ),
  }),
  sync: z.object({
    entries: z.array(
      z.object({
        entry_id: z.uuid(),
        name: z.string(),
        has_update: z.boolean(),
        latest_version: z.string().nullable(),
        latest_version_id: z.uuid().nullable(),
        latest_content_hash: hash.nullable(),
        current_version: z.string(),
        download_url: z.url().nullable(),
      }),
    ),
  }),
  installed: z.object({ data: z.object({ id: z.uuid() }) }),
};

onEmbeddedEngine('the registry', ({ system }) => {
  const api = '/api/v1/registry';
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await system().api.request(method, `${api}${path}`, body);
    return { status: answer.status, json: JSON.parse(await answer.text()) as unknown };
  };
  const get = async <Shape extends z.ZodType>(path: string, shape: Shape) =>
    shape.parse((await call('GET', path)).json);
  const sync = async (entry_id: string, current_version_hash: string) => {
    const body = { installations: [{ entry_id, current_version_hash }] };
    const [update] = shapes.sync.parse((await call('POST', '/sync', body)).json).entries;
    if (!update) throw new Error('no update');
    return update;
  };

  /** Packs a folder as the client does, with the system's tar, and sends it in two parts. */
  async function pushFolder(path: string, name: string, version: string, files: Record<string, string>) {
    const folder = await temporaryFolder();
    const skill = `---\nname: ${name}\ndescription: What ${name} does.\n---\n`;
    const all: Record<string, string> = { 'SKILL.md': skill, ...files };
    for (const [file, content] of Object.entries(all)) await folder.write(`skill/${file}`, content);
    const tar = ['czf', `${folder.path}/a.tar.gz`, '-C', `${folder.path}/skill`, '--exclude=.git', '.'];
    await promisify(execFile)('tar', tar);
    const archive = await readFile(`${folder.path}/a.tar.gz`);
    await folder.remove();
    const file_manifest = Object.entries(all).map(([file, content]) => ({
      path: file,
      hash: sha256(content),
      size: Buffer.byteLength(content),
    }));
    const content_hash = sha256(archive);
    const description = `What ${name} does.`;
    const metadata = { name, entry_type: 'skill', description, version, file_manifest, content_hash };
    const form = new FormData();
    form.append('metadata', JSON.stringify(metadata));
    form.append('archive', new Blob([new Uint8Array(archive)], { type: 'application/gzip' }), `${name}.tar.gz`);
    const answer = await fetch(`${system().url}${api}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${system().environment.WAYBILL_FIRST_API_KEY}` },
      body: form,
    });
    return { status: answer.status, text: await answer.text(), archive, contentHash: content_hash };
  }

  test('push, list, sync, download, install, push again, roll back: as a registry client calls them', async () => {
    const name = 'pushed-skill';
    expect((await get(`?name=${name}`, shapes.list)).entries).toEqual([]);
    const first = await pushFolder('', name, '0.1.1795250572001', { 'scripts/run.sh': 'echo 1\n' });
    expect([first.status, first.text.includes('error')]).toEqual([201, false]);
    expect((await pushFolder('', name, '0.1.9', {})).status).toBe(409);
    const [entry] = (await get(`?name=${name}`, shapes.list)).entries;
    const id = entry?.id ?? '';
    expect(entry).toMatchObject({ name, description: `What ${name} does.`, visibility: 'org', eval_count: 0 });
    expect(entry?.current_version).toMatchObject({ version: '0.1.1795250572001', content_hash: first.contentHash });
    expect((await get(`/${id}`, shapes.detail)).versions).toHaveLength(1);

    const fresh = await sync(id, 'none');
    expect(fresh).toMatchObject({ has_update: true, current_version: 'none', latest_content_hash: first.contentHash });
    const download = await fetch(fresh.download_url ?? '');
    expect(download.headers.get('content-encoding')).toBe(null);
    const bytes = Buffer.from(await download.arrayBuffer());
    expect(bytes.equals(first.archive)).toBe(true);

    const receipt = {
      install_path: '/tmp/x',
      device_id: 'laptop',
      installed_content_hash: first.contentHash,
      receipt_id: 'r1',
    };
    const installed = await call('POST', `/${id}/install`, receipt);
    expect(installed.status).toBe(200);
    shapes.installed.parse(installed.json);
    expect(await call('POST', `/${id}/install`, receipt)).toEqual(installed);

    const second = await pushFolder(`/${id}/versions`, name, '0.1.1795250572002', { 'scripts/run.sh': 'echo 2\n' });
    expect(second.status).toBe(201);
    expect((await sync(id, first.contentHash)).has_update).toBe(true);
    expect(await sync(id, second.contentHash)).toMatchObject({
      has_update: false,
      current_version: '0.1.1795250572002',
    });
    const other = await pushFolder(`/${id}/versions`, name, '0.1.1795250572002', { 'scripts/run.sh': 'echo 3\n' });
    expect([other.status, other.text]).toEqual([409, expect.stringContaining('version_taken')]);

    expect((await call('POST', `/${id}/rollback`, {})).status).toBe(200);
    const back = await sync(id, second.contentHash);
    expect(back).toMatchObject({ has_update: true, latest_version: '0.1.1795250572001' });
    expect(Buffer.from(await (await fetch(back.download_url ?? '')).arrayBuffer()).equals(first.archive)).toBe(true);
    expect((await sync(id, first.contentHash)).has_update).toBe(false);
    const { versions } = await get(`/${id}/versions`, shapes.history);
    expect(versions.map((version) => [version.version, version.is_current, version.rolled_back])).toEqual([
      ['0.1.1795250572002', false, true],
      ['0.1.1795250572001', true, false],
    ]);
    expect((await call('POST', `/${id}/rollback`, { target_version: '9' })).status).toBe(404);
  });

  test('a push by a client, a rollback, a newer commit and a yank move one pointer', async () => {
    const repository = await connectRepository(system(), { name: 'rolled' });
    const id = repository.entryId;
    const shown = async () => (await get(`/${id}`, shapes.detail)).entry.current_version?.version;
    const first = await push(system(), repository, { 'first.md': 'First.\n' });
    const before = (await attemptDone(system(), repository, { ref: 'refs/heads/main', commit: first })).version;
    expect(await shown()).toBe(before);
    const client = await pushFolder(`/${id}/versions`, 'rolled', '1.0.0', { 'only.md': 'By the client.\n' });
    expect([client.status, await shown()]).toEqual([201, '1.0.0']);
    expect((await call('POST', `/${id}/rollback`, {})).status).toBe(200);
    expect(await shown()).toBe(before);
    const sha = await push(system(), repository, { 'newer.md': 'A newer commit.\n' });
    const attempt = await attemptDone(system(), repository, { ref: 'refs/heads/main', commit: sha });
    expect(await shown()).toBe(attempt.version);
    const provenance = (await call('GET', `/${id}/versions/${attempt.version}`)).json;
    expect(provenance).toMatchObject({
      attempt_id: attempt.id,
      source_ref: sha,
      connection_id: repository.connectionId,
    });
    expect((await call('POST', `/${id}/versions/${attempt.version}/yank`, { reason: 'It leaks.' })).status).toBe(200);
    expect(await shown()).toBe(before);
    expect(await versionsOf(system(), repository)).toContain(`*${before}`);
  });

  test('an upload that is no archive is refused while it comes, and leaves nothing', async () => {
    const form = new FormData();
    form.append('archive', new Blob([Buffer.alloc(20 * 2 ** 20, 'x')]), 'a.tar.gz');
    const answer = await fetch(`${system().url}${api}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${system().environment.WAYBILL_FIRST_API_KEY}` },
      body: form,
    });
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('archive_malformed')]);
    expect((await get('?q=sample', shapes.list)).entries).toEqual([]);
  });
});

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
