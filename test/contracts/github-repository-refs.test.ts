import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultOf, type GitHubWorld, owner, startGitHubWorld } from './github-world.ts';

let world: GitHubWorld;
const generous = { firstPage: 1, maxPages: 10, timeLimitMs: 60_000 };
const repo = 'skills';
const refs = () => world.github.installationRepositories;

beforeAll(async () => {
  world = await startGitHubWorld();
  await world.control.createTag({ owner, repo, name: 'v1.0.0', annotated: true, message: 'One' });
  for (let number = 1; number <= 100; number += 1) {
    await world.control.createTag({ owner, repo, name: `v0.0.${number}` });
  }
  await world.control.commitFiles({ owner, repo, branch: 'feature/a#1', files: { a: 'a' }, parent: world.firstCommit });
  await world.github.tokenFor(world.address.installationId, world.address.repositoryId);
}, 60_000);
afterAll(() => world?.close());

test('tags come with the commits that they peel to, the last name first, a hundred a request', async () => {
  const counts = await world.requestsOf(async () => {
    const { refs: tags, nextPage } = await refs().tags(world.address, generous);
    expect([tags.length, nextPage]).toEqual([101, null]);
    expect(tags[0]).toEqual({ name: 'v1.0.0', commit: world.firstCommit });
    expect(tags.map(({ name }) => name)).toEqual(
      tags
        .map(({ name }) => name)
        .toSorted()
        .reverse(),
    );
  });
  expect(counts).toEqual({ 'GET /repos/{owner}/{repo}/tags': 2 });
});

test.each([
  ['after the last page that is allowed', { ...generous, maxPages: 1 }],
  ['once the time is over', { ...generous, timeLimitMs: 0 }],
])('what follows is named %s, and goes on from there', async (_when, pages) => {
  const first = await refs().tags(world.address, pages);
  expect([first.refs.length, first.nextPage]).toEqual([100, 2]);
  const second = await refs().tags(world.address, { ...pages, firstPage: 2 });
  expect([second.refs.length, second.nextPage]).toEqual([1, null]);
});

test('branches are listed by name', async () => {
  const counts = await world.requestsOf(async () => {
    const { refs: branches, nextPage } = await refs().branches(world.address, generous);
    expect(nextPage).toBeNull();
    expect(branches).toEqual([
      { name: 'feature/a#1', commit: expect.stringMatching(/^[0-9a-f]{40}$/) },
      { name: 'main', commit: world.firstCommit },
    ]);
  });
  expect(counts).toEqual({ 'GET /repos/{owner}/{repo}/branches': 1 });
});

test('an empty repository has none', async () => {
  const { id } = await world.control.createRepository({ owner, name: 'empty', private: true });
  const address = { ...world.address, repositoryId: id as never, name: 'empty' };
  expect(await refs().tags(address, generous)).toEqual({ refs: [], nextPage: null });
  expect(await refs().branches(address, generous)).toEqual({ refs: [], nextPage: null });
});

test('a repository that the installation does not reach is not accessible', async () => {
  const address = { ...world.address, repositoryId: 4_711 as never };
  expect(await faultOf(refs().tags(address, generous))).toMatchObject({ code: 'repository_not_accessible' });
});
