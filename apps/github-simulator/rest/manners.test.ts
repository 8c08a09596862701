import type { Octokit } from '@octokit/rest';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { octokitOn, type SimulatorUnderTest, startSimulatorUnderTest } from '../testing/simulator-under-test.ts';

let github: SimulatorUnderTest;
let octokit: Octokit;
let nowMs = Date.parse('2026-11-21T08:00:00Z');
let installationId: number;
let sha: string;

const place = { owner: 'acme', repo: 'skills' };

beforeAll(async () => {
  github = await startSimulatorUnderTest({ now: () => nowMs });
  await github.control.createAccount({ login: 'acme', type: 'Organization' });
  await github.control.createRepository({ owner: 'acme', name: 'skills', private: true });
  installationId = (await github.control.installApp({ accountLogin: 'acme' })).id;
  ({ sha } = await github.control.commitFiles({ ...place, files: { a: 'a' } }));
  const { token } = await github.control.createInstallationToken({ installationId });
  octokit = new (octokitOn(github))({ auth: token });
});

afterAll(() => github.stop());

beforeEach(async () => {
  await github.control.setRateLimit({ limit: 5000, remaining: 5000 });
});

function createRun(body: Record<string, unknown>) {
  return octokit.request('POST /repos/{owner}/{repo}/check-runs', {
    ...place,
    name: 'x',
    head_sha: sha,
    ...body,
  } as never);
}

function createStatus(body: Record<string, unknown>, of = sha) {
  return octokit.request('POST /repos/{owner}/{repo}/statuses/{sha}', { ...place, sha: of, state: 'success', ...body });
}

const refusal = (sentence: string) => ({ status: 422, message: expect.stringContaining(sentence) });

test.each([
  [{ name: undefined }, '"name" wasn\'t supplied'],
  [{ head_sha: 'f'.repeat(40) }, `No commit found for SHA: ${'f'.repeat(40)}`],
  [{ head_sha: 'main' }, 'No commit found for SHA: main'],
  [{ details_url: 'ftp://x' }, 'details_url must use the http or https scheme'],
  [{ status: 'done' }, 'done is not a member of'],
  [{ status: 'completed' }, '"conclusion" wasn\'t supplied'],
  [{ conclusion: 'stale' }, 'stale is not a member of'],
  [{ output: { summary: 's' } }, '"title" wasn\'t supplied'],
  [{ output: { title: 't', summary: 'x'.repeat(65536) } }, 'Only 65535 characters are allowed; 65536 were supplied'],
  [{ output: { title: 't', summary: 's', annotations: [{}] } }, '"path", "start_line"'],
  [{ actions: [1, 2, 3, 4].map(() => ({})) }, 'No more than 3 items are allowed'],
  [{ actions: [{ label: 'x'.repeat(21), description: 'd', identifier: 'i' }] }, 'Only 20 characters'],
  [{ started_at: 'yesterday' }, 'not a valid date-time'],
  [{ name: 1 }, "For 'properties/name', 1 is not a string"],
])('a check-run with %j is refused', async (body, sentence) => {
  await expect(createRun(body)).rejects.toMatchObject(refusal(sentence));
});

test('fifty annotations go into one request, and add up over several', async () => {
  const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'm' };
  const output = (count: number) => ({ title: 't', summary: 's', annotations: Array(count).fill(annotation) });
  await expect(createRun({ output: output(51) })).rejects.toMatchObject(
    refusal('No more than 50 items are allowed; 51'),
  );
  const { data } = await createRun({ output: output(50) });
  const check_run_id = Number(data.id);
  await octokit.request('PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}', {
    ...place,
    check_run_id,
    output: output(3),
  } as never);
  const all = await octokit.paginate(octokit.rest.checks.listAnnotations, { ...place, check_run_id });
  expect(all).toHaveLength(53);
});

test('a status is refused for a long description, another scheme, an unknown state or sha', async () => {
  await expect(createStatus({ description: 'x'.repeat(141) })).rejects.toMatchObject(refusal('Validation Failed'));
  await createStatus({ description: 'x'.repeat(140) });
  await expect(createStatus({ target_url: 'git://x' })).rejects.toMatchObject(refusal('Validation Failed'));
  await expect(createStatus({ state: 'ok' })).rejects.toMatchObject(refusal('ok is not a member of'));
  await expect(createStatus({}, '0'.repeat(40))).rejects.toMatchObject(refusal('No commit found for SHA: 000'));
});

test('an unchanged answer is 304 and costs nothing', async () => {
  const first = await octokit.rest.repos.get(place);
  const used = async () => (await octokit.rest.rateLimit.get()).data.resources.core.used;
  const before = await used();
  const headers = { 'if-none-match': first.headers.etag };
  await expect(octokit.request('GET /repos/{owner}/{repo}', { ...place, headers })).rejects.toMatchObject({
    status: 304,
  });
  expect(await used()).toBe(before);
  await github.control.setPrivate({ ...place, private: false });
  expect((await octokit.request('GET /repos/{owner}/{repo}', { ...place, headers })).status).toBe(200);
  expect(await used()).toBe(before + 1);
  await github.control.setPrivate({ ...place, private: true });
});

