import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InstallationId, RepositoryId, Sha } from '../../domain/shared/ids.ts';
import { RateLimited } from '../../ports/faults.ts';
import { attemptId, faultOf, type GitHubWorld, owner, startGitHubWorld } from './github-world.ts';

let world: GitHubWorld;
const notAccessible = { code: 'repository_not_accessible' };

beforeAll(async () => {
  world = await startGitHubWorld();
  // The tests count requests; the token of the repository is there from here on.
  await world.github.repositories.resolveRef(world.address, 'refs/heads/main');
});
afterAll(() => world?.close());

const commitRoute = 'GET /repos/{owner}/{repo}/commits/{ref}';

describe('a ref', () => {
  const resolve = (name: string) => world.github.repositories.resolveRef(world.address, name);

  test('a branch by its full name: one request', async () => {
    const counts = await world.requestsOf(async () => {
      expect(await resolve('refs/heads/main')).toEqual({
        kind: 'found',
        ref: 'refs/heads/main',
        commit: world.firstCommit,
      });
    });
    expect(counts).toEqual({ [commitRoute]: 1 });
  });

  test.each([
    ['lightweight', false],
    ['annotated', true],
  ])('a %s tag is the commit that it peels to: one request', async (kind, annotated) => {
    await world.control.createTag({ owner, repo: 'skills', name: `v1-${kind}`, annotated, message: kind });
    const counts = await world.requestsOf(async () => {
      const ref = `refs/tags/v1-${kind}`;
      expect(await resolve(ref)).toEqual({ kind: 'found', ref, commit: world.firstCommit });
    });
    expect(counts).toEqual({ [commitRoute]: 1 });
  });

  test.each(['feature/a#1', '100%25', 'größe/日本', 'a+b&c=d;e', 'x{y}', "it's", 'refs-like/refs/heads/main'])(
    'a branch named %s',
    async (branch) => {
      const { sha } = await world.control.commitFiles({
        owner,
        repo: 'skills',
        branch,
        files: { [`f-${branch.length}`]: branch },
        parent: world.firstCommit,
      });
      expect(await resolve(`refs/heads/${branch}`)).toEqual({
        kind: 'found',
        ref: `refs/heads/${branch}`,
        commit: sha,
      });
    },
  );

  test('a short name is a branch first, and a tag where there is no such branch: two requests', async () => {
    await world.control.createTag({ owner, repo: 'skills', name: 'both' });
    await world.control.createTag({ owner, repo: 'skills', name: 'only-a-tag' });
    const { sha } = await world.control.commitFiles({
      owner,
      repo: 'skills',
      branch: 'both',
      files: { both: 'b' },
      parent: world.firstCommit,
    });
    expect(await resolve('both')).toEqual({ kind: 'found', ref: 'refs/heads/both', commit: sha });
    const counts = await world.requestsOf(async () => {
      expect(await resolve('only-a-tag')).toMatchObject({ ref: 'refs/tags/only-a-tag', commit: world.firstCommit });
    });
    expect(counts).toEqual({ [commitRoute]: 2 });
  });

  test('a branch named like a tag’s path is not taken for the tag', async () => {
    await world.control.commitFiles({
      owner,
      repo: 'skills',
      branch: 'tags/v9',
      files: { nine: '9' },
      parent: world.firstCommit,
    });
    expect(await resolve('refs/tags/v9')).toEqual({ kind: 'ref-missing' });
  });

  test.each(['refs/heads/none', 'none'])('%s that is not there is missing', async (name) => {
    expect(await resolve(name)).toEqual({ kind: 'ref-missing' });
  });

  test('names that git would not take, and refs that are neither branch nor tag, cost no request', async () => {
    const names = [
      '',
      '..',
      '../../../app',
      'a b',
      'refs/heads/..',
      'refs/pull/1/head',
      'refs/heads/',
      'a\nb',
      'x'.repeat(300),
    ];
    const counts = await world.requestsOf(async () => {
      for (const name of names) expect(await resolve(name)).toEqual({ kind: 'ref-missing' });
    });
    expect(counts).toEqual({});
  });

  test('an empty repository says so', async () => {
    const { id } = await world.control.createRepository({ owner, name: 'empty' });
    const address = { ...world.address, name: 'empty', repositoryId: id as RepositoryId };
    expect(await world.github.repositories.resolveRef(address, 'main')).toEqual({ kind: 'repository-empty' });
  });
});

