import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Annotation } from '../../domain/publishing/outcome.ts';
import type { AttemptId, RepositoryId, Sha } from '../../domain/shared/ids.ts';
import type { RepositoryAddress } from '../../ports/publishing/source.ts';
import type { CheckRunContent, CommitStatusContent } from '../../ports/publishing/write-back.ts';
import { attemptId, faultOf, type GitHubWorld, owner, startGitHubWorld } from './github-world.ts';

let world: GitHubWorld;
/** A new commit for each test. */
let commit: Sha;
let commits = 0;

beforeAll(async () => {
  world = await startGitHubWorld();
});
beforeEach(async () => {
  commits += 1;
  commit = (await world.control.commitFiles({ owner, repo: 'skills', files: { n: `${commits}` } })).sha as Sha;
  await world.github.tokenFor(world.address.installationId, world.address.repositoryId);
});
afterAll(() => world?.close());

const create = 'POST /repos/{owner}/{repo}/check-runs';
const update = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}';
const listRuns = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
const combined = 'GET /repos/{owner}/{repo}/commits/{ref}/status';

function content(changes: Partial<CheckRunContent> = {}): CheckRunContent {
  return {
    name: 'Selftune publish',
    externalId: attemptId,
    detailsUrl: 'https://waybill.example/attempts/1',
    title: 'Publishing',
    summary: 'In progress',
    annotations: [],
    conclusion: null,
    ...changes,
  };
}

function annotations(count: number): Annotation[] {
  return Array.from({ length: count }, (_, index) => ({
    path: 'SKILL.md',
    line: index + 1,
    column: index % 2 === 0 ? 3 : null,
    code: 'front_matter_invalid',
    message: `Problem ${index}`,
  }));
}

function status(changes: Partial<CommitStatusContent> = {}): CommitStatusContent {
  const targetUrl = 'https://waybill.example/attempts/1';
  return { context: 'selftune/publish/0a1b2c3d', state: 'pending', description: 'Publishing', targetUrl, ...changes };
}

async function createRun(changes: Partial<CheckRunContent> = {}): Promise<string> {
  const made = await world.github.writeBack.createCheckRun(world.address, commit, content(changes));
  if (made.kind !== 'written') throw new Error(made.message);
  return made.checkRunId;
}

const runsOnCommit = () => world.control.listCheckRuns({ owner, repo: 'skills', sha: commit });
const find = (of: AttemptId = attemptId) =>
  world.github.writeBack.findCheckRun(world.address, commit, 'Selftune publish', of);

describe('a check-run', () => {
  test('goes from in progress to its conclusion: one request each', async () => {
    let id = '';
    const counts = await world.requestsOf(async () => {
      id = await createRun();
      expect(await runsOnCommit()).toMatchObject([{ id: Number(id), status: 'in_progress', externalId: attemptId }]);
      const concluded = content({ conclusion: 'success', title: 'Published 1.2.0', summary: 'Done' });
      expect(await world.github.writeBack.updateCheckRun(world.address, id, concluded, 0)).toEqual({ kind: 'written' });
    });
    expect(counts).toEqual({ [create]: 1, [update]: 1 });
    expect(await runsOnCommit()).toMatchObject([
      { id: Number(id), name: 'Selftune publish', status: 'completed', conclusion: 'success' },
    ]);
  });

  test.each([
    [50, 1],
    [51, 2],
    [120, 3],
  ])('%i annotations all arrive, in order, in %i requests', async (count, requests) => {
    const counts = await world.requestsOf(() => createRun({ annotations: annotations(count), conclusion: 'failure' }));
    expect(counts).toEqual({ [create]: 1, ...(requests > 1 ? { [update]: requests - 1 } : {}) });
    const [run] = await runsOnCommit();
    expect(run).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(run?.annotations.map(({ message }) => message)).toEqual(annotations(count).map(({ message }) => message));
    expect(run?.annotations[0]).toMatchObject({
      path: 'SKILL.md',
      start_line: 1,
      end_line: 1,
      start_column: 3,
      end_column: 3,
      annotation_level: 'failure',
      title: 'front_matter_invalid',
    });
  });

  test('a try that was cut off between its requests is taken up where it stopped', async () => {
    await world.control.addFault({ match: { method: 'PATCH' }, respond: { status: 502 } });
    const all = content({ annotations: annotations(120), conclusion: 'failure' });
    await faultOf(world.github.writeBack.createCheckRun(world.address, commit, all));
    const found = await find();
    expect(found).toMatchObject({ completed: false, annotationsSent: 50 });
    await world.github.writeBack.updateCheckRun(
      world.address,
      found?.checkRunId ?? '',
      all,
      found?.annotationsSent ?? 0,
    );
    expect(await find()).toEqual({ checkRunId: found?.checkRunId, completed: true, annotationsSent: 120 });
  });

  test('a summary longer than GitHub takes is cut', async () => {
    const id = await createRun({ summary: '…'.repeat(40_000), conclusion: 'neutral' });
    expect(await find()).toMatchObject({ checkRunId: id, completed: true });
  });

  test('is found by its attempt after its answer was lost, though later attempts have runs of the name: one request', async () => {
    await world.control.addFault({
      match: { method: 'POST' },
      respond: { resetConnection: true, afterHandling: true },
    });
    const fault = await faultOf(createRun());
    expect(fault).not.toMatchObject({ name: 'PermanentFailure' });
    const other = '00000000-0000-4000-8000-000000000002' as AttemptId;
    await createRun({ externalId: other });
    const counts = await world.requestsOf(async () => {
      expect(await find()).toMatchObject({ completed: false, annotationsSent: 0 });
    });
    expect(counts).toEqual({ [listRuns]: 1 });
    expect((await find(other))?.checkRunId).not.toBe((await find())?.checkRunId);
    expect(await find('00000000-0000-4000-8000-000000000003' as AttemptId)).toBeNull();
  });

  test('of many on one commit is found on a later page', async () => {
    const id = await createRun();
    for (let n = 0; n < 100; n += 1)
      await createRun({ externalId: '00000000-0000-4000-8000-000000000004' as AttemptId });
    const counts = await world.requestsOf(async () => expect(await find()).toMatchObject({ checkRunId: id }));
    expect(counts).toEqual({ [listRuns]: 2 });
  });

  test('on a commit that is not there is a permanent failure in GitHub’s words', async () => {
    const unknown = 'f'.repeat(40) as Sha;
    expect(await faultOf(world.github.writeBack.createCheckRun(world.address, unknown, content()))).toMatchObject({
      code: 'github_refused',
      message: expect.stringContaining(`No commit found for SHA: ${unknown}`),
    });
  });
});

