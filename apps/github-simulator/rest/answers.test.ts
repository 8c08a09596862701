import type { Octokit } from '@octokit/rest';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createDescribedFetch, type DescribedFetch } from '../testing/described-fetch.ts';
import { octokitOn, type SimulatorUnderTest, startSimulatorUnderTest } from '../testing/simulator-under-test.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts';
import { routes } from './routes.ts';

let github: SimulatorUnderTest;
let receiver: WebhookReceiver;
let described: DescribedFetch;
let octokit: Octokit;
let asApp: Octokit;
let asUser: Octokit;
let sha: string;
let secondSha: string;
let tagSha: string;
let installationId: number;

const place = { owner: 'acme', repo: 'skills' };

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  github = await startSimulatorUnderTest({ app: { webhookUrl: receiver.url } });
  described = createDescribedFetch(github.apiUrl);
  const { control } = github;
  await control.createAccount({ login: 'acme', type: 'Organization' });
  await control.createAccount({ login: 'mona' });
  await control.createRepository({ owner: 'acme', name: 'skills', private: true, description: 'Skills' });
  await control.createRepository({ owner: 'acme', name: 'other' });
  await control.createRepository({ owner: 'mona', name: 'hello' });
  installationId = (await control.installApp({ accountLogin: 'acme' })).id;
  await control.installApp({ accountLogin: 'mona', repositories: ['hello'] });
  const files = {
    'README.md': '# Skills\n',
    'skills/a/SKILL.md': '---\nname: a\n---\n',
    'skills/a/run.sh': { content: '#!/bin/sh\n', mode: '100755' },
    link: { content: 'README.md', mode: '120000' },
    broken: { content: '../../outside', mode: '120000' },
    '.gitmodules': '[submodule "lib"]\n\tpath = lib\n\turl = https://example.com/lib.git\n',
    lib: { content: '1'.repeat(40), mode: '160000' },
  };
  sha = (await control.commitFiles({ ...place, files, message: 'First' })).sha;
  const changes = { 'skills/b/SKILL.md': 'b', 'README.md': null, 'READ ME.md': '# Skills\n' };
  secondSha = (await control.commitFiles({ ...place, files: changes, message: 'Second' })).sha;
  tagSha = (await control.createTag({ ...place, name: 'v1.0.0', annotated: true, message: 'One', target: sha })).sha;
  await control.createTag({ ...place, name: 'light' });
  await control.settled();
  const app = github.octokitApp(described.fetch);
  asApp = app.octokit as unknown as Octokit;
  octokit = (await app.getInstallationOctokit(installationId)) as unknown as Octokit;
  const { token } = await control.authorizeUser({ login: 'octocat' });
  asUser = new (octokitOn(github, described.fetch))({ auth: token });
});

afterAll(async () => {
  await github.stop();
  await receiver.stop();
});

/** Every answer of every test fits GitHub's OpenAPI description. */
afterEach(() => {
  expect(described.objections.splice(0)).toEqual([]);
});

test('the App and its installations are described as GitHub describes them', async () => {
  expect((await asApp.rest.apps.getAuthenticated()).data).toMatchObject({
    slug: 'simulated-app',
    installations_count: 2,
  });
  const { data: installations } = await asApp.rest.apps.listInstallations();
  expect(installations.map((installation) => installation.account)).toMatchObject([
    { login: 'acme' },
    { login: 'mona' },
  ]);
  const { data: one } = await asApp.rest.apps.getInstallation({ installation_id: installationId });
  expect(one).toMatchObject({ repository_selection: 'all', target_type: 'Organization', suspended_at: null });
  expect((await asApp.rest.apps.getRepoInstallation(place)).data.id).toBe(installationId);
  expect((await asApp.rest.apps.getOrgInstallation({ org: 'acme' })).data.id).toBe(installationId);
  expect((await asApp.rest.apps.getUserInstallation({ username: 'mona' })).data.repository_selection).toBe('selected');
  const { data: repositories } = await octokit.rest.apps.listReposAccessibleToInstallation();
  expect(repositories.repositories.map(({ full_name }) => full_name)).toEqual(['acme/skills', 'acme/other']);
  expect((await asUser.rest.apps.listInstallationsForAuthenticatedUser()).data.total_count).toBe(1);
  const { data: shared } = await asUser.rest.apps.listInstallationReposForAuthenticatedUser({
    installation_id: installationId,
  });
  expect(shared).toMatchObject({ total_count: 2, repositories: [{ full_name: 'acme/skills' }, {}] });
});

