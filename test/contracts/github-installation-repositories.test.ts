import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InstallationId } from '../../domain/shared/ids.ts';
import type { InstallationRepositories } from '../../ports/connections/installation-repositories.ts';
import { faultOf, type GitHubWorld, startGitHubWorld } from './github-world.ts';

let world: GitHubWorld;
let installationId: InstallationId;

const login = 'wide';
const generous = { maxPages: 50, timeLimitMs: 60_000 };
type ListLimits = Parameters<InstallationRepositories['list']>[1];
const route = 'GET /installation/repositories';

beforeAll(async () => {
  world = await startGitHubWorld();
  await world.control.createAccount({ login, type: 'Organization' });
  for (let number = 0; number < 101; number += 1) {
    await world.control.createRepository({ owner: login, name: `r-${number}`, private: number % 2 === 1 });
  }
  await world.control.commitFiles({ owner: login, repo: 'r-0', files: { a: 'a' } });
  installationId = (await world.control.installApp({ accountLogin: login })).id as InstallationId;
  await world.github.tokenFor(installationId);
}, 60_000);
afterAll(() => world?.close());

const list = (limits: ListLimits = generous) => world.github.installationRepositories.list(installationId, limits);

test('all pages are listed, a hundred repositories a request', async () => {
  const counts = await world.requestsOf(async () => {
    const { repositories, totalCount, truncated } = await list();
    expect(repositories).toHaveLength(101);
    expect(totalCount).toBe(101);
    expect(truncated).toBe(false);
    expect(repositories[0]).toEqual({
      id: expect.any(Number),
      owner: login,
      name: 'r-0',
      visibility: 'public',
      defaultBranch: 'main',
      htmlUrl: expect.stringMatching(/^http.*\/wide\/r-0$/),
      pushedAt: expect.any(Date),
    });
    expect(repositories[1]).toMatchObject({ name: 'r-1', visibility: 'private' });
  });
  expect(counts).toEqual({ [route]: 2 });
});

test.each([
  ['after the last page that is allowed', { ...generous, maxPages: 1 }],
  ['once the time is over', { ...generous, timeLimitMs: 0 }],
])('the list is cut off %s, and says so', async (_when, limits) => {
  const counts = await world.requestsOf(async () => {
    const { repositories, truncated } = await list(limits);
    expect([repositories.length, truncated]).toEqual([100, true]);
  });
  expect(counts).toEqual({ [route]: 1 });
});

test('how many there are is told by one request, however few are listed', async () => {
  const counts = await world.requestsOf(async () => {
    const { repositories, ...rest } = await list({ ...generous, maxPages: 1, perPage: 1 });
    expect(repositories.map(({ name }) => name)).toEqual(['r-0']);
    expect(rest).toEqual({ totalCount: 101, truncated: true });
  });
  expect(counts).toEqual({ [route]: 1 });
});

test('a list that ends with its last allowed page is whole', async () => {
  expect(await list({ ...generous, maxPages: 2 })).toMatchObject({ truncated: false });
});

test('a suspended installation says so', async () => {
  await world.control.suspendInstallation({ installationId });
  expect(await faultOf(list())).toMatchObject({ code: 'installation_suspended' });
  await world.control.unsuspendInstallation({ installationId });
});