describe('how two commits lie to each other', () => {
  test('ahead, behind, identical, diverged, and without a common ancestor: one request each', async () => {
    const on = (branch: string, parent: string | null) =>
      world.control.commitFiles({ owner, repo: 'skills', branch, files: { [branch]: 'x' }, parent, force: true });
    const one = world.firstCommit;
    const two = (await on('two', one)).sha as Sha;
    const other = (await on('other', one)).sha as Sha;
    const unrelated = (await on('unrelated', null)).sha as Sha;
    const compare = (base: Sha, head: Sha) => world.github.repositories.compare(world.address, base, head);
    const counts = await world.requestsOf(async () => {
      expect(await compare(one, two)).toBe('ahead');
      expect(await compare(two, one)).toBe('behind');
      expect(await compare(two, two)).toBe('identical');
      expect(await compare(two, other)).toBe('diverged');
      expect(await compare(two, unrelated)).toBe('diverged');
    });
    expect(counts).toEqual({ 'GET /repos/{owner}/{repo}/compare/{basehead}': 5 });
    // A commit that was forced away long ago is not kept for ever.
    expect(await compare('0123456789abcdef0123456789abcdef01234567' as Sha, two)).toBe('diverged');
  });
});

describe('the repository itself', () => {
  test('is described as the installation sees it', async () => {
    const { installationId, name } = world.address;
    const counts = await world.requestsOf(async () => {
      expect(await world.github.repositories.describe({ installationId, owner, name })).toEqual({
        id: world.address.repositoryId,
        ownerId: expect.any(Number),
        owner,
        name: 'skills',
        private: true,
        archived: false,
        defaultBranch: 'main',
      });
    });
    expect(counts).toMatchObject({ 'GET /repos/{owner}/{repo}': 1 });
  });

  test('is found under its old name after it was renamed', async () => {
    const { id } = await world.control.createRepository({ owner, name: 'old-name' });
    const { sha } = await world.control.commitFiles({ owner, repo: 'old-name', files: { a: 'a' } });
    await world.control.renameRepository({ owner, repo: 'old-name', newName: 'new-name' });
    const address = { ...world.address, name: 'old-name', repositoryId: id as RepositoryId };
    expect(await world.github.repositories.resolveRef(address, 'main')).toMatchObject({ commit: sha });
    const status = { context: 'c', state: 'success', description: 'd', targetUrl: 'http://localhost/a' } as const;
    expect(await world.github.writeBack.setStatus(address, sha as Sha, status)).toEqual({ kind: 'written' });
  });

  test.each([
    [
      'renamed',
      async (repo: string) => void (await world.control.renameRepository({ owner, repo, newName: `${repo}-2` })),
    ],
    ['deleted', (repo: string) => world.control.deleteRepository({ owner, repo })],
  ])('another repository that took over the name of one that was %s is not touched', async (kind, leave) => {
    const name = `reused-${kind}`;
    const { id } = await world.control.createRepository({ owner, name });
    const address = { ...world.address, name, repositoryId: id as RepositoryId };
    const { repositories, writeBack } = world.github;
    // A token of it is kept, which reads public repositories of any name.
    await repositories.resolveRef(address, 'main');
    await leave(name);
    await world.control.createRepository({ owner, name });
    const { sha } = await world.control.commitFiles({ owner, repo: name, files: { a: 'stranger' } });
    const commit = sha as Sha;
    if (kind === 'renamed')
      expect(await repositories.resolveRef(address, 'main')).toEqual({ kind: 'repository-empty' });
    else expect(await faultOf(repositories.resolveRef(address, 'main'))).toMatchObject(notAccessible);
    if (kind === 'deleted') expect(await repositories.compare(address, commit, commit)).toBe('diverged');
    const run = {
      name: 'n',
      externalId: attemptId,
      detailsUrl: 'http://localhost/a',
      title: 't',
      summary: 's',
      annotations: [],
    };
    const status = { context: 'c', state: 'success', description: 'd', targetUrl: 'http://localhost/a' } as const;
    for (const write of [
      writeBack.createCheckRun(address, commit, { ...run, conclusion: null }),
      writeBack.setStatus(address, commit, status),
    ]) {
      expect(await faultOf(write)).toMatchObject({ name: 'PermanentFailure' });
    }
    expect(await world.control.listCheckRuns({ owner, repo: name })).toEqual([]);
    expect(await world.control.listStatuses({ owner, repo: name })).toEqual([]);
  });

  test('one that is not there, or that the installation may not see, is not accessible', async () => {
    const describeIt = (name: string) =>
      world.github.repositories.describe({ installationId: world.address.installationId, owner, name });
    const fault = await faultOf(describeIt('nowhere'));
    expect(fault).toMatchObject({ name: 'PermanentFailure', code: 'repository_not_accessible' });
    expect(String(fault)).toMatch(/GET .*\/repos\/acme\/nowhere with 404: Not Found \(request .+\)\. Check that/);
  });

  test.each(['..', '.', 'a/b', 'a?b', '', 'a%2Fb'])('a name such as %j never reaches GitHub', async (name) => {
    const { installationId } = world.address;
    const counts = await world.requestsOf(async () => {
      expect(await faultOf(world.github.repositories.describe({ installationId, owner, name }))).toMatchObject({
        code: 'repository_not_accessible',
      });
    });
    expect(counts).toEqual({});
  });
});