test('the webhook configuration can be read and changed', async () => {
  const { data } = await asApp.rest.apps.getWebhookConfigForApp();
  expect(data).toMatchObject({ url: receiver.url, content_type: 'json', secret: '********' });
  await asApp.rest.apps.updateWebhookConfigForApp({ content_type: 'json' });
});

test('deliveries are listed newest first, paged by cursor, told in full and sent again', async () => {
  const { data: first } = await asApp.rest.apps.listWebhookDeliveries({ per_page: 2 });
  expect(first).toHaveLength(2);
  const all = await asApp.paginate('GET /app/hook/deliveries', { per_page: 2 });
  const ids = all.map(({ id }) => id);
  expect(ids).toEqual([...ids].sort((left, right) => right - left));
  expect(all.length).toBe((await github.control.listDeliveries()).length);
  const failed = await asApp.request('GET /app/hook/deliveries?status=failure');
  expect(failed.data).toEqual([]);
  const [newest] = first;
  const delivery_id = newest?.id ?? 0;
  const { data: told } = await asApp.rest.apps.getWebhookDelivery({ delivery_id });
  expect(told.request.headers).toMatchObject({ 'X-GitHub-Event': newest?.event });
  expect((await asApp.rest.apps.redeliverWebhookDelivery({ delivery_id })).status).toBe(202);
  await github.control.settled();
  const { data: again } = await asApp.rest.apps.listWebhookDeliveries({ per_page: 1 });
  expect(again[0]).toMatchObject({ guid: newest?.guid, redelivery: true, status: 'OK' });
  expect(again[0]?.id).not.toBe(delivery_id);
});

test('a repository is found by name in any case and by id', async () => {
  const { data } = await octokit.rest.repos.get({ owner: 'ACME', repo: 'Skills' });
  expect(data).toMatchObject({ full_name: 'acme/skills', private: true, default_branch: 'main', archived: false });
  const byId = await octokit.request('GET /repositories/{id}', { id: data.id });
  expect(byId.data).toEqual(data);
  const commit = await octokit.request('GET /repositories/{id}/commits/{ref}', { id: data.id, ref: 'main' });
  expect(commit.data).toMatchObject({ sha: secondSha });
});

test('refs, tags and commits are told as git has them', async () => {
  expect((await octokit.rest.git.getRef({ ...place, ref: 'heads/main' })).data.object).toMatchObject({
    sha: secondSha,
  });
  const tagRef = (await octokit.rest.git.getRef({ ...place, ref: 'tags/v1.0.0' })).data.object;
  expect(tagRef).toMatchObject({ sha: tagSha, type: 'tag' });
  const { data: tag } = await octokit.rest.git.getTag({ ...place, tag_sha: tagSha });
  expect(tag).toMatchObject({ tag: 'v1.0.0', message: 'One', object: { sha, type: 'commit' } });
  const { data: matching } = await octokit.rest.git.listMatchingRefs({ ...place, ref: 'tags/v' });
  expect(matching.map(({ ref }) => ref)).toEqual(['refs/tags/v1.0.0']);
  expect((await octokit.rest.git.listMatchingRefs({ ...place, ref: 'tags/x' })).data).toEqual([]);
  expect((await octokit.rest.git.getCommit({ ...place, commit_sha: sha })).data.message).toBe('First');
  const { data: tags } = await octokit.rest.repos.listTags(place);
  expect(tags.map(({ name, commit }) => [name, commit.sha])).toEqual([
    ['v1.0.0', sha],
    ['light', secondSha],
  ]);
  expect((await octokit.rest.repos.listBranches(place)).data).toMatchObject([
    { name: 'main', commit: { sha: secondSha } },
  ]);
  expect((await octokit.rest.repos.getBranch({ ...place, branch: 'main' })).data.commit.sha).toBe(secondSha);
  await expect(octokit.rest.repos.getBranch({ ...place, branch: 'no' })).rejects.toMatchObject({ status: 404 });
});

