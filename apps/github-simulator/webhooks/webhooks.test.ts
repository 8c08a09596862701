import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Webhooks } from '@octokit/webhooks';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { gitClient, type SimulatorUnderTest, startSimulatorUnderTest } from '../testing/simulator-under-test.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts';

let github: SimulatorUnderTest;
let receiver: WebhookReceiver;
let installationId: number;
let clones = 0;

const place = { owner: 'acme', repo: 'skills' };
const zero = '0'.repeat(40);

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  github = await startSimulatorUnderTest({ app: { webhookUrl: receiver.url }, webhookTimeoutMs: 300 });
  await github.control.createAccount({ login: 'acme', type: 'Organization' });
  await github.control.createAccount({ login: 'mona' });
  await github.control.createRepository({ ...{ owner: 'acme', name: 'skills' }, private: true });
  // No checks:write, so that only what is subscribed to comes.
  const permissions = { contents: 'read', checks: 'read' };
  installationId = (await github.control.installApp({ accountLogin: 'acme', permissions })).id;
  await github.control.commitFiles({ ...place, files: { 'README.md': 'hello' } });
});

afterAll(async () => {
  await github.stop();
  await receiver.stop();
});

beforeEach(async () => {
  receiver.answerWith(202);
  await github.control.clearFaults();
  await github.control.settled();
  receiver.received.splice(0);
});

async function freshClone(): Promise<string> {
  clones += 1;
  const clone = join(github.workDir, `clone-${clones}`);
  await gitClient('clone', await github.control.pushUrl(place), clone);
  return clone;
}

async function commitIn(clone: string): Promise<string> {
  await gitClient('-C', clone, 'commit', '--allow-empty', '-m', 'More');
  return (await gitClient('-C', clone, 'rev-parse', 'HEAD')).stdout.trim();
}

async function headSha(): Promise<string> {
  const refs = await github.control.listRefs(place);
  return refs.find(({ ref }) => ref === 'refs/heads/main')?.sha ?? '';
}

