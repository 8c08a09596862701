import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gitClient, type SimulatorUnderTest, startSimulatorUnderTest } from '../testing/simulator-under-test.ts';

let github: SimulatorUnderTest;
let nowMs = Date.parse('2026-11-21T08:00:00Z');
let repositories = 0;

beforeAll(async () => {
  github = await startSimulatorUnderTest({ now: () => nowMs });
  await github.control.createAccount({ login: 'acme', type: 'Organization' });
  await github.control.createAccount({ login: 'mona' });
  await github.control.installApp({ accountLogin: 'acme' });
});

afterAll(() => github.stop());

/** A repository with one commit, its URL with credentials, and a folder for a clone. */
async function newRepository(options: { private?: boolean; owner?: string } = {}) {
  repositories += 1;
  const owner = options.owner ?? 'acme';
  const repo = `repo-${repositories}`;
  await github.control.createRepository({ owner, name: repo, private: options.private ?? true });
  const files = { 'README.md': 'hello\n', 'big.bin': randomBytes(1000) };
  const { sha } = await github.control.commitFiles({ owner, repo, files });
  const url = await github.control.pushUrl({ owner, repo });
  return { owner, repo, sha, url, clone: join(github.workDir, repo) };
}

function urlWith(user: string, password: string, { owner, repo }: { owner: string; repo: string }): string {
  return `${github.gitUrl.replace('://', `://${user}:${password}@`)}/${owner}/${repo}.git`;
}

async function installationToken(permissions?: Record<string, string>): Promise<string> {
  const [installation] = await github.control.listInstallations();
  const installationId = installation?.id ?? 0;
  return (await github.control.createInstallationToken({ installationId, permissions })).token;
}

test('a clone has the pushed files, and a push moves the branch', async () => {
  const { url, clone, owner, repo } = await newRepository();
  expect(await gitClient('clone', url, clone)).toMatchObject({ failed: false });
  // Larger than git sends in one piece, so that the request is chunked.
  await writeFile(join(clone, 'large.bin'), randomBytes(3_000_000));
  await gitClient('-C', clone, 'add', '.');
  await gitClient('-C', clone, 'commit', '-m', 'Large');
  expect(await gitClient('-C', clone, 'push', 'origin', 'main')).toMatchObject({ failed: false });
  const head = (await gitClient('-C', clone, 'rev-parse', 'HEAD')).stdout.trim();
  expect(await github.control.listRefs({ owner, repo })).toEqual([{ ref: 'refs/heads/main', sha: head, commit: head }]);
});

test('the URL works without .git, too', async () => {
  const { url } = await newRepository();
  expect(await gitClient('ls-remote', url.replace(/\.git$/, ''))).toMatchObject({ failed: false });
});

test('a partial clone leaves the blobs out and fetches them when asked', async () => {
  const { url, clone } = await newRepository();
  await gitClient('clone', '--no-checkout', '--filter=blob:none', url, clone);
  const missing = await gitClient('-C', clone, 'rev-list', '--objects', '--all', '--missing=print');
  expect(missing.stdout.split('\n').filter((line) => line.startsWith('?'))).toHaveLength(2);
  expect((await gitClient('-C', clone, 'show', 'HEAD:README.md')).stdout).toBe('hello\n');
});

test('one commit is fetched by its sha alone, even when no ref holds it any more', async () => {
  const { url, clone, sha, owner, repo } = await newRepository();
  await github.control.commitFiles({ owner, repo, files: { a: 'a' }, parent: null, force: true });
  await gitClient('init', clone);
  expect(await gitClient('-C', clone, 'fetch', '--depth=1', url, sha)).toMatchObject({ failed: false });
  expect((await gitClient('-C', clone, 'rev-parse', 'FETCH_HEAD')).stdout.trim()).toBe(sha);
});

test('protocol version 2 is spoken', async () => {
  const { url } = await newRepository();
  const answer = await fetch(`${github.gitUrl}/${new URL(url).pathname.slice(1)}/info/refs?service=git-upload-pack`, {
    headers: {
      'git-protocol': 'version=2',
      authorization: `Basic ${Buffer.from(`x-access-token:${await installationToken()}`).toString('base64')}`,
    },
  });
  expect(await answer.text()).toContain('version 2');
});

test('an installation token reads with contents:read and pushes only with contents:write', async () => {
  const place = await newRepository();
  const reading = urlWith('x-access-token', await installationToken(), place);
  expect(await gitClient('clone', reading, place.clone)).toMatchObject({ failed: false });
  await gitClient('-C', place.clone, 'commit', '--allow-empty', '-m', 'More');
  const refused = await gitClient('-C', place.clone, 'push', 'origin', 'main');
  expect(refused).toMatchObject({
    failed: true,
    stderr: expect.stringContaining('Write access to repository not granted'),
  });
  const blind = urlWith('x-access-token', await installationToken({ metadata: 'read' }), place);
  expect(await gitClient('ls-remote', blind)).toMatchObject({ failed: true, stderr: expect.stringContaining('403') });
});

test('a push by an App with contents:write is its bot’s', async () => {
  const place = await newRepository();
  const [installation] = await github.control.listInstallations();
  const installationId = installation?.id ?? 0;
  const permissions = { contents: 'write', checks: 'write', statuses: 'write' };
  await github.control.acceptNewPermissions({ installationId, permissions });
  const writing = urlWith('x-access-token', await installationToken(), place);
  await gitClient('clone', writing, place.clone);
  await gitClient('-C', place.clone, 'commit', '--allow-empty', '-m', 'More');
  expect(await gitClient('-C', place.clone, 'push', 'origin', 'main')).toMatchObject({ failed: false });
  await github.control.acceptNewPermissions({ installationId, permissions: { ...permissions, contents: 'read' } });
});