test('a commit is found by sha, heads/x, tags/x and short name, and told with its files', async () => {
  for (const ref of [sha, sha.slice(0, 10), 'tags/v1.0.0', 'v1.0.0', 'refs/tags/v1.0.0']) {
    expect((await octokit.rest.repos.getCommit({ ...place, ref })).data.sha).toBe(sha);
  }
  const { data } = await octokit.rest.repos.getCommit({ ...place, ref: 'main' });
  expect(data.files?.map(({ filename, status }) => [filename, status])).toEqual([
    ['READ ME.md', 'renamed'],
    ['skills/b/SKILL.md', 'added'],
  ]);
  const plain = await octokit.request('GET /repos/{owner}/{repo}/commits/{ref}', {
    ...place,
    ref: 'tags/v1.0.0',
    mediaType: { format: 'sha' },
  });
  expect(plain.data).toBe(sha);
  await expect(octokit.rest.repos.getCommit({ ...place, ref: 'nothing' })).rejects.toMatchObject({
    status: 422,
    message: expect.stringContaining('No commit found for SHA: nothing'),
  });
  expect((await octokit.rest.repos.listCommits(place)).data.map((commit) => commit.sha)).toEqual([secondSha, sha]);
});

test('two commits are compared', async () => {
  const compare = async (basehead: string) =>
    (await octokit.rest.repos.compareCommitsWithBasehead({ ...place, basehead })).data;
  expect(await compare('v1.0.0...main')).toMatchObject({ status: 'ahead', ahead_by: 1, behind_by: 0 });
  expect(await compare('main...v1.0.0')).toMatchObject({ status: 'behind', ahead_by: 0, behind_by: 1 });
  expect(await compare('main...main')).toMatchObject({ status: 'identical', files: [] });
  await expect(compare('main...none')).rejects.toMatchObject({ status: 404 });
});

test('trees, blobs and contents are told', async () => {
  const { data: tree } = await octokit.rest.git.getTree({ ...place, tree_sha: sha, recursive: '0' });
  expect(tree.tree.map(({ path, mode, type }) => `${mode} ${type} ${path}`)).toEqual([
    '100644 blob .gitmodules',
    '100644 blob README.md',
    '120000 blob broken',
    '160000 commit lib',
    '120000 blob link',
    '040000 tree skills',
    '040000 tree skills/a',
    '100644 blob skills/a/SKILL.md',
    '100755 blob skills/a/run.sh',
  ]);
  const file_sha = tree.tree.find(({ path }) => path === 'README.md')?.sha ?? '';
  const { data: blob } = await octokit.rest.git.getBlob({ ...place, file_sha });
  expect(Buffer.from(blob.content, 'base64').toString()).toBe('# Skills\n');
  const contents = async (path: string, format?: string) => {
    const mediaType = format === undefined ? {} : { mediaType: { format } };
    return (await octokit.rest.repos.getContent({ ...place, path, ref: 'v1.0.0', ...mediaType })).data;
  };
  expect(await contents('README.md')).toMatchObject({ type: 'file', encoding: 'base64', size: 9 });
  expect(await contents('README.md', 'raw')).toBe('# Skills\n');
  expect(await contents('link')).toMatchObject({ type: 'file', path: 'link', size: 9 });
  expect(await contents('broken')).toMatchObject({ type: 'symlink', target: '../../outside' });
  expect(await contents('lib')).toMatchObject({ type: 'submodule', submodule_git_url: 'https://example.com/lib.git' });
  expect(await contents('')).toMatchObject([
    {},
    {},
    {},
    { name: 'lib', type: 'file' },
    {},
    { name: 'skills', type: 'dir' },
  ]);
  expect(await contents('skills/a', 'object')).toMatchObject({ type: 'dir', entries: [{ name: 'SKILL.md' }, {}] });
  await expect(contents('none')).rejects.toMatchObject({ status: 404 });
});