test('a git push is told by one signed push event', async () => {
  const clone = await freshClone();
  const before = await headSha();
  const after = await commitIn(clone);
  await gitClient('-C', clone, 'push', 'origin', 'main');
  await github.control.settled();
  expect(receiver.names()).toEqual(['push:refs/heads/main']);
  const [push] = receiver.received;
  expect(push?.payload).toMatchObject({
    before,
    after,
    created: false,
    deleted: false,
    forced: false,
    commits: [{ id: after, message: 'More', added: [], distinct: true }],
    head_commit: { id: after },
    repository: { full_name: 'acme/skills', pushed_at: expect.any(Number), created_at: expect.any(Number) },
    pusher: { name: 'octocat' },
    installation: { id: installationId },
  });
  expect(push?.payload).not.toHaveProperty('action');
  const signature = String(push?.headers['x-hub-signature-256']);
  const receiving = new Webhooks({ secret: github.app.webhookSecret });
  expect(await receiving.verify(push?.body ?? '', signature)).toBe(true);
  const sha1 = createHmac('sha1', github.app.webhookSecret).update(push?.body ?? '');
  expect(push?.headers).toMatchObject({
    'x-hub-signature': `sha1=${sha1.digest('hex')}`,
    'x-github-hook-installation-target-type': 'integration',
    'x-github-hook-installation-target-id': String(github.app.id),
    'x-github-delivery': expect.stringMatching(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/),
    'user-agent': expect.stringMatching(/^GitHub-Hookshot\//),
    'content-type': 'application/json',
  });
});

test('a lightweight tag is told with the commit, an annotated one with the tag object', async () => {
  const head = await headSha();
  await github.control.createTag({ ...place, name: 'light-1' });
  const annotated = await github.control.createTag({ ...place, name: 'annotated-1', annotated: true });
  await github.control.settled();
  expect(receiver.names()).toEqual([
    'push:refs/tags/light-1',
    'create:light-1',
    'push:refs/tags/annotated-1',
    'create:annotated-1',
  ]);
  const [light, create, heavy] = receiver.received.map(({ payload }) => payload);
  expect(light).toMatchObject({ before: zero, after: head, created: true, commits: [], head_commit: { id: head } });
  expect(create).toMatchObject({ ref: 'light-1', ref_type: 'tag', master_branch: 'main', pusher_type: 'user' });
  expect(annotated.sha).not.toBe(head);
  expect(heavy).toMatchObject({ after: annotated.sha, commits: [], head_commit: { id: head } });
});

test('a deleted tag is told by push and delete, with no head commit', async () => {
  const { sha } = await github.control.createTag({ ...place, name: 'gone' });
  await github.control.updateRefs({ ...place, updates: [{ ref: 'refs/tags/gone', sha: null }] });
  await github.control.settled();
  expect(receiver.names().slice(2)).toEqual(['push:refs/tags/gone', 'delete:gone']);
  const deletion = { before: sha, after: zero, deleted: true, head_commit: null, commits: [] };
  expect(receiver.received[2]?.payload).toMatchObject(deletion);
});

test('three tags in one push are told, four are not, and the branch beside them is', async () => {
  const clone = await freshClone();
  for (const tag of ['a1', 'a2', 'a3']) await gitClient('-C', clone, 'tag', tag);
  await gitClient('-C', clone, 'push', 'origin', '--tags');
  await github.control.settled();
  expect(receiver.names().filter((name) => name.startsWith('create:'))).toEqual([
    'create:a1',
    'create:a2',
    'create:a3',
  ]);
  receiver.received.splice(0);
  for (const tag of ['b1', 'b2', 'b3', 'b4']) await gitClient('-C', clone, 'tag', tag);
  await commitIn(clone);
  await gitClient('-C', clone, 'push', 'origin', 'main', '--tags');
  await github.control.settled();
  expect(receiver.names()).toEqual(['push:refs/heads/main']);
  const tags = (await github.control.listRefs(place)).filter(({ ref }) => ref.startsWith('refs/tags/b'));
  expect(tags).toHaveLength(4);
});

test('a forced push says so and lists the commits that are new', async () => {
  const clone = await freshClone();
  await commitIn(clone);
  await gitClient('-C', clone, 'push', 'origin', 'main');
  await gitClient('-C', clone, 'reset', '--hard', 'HEAD~1');
  await gitClient('-C', clone, 'commit', '--allow-empty', '-m', 'Other');
  await gitClient('-C', clone, 'push', '--force', 'origin', 'main');
  await github.control.settled();
  const [first, second] = receiver.received.map(({ payload }) => payload);
  expect(first).toMatchObject({ forced: false });
  expect(second).toMatchObject({ forced: true, commits: [{ message: 'Other' }] });
});

test('files added, changed and removed are listed by commit', async () => {
  await github.control.commitFiles({ ...place, files: { 'x/ü"1.md': '1', 'y.md': '2' } });
  await github.control.commitFiles({ ...place, files: { 'x/ü"1.md': null, 'y.md': '3', 'z.md': '' } });
  await github.control.settled();
  const commits = receiver.received.map(({ payload }) => payload.commits);
  expect(commits).toMatchObject([
    [{ added: ['x/ü"1.md', 'y.md'], modified: [], removed: [] }],
    [{ added: ['z.md'], modified: ['y.md'], removed: ['x/ü"1.md'] }],
  ]);
});

test('pushes at the same time are told of once each', async () => {
  const clone = await freshClone();
  const branches = ['p1', 'p2', 'p3', 'p4'];
  await Promise.all(branches.map((branch) => gitClient('-C', clone, 'push', 'origin', `main:refs/heads/${branch}`)));
  await github.control.settled();
  const pushes = receiver.names().filter((name) => name.startsWith('push:'));
  expect(pushes.sort()).toEqual(branches.map((branch) => `push:refs/heads/${branch}`));
});

test('no more than 2048 commits are listed', async () => {
  const clone = await freshClone();
  const lines = Array.from({ length: 2100 }, (_, index) =>
    ['commit refs/heads/many', `committer M <m@example.com> ${index + 1} +0000`, 'data 1', 'x', ''].join('\n'),
  );
  await writeFile(join(clone, 'stream'), lines.join('\n'));
  await gitClient('-C', clone, '-c', 'alias.load=!git fast-import --quiet < stream', 'load');
  await gitClient('-C', clone, 'push', 'origin', 'many');
  await github.control.settled();
  expect(receiver.received[0]?.payload.commits).toHaveLength(2048);
});

test('check events come unsubscribed with checks:write, and only then', async () => {
  const permissions = { contents: 'read', checks: 'write' };
  await github.control.acceptNewPermissions({ installationId, permissions });
  const { sha } = await github.control.commitFiles({ ...place, files: { 'checked.md': 'x' } });
  const octokit = await github.octokitApp().getInstallationOctokit(installationId);
  const created = await octokit.request('POST /repos/{owner}/{repo}/check-runs', {
    ...place,
    name: 'p',
    head_sha: sha,
  });
  await octokit.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    ...place,
    check_run_id: created.data.id,
    conclusion: 'success',
  });
  await github.control.rerequestCheckRun({ checkRunId: Number(created.data.id) });
  await github.control.settled();
  expect(receiver.names()).toEqual([
    'installation:new_permissions_accepted',
    'push:refs/heads/main',
    'check_suite:requested',
    'check_run:created',
    'check_run:completed',
    'check_suite:completed',
    'check_run:rerequested',
  ]);
  await github.control.acceptNewPermissions({ installationId, permissions: { contents: 'read', checks: 'read' } });
});