describe('a commit status', () => {
  const set = (changes: Partial<CommitStatusContent>) =>
    world.github.writeBack.setStatus(world.address, commit, status(changes));
  const latest = (context = status().context) => world.github.writeBack.latestStatus(world.address, commit, context);

  test('is set, and the newest of its context is read back: one request each', async () => {
    expect(await latest()).toBeNull();
    const counts = await world.requestsOf(async () => {
      await set({});
      await set({ context: 'selftune/publish/another', state: 'error' });
      expect(await set({ state: 'success', description: 'Published 1.2.0' })).toEqual({ kind: 'written' });
      const { targetUrl } = status();
      expect(await latest()).toEqual({ state: 'success', description: 'Published 1.2.0', targetUrl });
    });
    expect(counts).toEqual({ 'POST /repos/{owner}/{repo}/statuses/{sha}': 3, [combined]: 1 });
  });

  test('a context is the same in any case of its letters', async () => {
    await set({ state: 'failure' });
    expect(await latest('SELFTUNE/publish/0A1B2C3D')).toMatchObject({ state: 'failure' });
  });

  test.each(['x'.repeat(500), '🙂'.repeat(200)])(
    'a long description is cut to what GitHub takes',
    async (description) => {
      await set({ description });
      const cut = (await latest())?.description ?? '';
      expect(cut.endsWith('…') && cut.isWellFormed() && description.startsWith(cut.slice(0, -1))).toBe(true);
      expect(cut.length).toBeGreaterThanOrEqual(139);
    },
  );

  test('on a commit that is not there is a permanent failure in GitHub’s words', async () => {
    const fault = await faultOf(world.github.writeBack.setStatus(world.address, 'f'.repeat(40) as Sha, status()));
    expect(fault).toMatchObject({
      code: 'github_refused',
      message: expect.stringContaining('No commit found for SHA'),
    });
  });
});

describe('where writing is not supported', () => {
  test('without its permission each half says so, until the permission comes', async () => {
    await world.control.createAccount({ login: 'reader', type: 'User' });
    const { id } = await world.control.createRepository({ owner: 'reader', name: 'skills' });
    const { sha } = await world.control.commitFiles({ owner: 'reader', repo: 'skills', files: { a: 'a' } });
    const permissions = { contents: 'read', statuses: 'write' };
    const installation = await world.control.installApp({ accountLogin: 'reader', permissions });
    const installationId = installation.id as RepositoryAddress['installationId'];
    const address = { installationId, repositoryId: id as RepositoryId, owner: 'reader', name: 'skills' };

    const { createCheckRun, setStatus } = world.github.writeBack;
    expect(await setStatus(address, sha as Sha, status())).toEqual({ kind: 'written' });
    const unsupported = { kind: 'unsupported', message: 'Resource not accessible by integration' };
    expect(await createCheckRun(address, sha as Sha, content())).toEqual(unsupported);

    await world.control.acceptNewPermissions({ installationId, permissions: { ...permissions, checks: 'write' } });
    expect(await createCheckRun(address, sha as Sha, content())).toMatchObject({ kind: 'written' });
  });

  test('an archived repository takes nothing', async () => {
    const { id } = await world.control.createRepository({ owner, name: 'archived' });
    const { sha } = await world.control.commitFiles({ owner, repo: 'archived', files: { a: 'a' } });
    await world.control.archiveRepository({ owner, repo: 'archived' });
    const address = { ...world.address, repositoryId: id as RepositoryId, name: 'archived' };
    const message = 'Repository was archived so is read-only.';
    const { createCheckRun, setStatus } = world.github.writeBack;
    expect(await createCheckRun(address, sha as Sha, content())).toEqual({ kind: 'unsupported', message });
    expect(await setStatus(address, sha as Sha, status())).toEqual({ kind: 'unsupported', message });
  });
});