test('the budget is counted down, refuses at nothing, and is full again after its reset', async () => {
  const resetAt = Math.floor(nowMs / 1000) + 30;
  await github.control.setRateLimit({ installationId, remaining: 1, resetAt });
  const last = await octokit.rest.repos.get(place);
  expect(last.headers).toMatchObject({
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-used': '5000',
    'x-ratelimit-reset': String(resetAt),
    'x-ratelimit-resource': 'core',
  });
  await expect(octokit.rest.repos.get(place)).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining(`API rate limit exceeded for installation ID ${installationId}.`),
    response: { headers: { 'x-ratelimit-remaining': '0' } },
  });
  expect((await octokit.rest.rateLimit.get()).data.resources.core.remaining).toBe(0);
  nowMs += 31_000;
  expect((await octokit.rest.repos.get(place)).headers['x-ratelimit-remaining']).toBe('4999');
});

test('anonymous callers have 60 calls an hour', async () => {
  const answer = await fetch(`${github.apiUrl}/meta`);
  expect(answer.headers.get('x-ratelimit-limit')).toBe('5000');
  const fresh = await startSimulatorUnderTest();
  expect((await fetch(`${fresh.apiUrl}/meta`)).headers.get('x-ratelimit-limit')).toBe('60');
  await fresh.stop();
});

test('an unknown API version is 400, a known one is named in the answer', async () => {
  const ask = (version: string) =>
    fetch(`${github.apiUrl}/rate_limit`, { headers: { 'x-github-api-version': version } });
  expect((await ask('2020-01-01')).status).toBe(400);
  const newer = await ask('2026-03-10');
  expect(newer.headers.get('x-github-api-version-selected')).toBe('2026-03-10');
  expect(await newer.json()).not.toHaveProperty('rate');
  expect(await (await ask('2022-11-28')).json()).toHaveProperty('rate');
});

test('what does not exist is 404 in GitHub’s form, at both roots', async () => {
  for (const root of [github.apiUrl, github.baseUrl]) {
    const answer = await fetch(`${root}/nothing/here`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('x-github-request-id')).toMatch(/^[0-9A-F]{4}:/);
    expect(await answer.json()).toEqual({
      message: 'Not Found',
      documentation_url: 'https://docs.github.com/rest',
      status: '404',
    });
  }
  const atRoot = await fetch(`${github.baseUrl}/versions`);
  expect(atRoot.status).toBe(200);
});

test('a body that is not a JSON object is 400', async () => {
  const post = (body: string) => fetch(`${github.apiUrl}/repos/acme/skills/check-runs`, { method: 'POST', body });
  expect(await (await post('{')).json()).toMatchObject({ message: 'Problems parsing JSON', status: '400' });
  expect(await (await post('[]')).json()).toMatchObject({ message: 'Body should be a JSON object' });
});

test('a former name redirects: reads by 301, writes by 307, to the id', async () => {
  const { id } = await github.control.getRepository(place);
  await github.control.renameRepository({ ...place, newName: 'renamed' });
  const { token } = await github.control.createInstallationToken({ installationId });
  const ask = (path: string, method = 'GET') =>
    fetch(`${github.apiUrl}${path}`, {
      method,
      redirect: 'manual',
      headers: { authorization: `Bearer ${token}` },
      body: method === 'GET' ? undefined : JSON.stringify({ name: 'x', head_sha: sha }),
    });
  const read = await ask('/repos/acme/skills/commits/main?x=1');
  expect(read.status).toBe(301);
  expect(read.headers.get('location')).toBe(`${github.apiUrl}/repositories/${id}/commits/main?x=1`);
  expect((await ask('/repos/acme/skills/check-runs', 'POST')).status).toBe(307);
  expect((await octokit.rest.repos.get(place)).data.full_name).toBe('acme/renamed');
  expect((await createRun({})).status).toBe(201);
  expect((await github.octokitApp().octokit.request('GET /repos/{owner}/{repo}/installation', place)).data.id).toBe(
    installationId,
  );
  await github.control.renameRepository({ owner: 'acme', repo: 'renamed', newName: 'skills' });
});

test('lists are paged with links', async () => {
  for (let index = 0; index < 5; index += 1) await createStatus({ context: `c${index}` });
  const page = await octokit.rest.repos.listCommitStatusesForRef({ ...place, ref: sha, per_page: 2, page: 2 });
  expect(page.data).toHaveLength(2);
  const relations = [...(page.headers.link ?? '').matchAll(/rel="(\w+)"/g)].map(([, relation]) => relation);
  expect(relations).toEqual(['prev', 'next', 'last', 'first']);
  const all = await octokit.paginate(octokit.rest.repos.listCommitStatusesForRef, { ...place, ref: sha, per_page: 2 });
  expect(all.length).toBeGreaterThanOrEqual(5);
});

test('an empty repository is 409', async () => {
  await github.control.createRepository({ owner: 'acme', name: 'empty', private: true });
  await expect(octokit.rest.repos.getCommit({ owner: 'acme', repo: 'empty', ref: 'main' })).rejects.toMatchObject({
    status: 409,
  });
});
