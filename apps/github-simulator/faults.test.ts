import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { gitClient, type SimulatorUnderTest, startSimulatorUnderTest } from './testing/simulator-under-test.ts';

let github: SimulatorUnderTest;
let sha: string;
let token: string;

const place = { owner: 'acme', repo: 'skills' };

beforeAll(async () => {
  github = await startSimulatorUnderTest();
  await github.control.createAccount({ login: 'acme', type: 'Organization' });
  await github.control.createRepository({ owner: 'acme', name: 'skills', private: true });
  const { id } = await github.control.installApp({ accountLogin: 'acme' });
  ({ sha } = await github.control.commitFiles({ ...place, files: { 'large.txt': 'x\n'.repeat(50_000) } }));
  ({ token } = await github.control.createInstallationToken({ installationId: id }));
});

afterAll(() => github.stop());

beforeEach(async () => {
  await github.control.clearFaults();
  await github.control.clearRequests();
});

const get = (path: string) => fetch(`${github.apiUrl}${path}`, { headers: { authorization: `Bearer ${token}` } });

const createRun = () =>
  fetch(`${github.apiUrl}/repos/acme/skills/check-runs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ name: 'x', head_sha: sha }),
  });

test('GitHub answers 502 twice, then is fine; other calls are not touched', async () => {
  const match = { method: 'GET', pathPattern: /^\/repos\/acme\/skills$/ };
  await github.control.addFault({ match, times: 2, respond: { status: 502, body: '<html>Unicorn!</html>' } });
  expect((await get('/rate_limit')).status).toBe(200);
  const statuses = [];
  for (let call = 0; call < 3; call += 1) statuses.push((await get('/repos/acme/skills')).status);
  expect(statuses).toEqual([502, 502, 200]);
  expect(await github.control.listFaults()).toMatchObject([{ remaining: 0, struck: 2 }]);
});

test('a fault may let some calls pass first', async () => {
  await github.control.addFault({ after: 1, respond: { status: 500 } });
  expect([(await get('/meta')).status, (await get('/meta')).status, (await get('/meta')).status]).toEqual([
    200, 500, 200,
  ]);
});

test('a secondary limit has retry-after, a primary one a reset and nothing remaining', async () => {
  await github.control.addFault({ respond: { secondaryLimit: { retryAfterSeconds: 7 } } });
  const secondary = await get('/meta');
  expect(secondary.status).toBe(403);
  expect(secondary.headers.get('retry-after')).toBe('7');
  expect(await secondary.json()).toMatchObject({ message: expect.stringContaining('secondary rate limit') });
  await github.control.addFault({ respond: { primaryLimit: { resetAt: 1_800_000_000, status: 429 } } });
  const primary = await get('/meta');
  expect(primary.status).toBe(429);
  expect(primary.headers.get('x-ratelimit-remaining')).toBe('0');
  expect(primary.headers.get('x-ratelimit-reset')).toBe('1800000000');
});

test('a held request is handled once the faults are cleared', async () => {
  await github.control.addFault({ match: { pathPattern: '^/repos/' }, respond: { held: true } });
  const answered: string[] = [];
  const held = get('/repos/acme/skills').then(({ status }) => answered.push(`held ${status}`));
  await expect.poll(async () => (await github.control.listFaults())[0]?.struck).toBe(1);
  answered.push(`other ${(await get('/meta')).status}`);
  await github.control.clearFaults();
  await held;
  expect(answered).toEqual(['other 200', 'held 200']);
});

test('a truncated body breaks off', async () => {
  await github.control.addFault({ respond: { truncateBodyAfterBytes: 20 } });
  const answer = await get('/repos/acme/skills');
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow();
  expect((await get('/repos/acme/skills')).status).toBe(200);
});

test('a reset connection answers nothing; afterHandling it has taken effect all the same', async () => {
  await github.control.addFault({ respond: { resetConnection: true } });
  await expect(createRun()).rejects.toThrow();
  expect(await github.control.listCheckRuns(place)).toHaveLength(0);
  await github.control.addFault({ respond: { resetConnection: true, afterHandling: true } });
  await expect(createRun()).rejects.toThrow();
  expect(await github.control.listCheckRuns(place)).toHaveLength(1);
  await github.control.addFault({ respond: { status: 502, afterHandling: true } });
  expect((await createRun()).status).toBe(502);
  expect(await github.control.listCheckRuns(place)).toHaveLength(2);
});

test('git meets faults of its own kind only', async () => {
  const url = await github.control.pushUrl(place);
  await github.control.addFault({ match: { kind: 'git' }, respond: { status: 503 } });
  expect((await get('/meta')).status).toBe(200);
  expect(await gitClient('ls-remote', url)).toMatchObject({ failed: true, stderr: expect.stringContaining('503') });
  const pack = { kind: 'git', pathPattern: 'git-upload-pack$', method: 'POST' } as const;
  await github.control.addFault({ match: pack, after: 1, respond: { truncateBodyAfterBytes: 100 } });
  expect(await gitClient('clone', url, join(github.workDir, 'cut'))).toMatchObject({ failed: true });
  expect(await gitClient('clone', url, join(github.workDir, 'whole'))).toMatchObject({ failed: false });
});

test('a push whose answer is lost has happened', async () => {
  const clone = join(github.workDir, 'lost');
  await gitClient('clone', await github.control.pushUrl(place), clone);
  await gitClient('-C', clone, 'commit', '--allow-empty', '-m', 'Lost');
  const match = { kind: 'git', method: 'POST', pathPattern: 'git-receive-pack' } as const;
  await github.control.addFault({ match, respond: { resetConnection: true, afterHandling: true } });
  expect(await gitClient('-C', clone, 'push', 'origin', 'main')).toMatchObject({ failed: true });
  const head = (await gitClient('-C', clone, 'rev-parse', 'HEAD')).stdout.trim();
  expect(await github.control.listRefs(place)).toMatchObject([{ sha: head }]);
});

test('requests are counted by route', async () => {
  await get('/repos/acme/skills/commits/main');
  await get('/repos/acme/skills/commits/main/check-runs');
  await get('/repos/acme/skills/commits/main');
  await gitClient('ls-remote', await github.control.pushUrl(place));
  expect(await github.control.countRequests({ kind: 'rest' })).toEqual({
    total: 3,
    byRoute: {
      'GET /repos/{owner}/{repo}/commits/{ref}': 2,
      'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': 1,
    },
  });
  const requests = await github.control.listRequests({ pathPattern: 'check-runs' });
  expect(requests).toMatchObject([{ status: 200, cost: 1, actor: expect.stringMatching(/^installation:/) }]);
  expect((await github.control.countRequests({ kind: 'git' })).total).toBeGreaterThan(0);
});