describe('what an installation reaches', () => {
  const reach = (id: number, installationId = world.address.installationId) =>
    world.github.repositories.reach({ installationId, repositoryId: id as RepositoryId });

  test('a repository is described by its id, for no request but a token’s', async () => {
    const { id } = await world.control.createRepository({ owner, name: 'reached', private: true });
    const mint = 'POST /app/installations/{installation_id}/access_tokens';
    const counts = await world.requestsOf(async () => {
      expect(await reach(id)).toMatchObject({ id, owner, name: 'reached', private: true, archived: false });
    });
    expect(counts).toEqual({ [mint]: 1 });
  });

  test('what changed is seen at once, whatever token is kept', async () => {
    const { id } = await world.control.createRepository({ owner, name: 'changing' });
    await reach(id);
    await world.control.renameRepository({ owner, repo: 'changing', newName: 'changed' });
    await world.control.setPrivate({ owner, repo: 'changed', private: true });
    await world.control.archiveRepository({ owner, repo: 'changed' });
    expect(await reach(id)).toMatchObject({ name: 'changed', private: true, archived: true });
  });

  test('a public repository that was moved away or deleted is out of reach', async () => {
    await world.control.createAccount({ login: 'taker', type: 'Organization' });
    for (const leave of [
      async (repo: string) => void (await world.control.transferRepository({ owner, repo, newOwner: 'taker' })),
      (repo: string) => world.control.deleteRepository({ owner, repo }),
    ]) {
      const { id } = await world.control.createRepository({ owner, name: 'leaving' });
      expect(await reach(id)).toMatchObject({ name: 'leaving' });
      await leave('leaving');
      expect(await reach(id)).toBeNull();
    }
  });

  test('a suspended or a deleted installation is no answer but a refusal', async () => {
    const { id } = await world.control.createRepository({ owner: 'taker', name: 'suspended' });
    const installation = await world.control.installApp({ accountLogin: 'taker' });
    const installationId = installation.id as InstallationId;
    expect(await reach(id, installationId)).toMatchObject({ owner: 'taker' });
    expect(await world.github.app.installationOfRepository(id as RepositoryId)).toMatchObject({ installationId });
    await world.control.suspendInstallation({ installationId });
    expect(await faultOf(reach(id, installationId))).toMatchObject({ code: 'installation_suspended' });
    await world.control.deleteInstallation({ installationId });
    expect(await faultOf(reach(id, installationId))).toMatchObject({ code: 'installation_missing' });
    expect(await world.github.app.installationOfRepository(id as RepositoryId)).toBeNull();
  });
});

describe('GitHub’s limits', () => {
  test('a secondary limit with retry-after, and a spent primary one', async () => {
    const now = Date.now();
    await world.control.addFault({ respond: { secondaryLimit: { retryAfterSeconds: 30 } } });
    const secondary = await faultOf(world.github.repositories.resolveRef(world.address, 'refs/heads/main'));
    expect(secondary).toBeInstanceOf(RateLimited);
    expect((secondary as RateLimited).until.getTime()).toBeGreaterThanOrEqual(now + 30_000);

    const resetAt = Math.floor(now / 1000) + 1200;
    await world.control.setRateLimit({ installationId: world.address.installationId, remaining: 0, resetAt });
    const primary = await faultOf(world.github.repositories.resolveRef(world.address, 'refs/heads/main'));
    expect(primary).toMatchObject({ name: 'RateLimited', until: new Date(resetAt * 1000) });
    await world.control.setRateLimit({ installationId: world.address.installationId, remaining: 5000 });
  });
});
