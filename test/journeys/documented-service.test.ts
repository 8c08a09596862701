import { expect, test } from 'vitest';
import { onEmbeddedEngine } from '../support/engines.ts';
import {
  attemptDone,
  commitVersionOf,
  connectRepository,
  inboxDone,
  newAccount,
  push,
  repositoryName,
  skillFile,
  tag,
} from '../support/skill-repository.ts';
import { owner } from '../support/waybill-system.ts';

// What the published documents of the service say of its API and its set-up, in their order. Fields and values are
// theirs; where this service differs, the README's compatibility table says so.

const main = 'refs/heads/main';
type Json = Record<string, unknown>;

const connectionFields = [
  ...['id', 'org_id', 'entry_id', 'entry_name', 'installation_id', 'repo_owner', 'repo_name', 'repo_full_name'],
  ...['default_branch', 'skill_path', 'auto_publish', 'write_back_enabled', 'tag_pattern', 'created_by', 'created_at'],
  ...['updated_at', 'last_attempt'],
];
const installationFields = [
  ...['id', 'installation_id', 'account_login', 'account_type', 'suspended', 'created_at', 'updated_at'],
];
const repositoryFields = [
  ...['id', 'full_name', 'owner', 'name', 'visibility', 'default_branch', 'html_url', 'pushed_at'],
  'connected_elsewhere',
];
const syncFields = [
  ...['connection_id', 'status', 'version', 'source_ref', 'published_at', 'message', 'write_back_status'],
  ...['check_run_id', 'status_context'],
];

