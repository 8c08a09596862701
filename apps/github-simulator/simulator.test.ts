import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectToGitHubSimulator } from './control/client.ts';
import { startGitHubSimulator } from './simulator.ts';
import { gitClient } from './testing/simulator-under-test.ts';
import { startWebhookReceiver } from './testing/webhook-receiver.ts';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'github-simulator-'));
});

afterEach(() => rm(dataDir, { recursive: true, force: true }));

test('everything is there again after a restart on the same data', async () => {
  const receiver = await startWebhookReceiver();
  const first = await startGitHubSimulator({ dataDir, app: { webhookUrl: receiver.url } });
  const place = { owner: 'acme', repo: 'skills' };
  await first.control.createAccount({ login: 'acme', type: 'Organization' });
  await first.control.createRepository({ owner: 'acme', name: 'old' });
  await first.control.renameRepository({ owner: 'acme', repo: 'old', newName: 'skills' });
  const { id } = await first.control.installApp({ accountLogin: 'acme' });
  const { sha } = await first.control.commitFiles({ ...place, files: { a: 'a' } });
  const { token } = await first.control.createInstallationToken({ installationId: id });
  const authorization = `Bearer ${token}`;
  const body = JSON.stringify({ name: 'x', head_sha: sha });
  await fetch(`${first.apiUrl}/repos/acme/skills/check-runs`, { method: 'POST', headers: { authorization }, body });
  const url = await first.control.pushUrl(place);
  await first.control.settled();
  const before = {
    app: first.app,
    installations: await first.control.listInstallations(),
    refs: await first.control.listRefs(place),
    runs: await first.control.listCheckRuns(place),
    deliveries: await first.control.listDeliveries(),
  };
  await first.close();
  const { port } = new URL(first.baseUrl);
  const second = await startGitHubSimulator({ dataDir, port: Number(port) });
  const after = {
    app: second.app,
    installations: await second.control.listInstallations(),
    refs: await second.control.listRefs(place),
    runs: await second.control.listCheckRuns(place),
    deliveries: await second.control.listDeliveries(),
  };
  expect(after).toEqual(before);
  expect(before.deliveries.length).toBeGreaterThan(3);
  const old = await fetch(`${second.apiUrl}/repos/acme/old`, { headers: { authorization } });
  expect(await old.json()).toMatchObject({ full_name: 'acme/skills' });
  expect(await gitClient('ls-remote', url)).toMatchObject({ failed: false });
  expect(await second.control.pushUrl(place)).toBe(url);
  await second.control.commitFiles({ ...place, files: { b: 'b' } });
  await second.control.settled();
  const ids = (await second.control.listDeliveries()).map((delivery) => delivery.id);
  expect(new Set(ids).size).toBe(ids.length);
  await second.close();
  await receiver.stop();
});

test('a state of an earlier version is taken over', async () => {
  const first = await startGitHubSimulator({ dataDir });
  await first.control.createAccount({ login: 'mona' });
  await first.close();
  const path = join(dataDir, 'state.json');
  const { pullRequests, authorizationCodes, refreshTokens, browser, ...state } = JSON.parse(
    await readFile(path, 'utf8'),
  );
  const { clientSecret, callbackUrls, setupUrl, setupOnUpdate, requestOAuthOnInstall, ...app } = state.app;
  const { pullRequest, ...nextIds } = state.nextIds;
  await writeFile(path, JSON.stringify({ ...state, app, nextIds }));
  const second = await startGitHubSimulator({ dataDir });
  expect(second.app.clientSecret).toMatch(/^[0-9a-f]{40}$/);
  await second.control.createRepository({ owner: 'mona', name: 'hello' });
  const place = { owner: 'mona', repo: 'hello' };
  await second.control.commitFiles({ ...place, files: { a: 'a' } });
  await second.control.commitFiles({ ...place, branch: 'change', parent: 'main', files: { a: 'b' } });
  expect((await second.control.openPullRequest({ ...place, head: 'change' })).id).toBe(pullRequest);
  await second.close();
});

test('another process drives it over HTTP with the same functions', async () => {
  const simulator = await startGitHubSimulator({ dataDir });
  const control = connectToGitHubSimulator(simulator.baseUrl);
  await control.createAccount({ login: 'mona' });
  await control.createRepository({ owner: 'mona', name: 'hello' });
  const bytes = Uint8Array.from([0, 255, 128]);
  const files = { 'a.bin': bytes, run: { content: bytes, mode: '100755' }, 'b.txt': 'text' };
  const { sha } = await control.commitFiles({ owner: 'mona', repo: 'hello', files });
  expect(await control.listRefs({ owner: 'mona', repo: 'hello' })).toMatchObject([{ sha }]);
  const tree = await fetch(`${simulator.apiUrl}/repos/mona/hello/git/trees/main`);
  const { tree: entries } = (await tree.json()) as { tree: { path: string; mode: string; size: number }[] };
  expect(entries.map(({ path, mode, size }) => [path, mode, size])).toEqual([
    ['a.bin', '100644', 3],
    ['b.txt', '100644', 4],
    ['run', '100755', 3],
  ]);
  await control.addFault({ match: { pathPattern: /^\/meta$/ }, respond: { status: 503 } });
  expect((await fetch(`${simulator.apiUrl}/meta`)).status).toBe(503);
  await expect(control.createAccount({ login: 'mona' })).rejects.toThrow('The login "mona" is taken.');
  await simulator.close();
});

test('the control functions take JSON only, so that no page in a browser can call them', async () => {
  const simulator = await startGitHubSimulator({ dataDir });
  const url = `${simulator.baseUrl}/_simulator/createAccount`;
  const body = JSON.stringify({ login: 'eve' });
  expect((await fetch(url, { method: 'POST', body })).status).toBe(415);
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(url, { method: 'POST', body: '{', headers })).status).toBe(400);
  expect((await fetch(`${simulator.baseUrl}/_simulator/none`, { method: 'POST', body, headers })).status).toBe(404);
  await simulator.close();
});

test('a port in use and a broken data folder are one clear sentence each', async () => {
  const simulator = await startGitHubSimulator({ dataDir });
  const port = Number(new URL(simulator.baseUrl).port);
  await expect(startGitHubSimulator({ dataDir: join(dataDir, 'b'), port })).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is in use`,
  );
  await simulator.close();
  await writeFile(join(dataDir, 'state.json'), '{"format":');
  await expect(startGitHubSimulator({ dataDir })).rejects.toThrow('cannot be read');
});