test('a pull request is listed and told with its files', async () => {
  const { control } = github;
  const { id: installation_id } = await control.installApp({
    accountLogin: 'octocat',
    permissions: { contents: 'read', pull_requests: 'read' },
  });
  const here = { owner: 'octocat', repo: 'pulls' };
  await control.createRepository({ owner: 'octocat', name: 'pulls', private: true });
  await control.commitFiles({ ...here, files: { a: 'a\n', old: 'old\n' } });
  const files = { a: 'b\n', old: null, new: 'new\n' };
  const head = await control.commitFiles({ ...here, branch: 'change', parent: 'main', files });
  await control.commitFiles({ ...here, files: { elsewhere: 'x' } });
  const { number: pull_number } = await control.openPullRequest({ ...here, head: 'change' });
  const own = (await github.octokitApp(described.fetch).getInstallationOctokit(installation_id)) as unknown as Octokit;
  expect((await own.rest.pulls.get({ ...here, pull_number })).data).toMatchObject({
    number: 1,
    state: 'open',
    changed_files: 3,
    commits: 1,
    head: { sha: head.sha, ref: 'change' },
    base: { ref: 'main' },
  });
  const { data } = await own.rest.pulls.listFiles({ ...here, pull_number });
  expect(data.map(({ filename, status }) => `${status} ${filename}`)).toEqual([
    'modified a',
    'added new',
    'removed old',
  ]);
  expect((await own.rest.pulls.list(here)).data).toMatchObject([{ number: 1 }]);
  expect((await own.rest.pulls.list({ ...here, state: 'closed' })).data).toEqual([]);
  await expect(own.rest.pulls.get({ ...here, pull_number: 9 })).rejects.toMatchObject({ status: 404 });
});

test('check-runs go from creation to conclusion, in the suite that the push made', async () => {
  const { data: created } = await octokit.rest.checks.create({ ...place, name: 'publish', head_sha: sha });
  expect(created).toMatchObject({ status: 'queued', conclusion: null, head_sha: sha });
  const check_run_id = created.id;
  const { data: suites } = await octokit.rest.checks.listSuitesForRef({ ...place, ref: sha });
  expect(suites.check_suites).toMatchObject([{ id: created.check_suite?.id, head_branch: 'main', status: 'queued' }]);
  const check_suite_id = created.check_suite?.id ?? 0;
  await octokit.rest.checks.update({ ...place, check_run_id, status: 'in_progress' });
  const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'failure' as const, message: 'No.' };
  const output = { title: 'No', summary: 'It failed.', annotations: [annotation] };
  await octokit.rest.checks.update({ ...place, check_run_id, conclusion: 'failure', output });
  const { data: told } = await octokit.rest.checks.get({ ...place, check_run_id });
  expect(told).toMatchObject({ status: 'completed', conclusion: 'failure', output: { annotations_count: 1 } });
  expect((await octokit.rest.checks.listAnnotations({ ...place, check_run_id })).data).toMatchObject([annotation]);
  expect((await octokit.rest.checks.listForRef({ ...place, ref: 'v1.0.0' })).data.total_count).toBe(1);
  expect((await octokit.rest.checks.listForSuite({ ...place, check_suite_id })).data.total_count).toBe(1);
  const suite = async () => (await octokit.rest.checks.getSuite({ ...place, check_suite_id })).data;
  expect(await suite()).toMatchObject({ status: 'completed', conclusion: 'failure', latest_check_runs_count: 1 });
  await octokit.rest.checks.rerequestRun({ ...place, check_run_id });
  expect(await suite()).toMatchObject({ status: 'queued', conclusion: null });
  expect((await octokit.rest.checks.get({ ...place, check_run_id })).data.conclusion).toBe('failure');
  await octokit.rest.checks.rerequestSuite({ ...place, check_suite_id });
  expect((await octokit.rest.checks.createSuite({ ...place, head_sha: sha })).status).toBe(200);
});