test('a wrong token is 401 with a challenge', async () => {
  const { owner, repo } = await newRepository();
  const answer = await fetch(`${github.gitUrl}/${owner}/${repo}.git/info/refs?service=git-upload-pack`, {
    headers: { authorization: `Basic ${Buffer.from('x-access-token:ghs_wrong').toString('base64')}` },
  });
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toBe('Basic realm="GitHub"');
});

test('what a user may not see does not exist; without credentials it asks for them', async () => {
  const place = await newRepository();
  const { token } = await github.control.createUserToken({ login: 'mona' });
  const hidden = await gitClient('ls-remote', urlWith('mona', token, place));
  expect(hidden.stderr).toContain('not found');
  const none = await gitClient('ls-remote', urlWith('mona', token, { owner: 'acme', repo: 'none' }));
  expect(none.stderr).toContain('not found');
  const anonymous = await fetch(`${github.gitUrl}/acme/none.git/info/refs?service=git-upload-pack`);
  expect(anonymous.status).toBe(401);
});

test('everybody reads a public repository and nobody else pushes to it', async () => {
  const place = await newRepository({ private: false });
  const anonymous = `${github.gitUrl}/${place.owner}/${place.repo}.git`;
  expect(await gitClient('clone', anonymous, place.clone)).toMatchObject({ failed: false });
  await gitClient('-C', place.clone, 'commit', '--allow-empty', '-m', 'More');
  expect(await gitClient('-C', place.clone, 'push', 'origin', 'main')).toMatchObject({ failed: true });
  const { token } = await github.control.createUserToken({ login: 'mona' });
  const refused = await gitClient('-C', place.clone, 'push', urlWith('mona', token, place), 'main');
  expect(refused).toMatchObject({ failed: true, stderr: expect.stringContaining('Write access') });
});

test('an expired installation token no longer clones', async () => {
  const place = await newRepository();
  const url = urlWith('x-access-token', await installationToken(), place);
  expect(await gitClient('ls-remote', url)).toMatchObject({ failed: false });
  nowMs += 3600 * 1000;
  expect(await gitClient('ls-remote', url)).toMatchObject({ failed: true });
});

test('an archived repository is read but takes no pushes', async () => {
  const { url, clone, owner, repo } = await newRepository();
  await github.control.archiveRepository({ owner, repo });
  await gitClient('clone', url, clone);
  await gitClient('-C', clone, 'commit', '--allow-empty', '-m', 'More');
  const refused = await gitClient('-C', clone, 'push', 'origin', 'main');
  expect(refused).toMatchObject({ failed: true, stderr: expect.stringContaining('archived so it is read-only') });
});

test('git follows a renamed repository until the old name is taken again', async () => {
  const { url, clone, owner, repo } = await newRepository();
  await gitClient('clone', url, clone);
  await github.control.renameRepository({ owner, repo, newName: `${repo}-new` });
  await gitClient('-C', clone, 'commit', '--allow-empty', '-m', 'More');
  expect(await gitClient('-C', clone, 'push', 'origin', 'main')).toMatchObject({ failed: false });
  const head = (await gitClient('-C', clone, 'rev-parse', 'HEAD')).stdout.trim();
  expect(await github.control.listRefs({ owner, repo: `${repo}-new` })).toMatchObject([{ sha: head }]);
  await github.control.createRepository({ owner, name: repo, private: true });
  expect((await gitClient('ls-remote', url)).stdout).toBe('');
});

test('malformed objects are refused on push', async () => {
  const { url, clone } = await newRepository();
  await gitClient('clone', url, clone);
  const blob = (await gitClient('-C', clone, 'rev-parse', 'HEAD:README.md')).stdout.trim();
  const dotGit = `100644 blob ${blob}\t.git`;
  await writeFile(join(clone, 'tree'), `${dotGit}\n`);
  const made = await gitClient(
    '-C',
    clone,
    '-c',
    'core.protectHFS=false',
    '-c',
    `alias.make=!git mktree < tree`,
    'make',
  );
  const commit = await gitClient('-C', clone, 'commit-tree', made.stdout.trim(), '-m', 'Bad');
  const pushed = await gitClient('-C', clone, 'push', 'origin', `${commit.stdout.trim()}:refs/heads/bad`);
  expect(pushed).toMatchObject({ failed: true, stderr: expect.stringContaining('hasDotgit') });
});

test('the first branch pushed to an empty repository becomes its default branch', async () => {
  await github.control.createRepository({ owner: 'acme', name: 'empty' });
  const clone = join(github.workDir, 'empty');
  await gitClient('init', '-b', 'trunk', clone);
  await gitClient('-C', clone, 'commit', '--allow-empty', '-m', 'First');
  const url = await github.control.pushUrl({ owner: 'acme', repo: 'empty' });
  expect(await gitClient('-C', clone, 'push', url, 'trunk')).toMatchObject({ failed: false });
  expect(await github.control.getRepository({ owner: 'acme', repo: 'empty' })).toMatchObject({
    defaultBranch: 'trunk',
  });
});

test('pushes to one repository at the same time all arrive', async () => {
  const { url, clone, owner, repo } = await newRepository();
  await gitClient('clone', url, clone);
  const branches = ['a', 'b', 'c', 'd'];
  const pushes = branches.map((branch) => gitClient('-C', clone, 'push', 'origin', `main:refs/heads/${branch}`));
  expect((await Promise.all(pushes)).map(({ failed }) => failed)).toEqual([false, false, false, false]);
  expect(await github.control.listRefs({ owner, repo })).toHaveLength(5);
});