test('a suspended installation hears of nothing but its release', async () => {
  await github.control.suspendInstallation({ installationId });
  await github.control.commitFiles({ ...place, files: { 'unseen.md': 'x' } });
  await github.control.unsuspendInstallation({ installationId });
  await github.control.settled();
  expect(receiver.names()).toEqual(['installation:suspend', 'installation:unsuspend']);
  expect(receiver.received[0]?.payload).not.toHaveProperty('repositories');
});

test('repositories outside the selection are not told of', async () => {
  await github.control.createRepository({ owner: 'acme', name: 'second' });
  await github.control.setInstallationRepositories({ installationId, repositories: ['second'] });
  await github.control.commitFiles({ ...place, files: { 'unseen.md': 'y' } });
  await github.control.setInstallationRepositories({ installationId, repositories: 'all' });
  await github.control.settled();
  expect(receiver.names()).toEqual([
    'repository:created',
    'installation_repositories:removed',
    'installation_repositories:added',
  ]);
  expect(receiver.received[1]?.payload).toMatchObject({
    repository_selection: 'selected',
    repositories_added: [],
    repositories_removed: [{ full_name: 'acme/skills' }],
  });
});

test('a repository that was transferred away and back is no longer selected', async () => {
  const { control } = github;
  await control.createRepository({ owner: 'acme', name: 'chosen' });
  await control.setInstallationRepositories({ installationId, repositories: ['chosen', 'skills'] });
  await control.transferRepository({ owner: 'acme', repo: 'chosen', newOwner: 'mona' });
  await control.transferRepository({ owner: 'mona', repo: 'chosen', newOwner: 'acme' });
  expect(await control.listInstallations()).toMatchObject([{ repositories: ['acme/skills'] }]);
  await control.setInstallationRepositories({ installationId, repositories: 'all' });
});

test('a repository is told of through its life; a transfer only to the new owner', async () => {
  const { control } = github;
  await control.createRepository({ owner: 'acme', name: 'life' });
  const life = { owner: 'acme', repo: 'life' };
  await control.setPrivate({ ...life, private: true });
  await control.setPrivate({ ...life, private: false });
  await control.archiveRepository(life);
  await control.archiveRepository({ ...life, archived: false });
  await control.renameRepository({ ...life, newName: 'living' });
  await control.transferRepository({ owner: 'acme', repo: 'living', newOwner: 'mona' });
  await control.settled();
  expect(receiver.names()).toEqual([
    'repository:created',
    'repository:privatized',
    'repository:publicized',
    'repository:archived',
    'repository:unarchived',
    'repository:renamed',
    'installation_repositories:removed',
  ]);
  expect(receiver.received[5]?.payload).toMatchObject({ changes: { repository: { name: { from: 'life' } } } });
  const { id } = await control.installApp({ accountLogin: 'mona' });
  await control.transferRepository({ owner: 'mona', repo: 'living', newOwner: 'acme' });
  await control.settled();
  const transfer = receiver.received.at(-1);
  expect(transfer?.payload).toMatchObject({
    action: 'transferred',
    changes: { owner: { from: { user: { login: 'mona' } } } },
    installation: { id: installationId },
  });
  await control.renameAccount({ login: 'mona', newLogin: 'mona-lisa' });
  await control.settled();
  expect(receiver.received.at(-1)?.payload).toMatchObject({
    action: 'renamed',
    changes: { login: { from: 'mona' } },
    account: { login: 'mona-lisa' },
    installation: { id },
  });
});