test('statuses are kept newest first and combined by context', async () => {
  const { owner, repo } = place;
  const status = (state: 'pending' | 'success' | 'failure', context: string) =>
    octokit.rest.repos.createCommitStatus({
      owner,
      repo,
      sha,
      state,
      context,
      description: 'd',
      target_url: 'http://x/',
    });
  await status('pending', 'publish/a');
  await status('success', 'Publish/A');
  expect((await octokit.rest.repos.getCombinedStatusForRef({ ...place, ref: sha })).data).toMatchObject({
    state: 'success',
    total_count: 1,
  });
  await status('failure', 'publish/b');
  expect((await octokit.rest.repos.getCombinedStatusForRef({ ...place, ref: 'v1.0.0' })).data.state).toBe('failure');
  const { data } = await octokit.rest.repos.listCommitStatusesForRef({ ...place, ref: sha });
  expect(data.map(({ state, context }) => [state, context])).toEqual([
    ['failure', 'publish/b'],
    ['success', 'Publish/A'],
    ['pending', 'publish/a'],
  ]);
  expect(data[0]?.creator).toMatchObject({ login: 'simulated-app[bot]', type: 'Bot' });
});

test('rate limit, meta, versions and users are told', async () => {
  expect((await octokit.rest.rateLimit.get()).data.resources.core.limit).toBe(5000);
  expect((await octokit.rest.meta.get()).data.hooks).toEqual(['127.0.0.1/32']);
  expect((await octokit.rest.meta.getAllVersions()).data).toContain('2022-11-28');
  expect((await asUser.rest.users.getAuthenticated()).data.login).toBe('octocat');
  expect((await octokit.rest.users.getByUsername({ username: 'acme' })).data.type).toBe('Organization');
  expect((await octokit.rest.users.getByUsername({ username: 'simulated-app[bot]' })).data.type).toBe('Bot');
});

test('installations are suspended, freed and deleted by the App', async () => {
  const { data } = await asApp.rest.apps.getUserInstallation({ username: 'mona' });
  const installation_id = data.id;
  await asApp.rest.apps.suspendInstallation({ installation_id });
  expect((await asApp.rest.apps.getInstallation({ installation_id })).data.suspended_at).not.toBeNull();
  await asApp.rest.apps.unsuspendInstallation({ installation_id });
  const minted = await asApp.rest.apps.createInstallationAccessToken({ installation_id, repositories: ['hello'] });
  expect(minted.data.repositories).toMatchObject([{ full_name: 'mona/hello' }]);
  const own = new (octokitOn(github, described.fetch))({ auth: minted.data.token });
  await own.rest.apps.revokeInstallationAccessToken();
  await expect(own.rest.apps.listReposAccessibleToInstallation()).rejects.toMatchObject({ status: 401 });
  await asApp.rest.apps.deleteInstallation({ installation_id });
  await expect(asApp.rest.apps.getInstallation({ installation_id })).rejects.toMatchObject({ status: 404 });
});

test('every route has been seen to succeed, and its answer to fit the description', () => {
  const unseen = routes
    .map(({ method, path }) => `${method} ${path}`)
    .filter((route) => ![...described.seen].some((answer) => answer.startsWith(`${route} 2`)));
  expect(unseen).toEqual([]);
});
