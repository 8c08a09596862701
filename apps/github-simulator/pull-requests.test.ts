import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { gitClient, type SimulatorUnderTest, startSimulatorUnderTest } from './testing/simulator-under-test.ts';
import { startWebhookReceiver, type WebhookReceiver } from './testing/webhook-receiver.ts';

let github: SimulatorUnderTest;
let receiver: WebhookReceiver;
let place: { owner: string; repo: string };
let made = 0;

beforeAll(async () => {
  receiver = await startWebhookReceiver();
  github = await startSimulatorUnderTest({
    app: {
      webhookUrl: receiver.url,
      permissions: { contents: 'read', checks: 'write', pull_requests: 'read' },
      events: ['push', 'pull_request'],
    },
  });
  await github.control.createAccount({ login: 'acme', type: 'Organization' });
  await github.control.createAccount({ login: 'mona' });
  await github.control.installApp({ accountLogin: 'acme' });
});

afterAll(async () => {
  await github.stop();
  await receiver.stop();
});

beforeEach(async () => {
  made += 1;
  place = { owner: 'acme', repo: `skills-${made}` };
  const { control } = github;
  await control.createRepository({ owner: place.owner, name: place.repo });
  await control.commitFiles({ ...place, files: { a: 'a' } });
  await control.commitFiles({ ...place, branch: 'change', parent: 'main', files: { b: 'b' } });
  await control.settled();
  receiver.received.length = 0;
});

/** Actions of the pull request events so far, with the head that each names. */
async function events(): Promise<string[]> {
  await github.control.settled();
  return receiver.received
    .filter(({ event }) => event === 'pull_request')
    .map(({ payload }) => {
      const { head } = payload.pull_request as { head: { sha: string } };
      return `${payload.action} ${head.sha}`;
    });
}

const remoteRef = async (ref: string) => {
  const { stdout } = await gitClient('ls-remote', await github.control.pushUrl(place), ref);
  return stdout.split('\t')[0];
};

test('a pull request is opened, synchronized by a push to its branch, closed and reopened', async () => {
  const { control } = github;
  const opened = await control.openPullRequest({ ...place, head: 'change' });
  expect(opened).toMatchObject({ number: 1, state: 'open', baseRef: 'main' });
  await expect(control.openPullRequest({ ...place, head: 'change' })).rejects.toThrow('is open already');
  const second = await control.commitFiles({ ...place, branch: 'change', files: { b: 'B' } });
  await control.closePullRequest({ ...place, number: 1 });
  const third = await control.commitFiles({ ...place, branch: 'change', files: { b: 'C' } });
  await control.reopenPullRequest({ ...place, number: 1 });
  expect(await events()).toEqual([
    `opened ${opened.headSha}`,
    `synchronize ${second.sha}`,
    `closed ${second.sha}`,
    `reopened ${third.sha}`,
  ]);
  expect(await remoteRef('refs/pull/1/head')).toBe(third.sha);
  const synchronize = receiver.received.find(({ payload }) => payload.action === 'synchronize');
  expect(synchronize?.payload).toMatchObject({ before: opened.headSha, after: second.sha });
});

test('merging pushes to the base and closes as merged; deleting the branch closes', async () => {
  const { control } = github;
  await control.openPullRequest({ ...place, head: 'change' });
  const { sha } = await control.mergePullRequest({ ...place, number: 1 });
  expect((await control.listRefs(place)).find(({ ref }) => ref === 'refs/heads/main')?.sha).toBe(sha);
  await control.commitFiles({ ...place, branch: 'other', parent: 'main', files: { c: 'c' } });
  await control.openPullRequest({ ...place, head: 'other' });
  await control.updateRefs({ ...place, updates: [{ ref: 'refs/heads/other', sha: null }] });
  expect(await control.listPullRequests(place)).toMatchObject([
    { number: 1, state: 'closed', merged: true },
    { number: 2, state: 'closed', merged: false },
  ]);
  expect((await events()).map((event) => event.split(' ')[0])).toEqual(['opened', 'closed', 'opened', 'closed']);
});

test('a fork’s head is readable by its sha in the base repository, and nobody pushes to refs/pull', async () => {
  const { control } = github;
  await control.forkRepository({ ...place, newOwner: 'mona' });
  const fork = { owner: 'mona', repo: place.repo };
  const { sha } = await control.commitFiles({ ...fork, branch: 'idea', parent: 'main', files: { c: 'c' } });
  await control.openPullRequest({ ...place, head: 'mona:idea' });
  const clone = join(github.workDir, place.repo);
  const url = await control.pushUrl(place);
  await gitClient('init', '--quiet', clone);
  expect(await gitClient('-C', clone, 'fetch', '--depth=1', url, sha)).toMatchObject({ failed: false });
  expect(await gitClient('-C', clone, 'push', url, `${sha}:refs/pull/1/head`)).toMatchObject({ failed: true });
  const next = await control.commitFiles({ ...fork, branch: 'idea', files: { c: 'C' } });
  expect(await events()).toEqual([`opened ${sha}`, `synchronize ${next.sha}`]);
  expect(await remoteRef('refs/pull/1/head')).toBe(next.sha);
  await control.deleteRepository(fork);
  await control.closePullRequest({ ...place, number: 1 });
  await control.settled();
  const payload = receiver.received.at(-1)?.payload.pull_request as { head: object };
  expect(payload.head).toMatchObject({ label: 'mona:idea', repo: null });
});

test('without the permission nothing is told of pull requests', async () => {
  const { control } = github;
  const [installation] = await control.listInstallations();
  await control.acceptNewPermissions({ installationId: installation?.id ?? 0, permissions: { contents: 'read' } });
  await control.openPullRequest({ ...place, head: 'change' });
  expect(await events()).toEqual([]);
});