test('a failed delivery is recorded and never repeated by itself', async () => {
  receiver.answerWith(500);
  await github.control.commitFiles({ ...place, files: { a: '1' } });
  await github.control.settled();
  expect(receiver.received).toHaveLength(1);
  const delivery = (await github.control.listDeliveries()).at(-1);
  expect(delivery).toMatchObject({ statusCode: 500, status: 'Invalid HTTP Response: 500', redelivery: false });
  receiver.answerWith(200);
  await github.control.redeliver({ deliveryId: delivery?.id ?? 0 });
  await github.control.settled();
  expect((await github.control.listDeliveries()).at(-1)).toMatchObject({
    guid: delivery?.guid,
    redelivery: true,
    statusCode: 200,
  });
  expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body);
});

test('no answer in time is 504, nobody there is 502', async () => {
  receiver.answerWith(undefined);
  await github.control.commitFiles({ ...place, files: { a: '2' } });
  await github.control.settled();
  expect((await github.control.listDeliveries()).at(-1)).toMatchObject({ statusCode: 504, status: 'timed out' });
  await github.control.setWebhookUrl({ url: 'http://127.0.0.1:1/nobody' });
  await github.control.commitFiles({ ...place, files: { a: '3' } });
  await github.control.settled();
  expect((await github.control.listDeliveries()).at(-1)).toMatchObject({ statusCode: 502 });
  await github.control.setWebhookUrl({ url: receiver.url });
});

test('webhooks are dropped, doubled, held and released in a chosen order', async () => {
  const { control } = github;
  await control.dropWebhooks({ event: 'push', times: 1 });
  await control.commitFiles({ ...place, files: { a: '4' } });
  await control.settled();
  expect(receiver.names()).toEqual([]);
  expect((await control.listDeliveries()).at(-1)).toMatchObject({ event: 'push', statusCode: 502 });
  await control.doubleWebhooks({ event: 'push' });
  await control.commitFiles({ ...place, files: { a: '5' } });
  await control.settled();
  const guids = receiver.received.map(({ headers }) => headers['x-github-delivery']);
  expect(guids).toHaveLength(2);
  expect(new Set(guids).size).toBe(1);
  receiver.received.splice(0);
  await control.holdWebhooks({ refPattern: '^refs/tags/h' });
  for (const name of ['h1', 'h2', 'h3']) await control.createTag({ ...place, name });
  await control.settled();
  expect(receiver.names()).toEqual(['create:h1', 'create:h2', 'create:h3']);
  const held = await control.listHeldWebhooks();
  await control.releaseWebhooks({ guids: [held[2]?.guid ?? '', held[0]?.guid ?? ''] });
  await control.settled();
  expect(receiver.names().slice(3)).toEqual(['push:refs/tags/h3', 'push:refs/tags/h1']);
  await control.releaseWebhooks();
  await control.settled();
  expect(receiver.names().slice(5)).toEqual(['push:refs/tags/h2']);
});

test('a delayed webhook is overtaken by later ones', async () => {
  await github.control.addFault({ match: { kind: 'webhook', pathPattern: 'push' }, respond: { delayMs: 50 } });
  await github.control.createTag({ ...place, name: 'late' });
  await github.control.settled();
  expect(receiver.names()).toEqual(['create:late', 'push:refs/tags/late']);
});

test('an App’s ping has its hook', async () => {
  await github.control.pingWebhook();
  await github.control.settled();
  expect(receiver.received[0]).toMatchObject({
    event: 'ping',
    payload: { hook: { type: 'App', app_id: github.app.id } },
  });
});

test('a hook set to form sends the payload as a form field, signed as sent', async () => {
  const setContentType = (content_type: string) =>
    github.octokitApp().octokit.request('PATCH /app/hook/config', { content_type });
  await setContentType('form');
  await github.control.pingWebhook();
  await github.control.settled();
  await setContentType('json');
  const [ping] = receiver.received;
  expect(ping?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(ping?.payload).toMatchObject({ hook_id: expect.any(Number) });
  const digest = createHmac('sha256', github.app.webhookSecret)
    .update(ping?.body ?? '')
    .digest('hex');
  expect(ping?.headers['x-hub-signature-256']).toBe(`sha256=${digest}`);
});