onEmbeddedEngine('the documented service', ({ system }) => {
  const control = () => system().github.control;
  const call = async (method: string, path: string, body?: unknown): Promise<{ status: number; json: Json }> => {
    const answer = await system().api.request(method, path, body);
    return { status: answer.status, json: (await answer.json()) as Json };
  };
  const expectFields = (json: unknown, fields: string[]) => {
    expect(Object.keys(json as Json)).toEqual(expect.arrayContaining(fields));
  };

  test('settings: the mode is read with GET and changed with POST, to each of the three values', async () => {
    for (const mode of ['off', 'checks_and_prs', 'checks']) {
      const changed = await call('POST', '/api/v1/github/settings', { write_back_mode: mode });
      const read = await call('GET', '/api/v1/github/settings');
      expect([changed.status, changed.json.write_back_mode, read.json.write_back_mode]).toEqual([200, mode, mode]);
    }
  });

  test('every call needs a key', async () => {
    const answer = await fetch(`${system().url}/api/v1/github/installations`);
    expect(answer.status).toBe(401);
  });

  test('installations: binding answers the installation, which the list then has', async () => {
    await control().createAccount({ login: 'documented-user', type: 'User' });
    const { id } = await control().installApp({ accountLogin: 'documented-user' });
    const body = { installation_id: id, account_login: 'documented-user', account_type: 'User', suspended: false };
    const bound = await call('POST', '/api/v1/github/installations', body);
    expectFields(bound.json, installationFields);
    expect(bound.json).toMatchObject({ ...body, id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const listed = await call('GET', '/api/v1/github/installations');
    expect(listed.json.installations).toContainEqual(expect.objectContaining(bound.json));
  });

  test('a login of more than 100 characters is refused', async () => {
    const body = { installation_id: 1, account_login: 'a'.repeat(101), account_type: 'User' };
    expect((await call('POST', '/api/v1/github/installations', body)).status).toBe(422);
  });

  test('repositories: those of one installation, with the documented fields', async () => {
    const repository = await connectRepository(system(), { name: 'listed' });
    const answer = await call('GET', `/api/v1/github/repos?installation_id=${system().installationId}`);
    const listed = (answer.json.repos as Json[]).find((repo) => repo.name === repository.name);
    expectFields(listed, repositoryFields);
    expect(listed).toMatchObject({
      ...{ full_name: `${owner}/listed`, owner, visibility: 'public', default_branch: 'main' },
      connected_elsewhere: false,
    });
    expect((await call('GET', '/api/v1/github/repos')).status).toBe(422);
  });

  test('connections: defaults, the same shape from create, list and change, and what deleting answers', async () => {
    await control().createRepository({ owner, name: 'shapes', defaultBranch: 'main', private: false });
    const files = { 'SKILL.md': skillFile('shapes') };
    await control().commitFiles({ owner, repo: 'shapes', files, message: 'First commit' });
    await inboxDone(system());
    const entry = await system().api.createEntry({ name: 'shapes' });
    const wanted = { entry_id: entry.id, installation_id: system().installationId, repo_full_name: `${owner}/shapes` };
    const created = await call('POST', '/api/v1/github/connections', wanted);
    expect(created.status).toBe(201);
    expectFields(created.json, connectionFields);
    expect(created.json).toMatchObject({
      ...{ ...wanted, entry_name: 'shapes', repo_owner: owner, repo_name: 'shapes', default_branch: 'main' },
      ...{ skill_path: '.', auto_publish: true, write_back_enabled: false, tag_pattern: 'v*', last_attempt: null },
    });
    const listed = (await call('GET', '/api/v1/github/connections')).json.connections as Json[];
    expect(listed).toContainEqual(created.json);
    const path = `/api/v1/github/connections/${created.json.id}`;
    const changed = await call('PATCH', path, { write_back_enabled: true });
    expect([changed.status, changed.json.write_back_enabled]).toEqual([200, true]);
    expectFields(changed.json, connectionFields);
    expect(await call('DELETE', path)).toEqual({ status: 200, json: { deleted: true } });
  });

  test('the walk: manual sync, default-branch push, tag, and the write-back of each', async () => {
    const repository = await connectRepository(system(), { name: 'walk', connection: { write_back_enabled: true } });
    const path = `/api/v1/github/connections/${repository.connectionId}`;
    const synced = await call('POST', `${path}/sync`);
    expect(synced.status).toBe(200);
    expectFields(synced.json, syncFields);
    const head = String(synced.json.source_ref);
    const context = `selftune/publish/${repository.connectionId.slice(0, 8)}`;
    expect(synced.json).toMatchObject({
      ...{ connection_id: repository.connectionId, status: 'published', version: commitVersionOf(head) },
      ...{ message: `Published ${commitVersionOf(head)} from ${owner}/walk.`, write_back_status: 'success' },
      ...{ check_run_id: expect.stringMatching(/^[0-9]+$/), status_context: context },
    });

    const pushed = await push(system(), repository, { 'more.md': 'More.\n' });
    await attemptDone(system(), repository, { ref: main, commit: pushed });
    const tagged = await tag(system(), repository, 'v1.2.0');
    await attemptDone(system(), repository, { ref: 'refs/tags/v1.2.0' });
    const versions = await system().api.versions(repository.entryId);
    const provenance = { source: 'github', source_repo: `${owner}/walk` };
    expect(
      versions.map(({ version, source, source_ref, source_repo }) => ({ version, source, source_ref, source_repo })),
    ).toEqual([
      { version: '1.2.0', source_ref: tagged, ...provenance },
      { version: commitVersionOf(pushed), source_ref: pushed, ...provenance },
      { version: commitVersionOf(head), source_ref: head, ...provenance },
    ]);

    const checks = await control().listCheckRuns({ ...repositoryName(repository), sha: pushed });
    expect(checks[0]).toMatchObject({ status: 'completed', conclusion: 'success' });
    expect(checks[0]?.name).toMatch(/^Selftune publish/);
    const statuses = await control().listStatuses({ ...repositoryName(repository), sha: pushed });
    expect(statuses.map(({ context: named, state }) => [named, state])).toContainEqual([context, 'success']);

    const listed = (await call('GET', '/api/v1/github/connections')).json.connections as Json[];
    const lastAttempt = listed.find(({ id }) => id === repository.connectionId)?.last_attempt;
    expect(lastAttempt).toMatchObject({ status: 'published', version: '1.2.0', ref: 'refs/tags/v1.2.0' });

    expect((await call('DELETE', path)).json).toEqual({ deleted: true });
    expect(await system().api.versions(repository.entryId)).toHaveLength(3);
  });

  test('auto_publish false: nothing by itself, a sync goes on', async () => {
    const repository = await connectRepository(system(), { name: 'by-hand', connection: { auto_publish: false } });
    await push(system(), repository, { 'more.md': 'More.\n' });
    await inboxDone(system());
    expect(await system().api.versions(repository.entryId)).toEqual([]);
    expect((await system().api.sync(repository.connectionId)).status).toBe('published');
  });

  test('the paths of a monorepo’s skills are discovered', async () => {
    const files = { 'skills/a/SKILL.md': skillFile('a'), 'skills/b/SKILL.md': skillFile('b') };
    await connectRepository(system(), { name: 'monorepo', files, connection: { skill_path: 'skills/a' } });
    const path = `/api/v1/github/repos/${owner}/monorepo/skills?installation_id=${system().installationId}`;
    const { json } = await call('GET', path);
    expect((json.skills as Json[]).map((skill) => [skill.path, skill.name])).toEqual([
      ['skills/a', 'a'],
      ['skills/b', 'b'],
    ]);
  });

  test('a wrong skill_path: the sync says where no SKILL.md is', async () => {
    const repository = await connectRepository(system(), {
      name: 'wrong-path',
      connection: { skill_path: 'elsewhere' },
    });
    const synced = await system().api.sync(repository.connectionId);
    expect([synced.status, synced.reason]).toEqual(['failed', 'skill_md_missing']);
    expect(synced.message).toContain('No SKILL.md found at elsewhere');
  });

  test('deleting the installation on GitHub removes its row; its connections stay and say why they are paused', async () => {
    const account = await newAccount(system(), 'leaving');
    const repository = await connectRepository(system(), { name: 'left', account });
    await control().deleteInstallation({ installationId: account.installationId });
    await inboxDone(system());
    const installations = await system().api.installations();
    expect(installations.map((it) => it.installation_id)).not.toContain(account.installationId);
    const connection = (await system().api.connections()).find(({ id }) => id === repository.connectionId);
    expect(connection?.paused?.reason).toBe('installation_deleted');
  });
});
