import { beforeAll, expect, test } from 'vitest';
import { onEachEngine } from '../support/engines.ts';
import { eventually } from '../support/eventually.ts';
import {
  attemptDone,
  connectRepository,
  inboxDone,
  push,
  quiet,
  repositoryName,
  type SkillRepository,
  skillFile,
} from '../support/skill-repository.ts';

const permissions = { contents: 'read', checks: 'write', statuses: 'write', pull_requests: 'read' };
const events = ['push', 'create', 'delete', 'repository', 'pull_request'];
const on = { pr_preview_enabled: true };

type PreviewRow = { id: string; status: string; run: number; title: string | null; message: string | null };

onEachEngine('previews of pull requests', (under) => {
  const { system } = under;
  const control = () => system().github.control;

  beforeAll(() =>
    control()
      .acceptNewPermissions({ installationId: system().installationId, permissions, events })
      .then(() => undefined),
  );

  const runsOn = (repository: SkillRepository, sha: string) =>
    control().listCheckRuns({ ...repositoryName(repository), sha });

  const previewsOf = (sha: string) =>
    system().rows<PreviewRow>(
      'select id, status, run, title, message from github_previews where head_sha = $1 order by run',
      [sha],
    );

  /** Waits until that run of the head's preview has ended. */
  const previewDone = (sha: string, run = 1): Promise<PreviewRow> =>
    eventually(`preview ${run} of ${sha}`, async () => {
      const preview = (await previewsOf(sha)).find((it) => it.run === run);
      return preview && preview.status !== 'pending' && preview;
    });

  const decisionsOn = (sha: string) =>
    system().rows<{ trigger: string; verdict: string; reason: string | null }>(
      'select trigger, verdict, reason from github_decisions where commit = $1 order by created_at',
      [sha],
    );

  /** Commits to a branch of its own, made from the default branch when it is new. */
  const propose = (repository: SkillRepository, files: Parameters<typeof push>[2], branch = 'change') =>
    push(system(), repository, files, { branch, parent: 'main' });

  test('a broken pull request is annotated, its repair is summed up, and the merge publishes what was said', async () => {
    const name = 'proposed';
    const repository = await connectRepository(system(), { name, connection: on });
    const first = await push(system(), repository, { 'a.md': 'A.\n', 'b.md': 'B.\n' });
    const { version } = await attemptDone(system(), repository, { ref: 'refs/heads/main', commit: first });
    const keys = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`keys/${n}.pem`, 'secret']));
    const broken = await propose(repository, { 'SKILL.md': `---\nname: Not Good\n---\n`, ...keys });
    const { number } = await control().openPullRequest({ ...repositoryName(repository), head: 'change' });
    await previewDone(broken);
    const [refused] = await runsOn(repository, broken);
    expect(refused).toMatchObject({
      name: `Selftune preview (${name})`,
      status: 'completed',
      conclusion: 'neutral',
      title: 'Would fail: key_material (62 problems)',
    });
    expect(refused?.annotations).toHaveLength(62);
    expect(refused?.annotations.filter(({ path }) => path === 'SKILL.md')).toMatchObject([
      { start_line: 2, title: 'name_malformed' },
      { start_line: 1, title: 'description_missing' },
    ]);

    const none = Object.fromEntries(Object.keys(keys).map((path) => [path, null]));
    const repair = { ...none, 'SKILL.md': skillFile(name), 'b.md': null, 'a.md': 'Better.\n', 'c_d.md': 'C.\n' };
    const repaired = await push(system(), repository, repair, { branch: 'change' });
    expect(await previewDone(repaired)).toMatchObject({
      status: 'told',
      title: 'Would publish a new version: 1 file added, 1 removed, 1 changed',
    });
    const [summed] = await runsOn(repository, repaired);
    expect(summed).toMatchObject({ status: 'completed', conclusion: 'neutral', annotations: [] });
    const summary = summed?.summary ?? '';
    expect(summary).toContain(`${version}, the current version`);
    for (const line of ['**Added**\n\n- c_d.md', '**Removed**\n\n- b.md', '**Changed**\n\n- a.md']) {
      expect(summary).toContain(line);
    }

    const { sha: merged } = await control().mergePullRequest({ ...repositoryName(repository), number });
    await attemptDone(system(), repository, { ref: 'refs/heads/main', commit: merged });
    const [published] = await system().rows<{ content_hash: string; tar_hash: string }>(
      `select content_hash, a.tar_hash from registry_versions join registry_archives a using (content_hash)
        where source_ref = $1`,
      [merged],
    );
    expect(summary).toContain(published?.content_hash ?? 'none');
    expect(summary).toContain(published?.tar_hash ?? 'none');
  });

  test('Re-run looks again, at one check and at the whole suite, and only at the switched-on connection’s', async () => {
    const repository = await connectRepository(system(), { name: 'looked-at-again', connection: on });
    const sha = await propose(repository, { 'a.md': 'A.\n' });
    await control().openPullRequest({ ...repositoryName(repository), head: 'change' });
    await previewDone(sha);
    const [first] = await runsOn(repository, sha);
    await control().rerequestCheckRun({ checkRunId: first?.id ?? 0 });
    await previewDone(sha, 2);
    await control().rerequestCheckSuite({ checkSuiteId: first?.suiteId ?? 0 });
    await previewDone(sha, 3);
    const runs = await runsOn(repository, sha);
    expect(runs.map(({ externalId }) => externalId)).toEqual((await previewsOf(sha)).map(({ id }) => id));
    expect(new Set(runs.map(({ title }) => title)).size).toBe(1);
    await system().api.request('PATCH', `/api/v1/github/connections/${repository.connectionId}`, {
      pr_preview_enabled: false,
    });
    await control().rerequestCheckRun({ checkRunId: first?.id ?? 0 });
    await inboxDone(system());
    expect(await previewsOf(sha)).toHaveLength(3);
    expect((await decisionsOn(sha)).at(-1)).toEqual({ trigger: 're-run', verdict: 'skip', reason: 'preview_off' });
    expect(await quiet(system(), repository)).toEqual([]);
  });

  test('nothing is looked at unless it is switched on, and to the default branch only; the delivery says why', async () => {
    const off = await connectRepository(system(), { name: 'preview-off' });
    const unwanted = await propose(off, { 'a.md': 'A.\n' });
    await control().openPullRequest({ ...repositoryName(off), head: 'change' });
    const repository = await connectRepository(system(), { name: 'other-base', connection: on });
    await propose(repository, { 'r.md': 'R.\n' }, 'release');
    const sha = await propose(repository, { 'a.md': 'A.\n' });
    await control().openPullRequest({ ...repositoryName(repository), head: 'change', base: 'release' });
    await inboxDone(system());
    const asked = { trigger: 'pull_request', verdict: 'skip' };
    expect(await decisionsOn(unwanted)).toContainEqual({ ...asked, reason: 'preview_off' });
    expect(await decisionsOn(sha)).toContainEqual({ ...asked, reason: 'base_not_default' });
    for (const [where, commit] of [
      [off, unwanted],
      [repository, sha],
    ] as const) {
      expect(await previewsOf(commit)).toEqual([]);
      expect(await runsOn(where, commit)).toEqual([]);
    }
  });

  test('a pull request beside the package has nothing to publish', async () => {
    const files = { 'skills/a/SKILL.md': skillFile('beside'), 'README.md': 'Skills.\n' };
    const connection = { ...on, skill_path: 'skills/a' };
    const repository = await connectRepository(system(), { name: 'beside', files, connection });
    await system().api.sync(repository.connectionId);
    const sha = await propose(repository, { 'README.md': 'More skills.\n' });
    await control().openPullRequest({ ...repositoryName(repository), head: 'change' });
    expect(await previewDone(sha)).toMatchObject({ status: 'told', title: 'Nothing to publish' });
  });

  test('a fork’s head is looked at, and nothing of it is kept', async () => {
    const repository = await connectRepository(system(), { name: 'forked', connection: on });
    const archives = () => system().rows('select content_hash from registry_archives order by 1');
    const before = await archives();
    await control().createAccount({ login: 'forker' });
    await control().forkRepository({ ...repositoryName(repository), newOwner: 'forker' });
    const fork = { owner: 'forker', repo: repository.name };
    const { sha } = await control().commitFiles({ ...fork, branch: 'idea', parent: 'main', files: { 'a.md': 'A.\n' } });
    await control().openPullRequest({ ...repositoryName(repository), head: 'forker:idea' });
    expect(await previewDone(sha)).toMatchObject({ status: 'told' });
    const [run] = await runsOn(repository, sha);
    expect(run).toMatchObject({ conclusion: 'neutral', title: expect.stringContaining('Would publish') });
    expect(run?.summary).toContain('nothing of it is kept');
    expect(await archives()).toEqual(before);
    expect(await quiet(system(), repository)).toEqual([]);
  });

  test('one head is told once, however often it is delivered and whichever answers are lost', async () => {
    const repository = await connectRepository(system(), { name: 'told-once', connection: on });
    await control().doubleWebhooks({ event: 'pull_request' });
    await control().addFault({
      match: { kind: 'rest', method: 'POST', pathPattern: 'check-runs$' },
      respond: { status: 502, afterHandling: true },
    });
    await control().addFault({ match: { kind: 'git' }, times: 2, respond: { status: 502 } });
    const sha = await propose(repository, { 'a.md': 'A.\n' });
    const { number } = await control().openPullRequest({ ...repositoryName(repository), head: 'change' });
    expect(await previewDone(sha)).toMatchObject({ status: 'told' });
    await control().closePullRequest({ ...repositoryName(repository), number });
    await control().reopenPullRequest({ ...repositoryName(repository), number });
    await inboxDone(system());
    expect(await previewsOf(sha)).toHaveLength(1);
    expect(await runsOn(repository, sha)).toHaveLength(1);
  });

  test('a rate limit is waited for, and a newer head ends the wait of the older', async () => {
    const repository = await connectRepository(system(), { name: 'waiting', connection: on });
    await control().addFault({
      match: { kind: 'rest', method: 'POST', pathPattern: 'check-runs$' },
      respond: { secondaryLimit: { retryAfterSeconds: 3 } },
    });
    const older = await propose(repository, { 'a.md': 'A.\n' });
    await control().openPullRequest({ ...repositoryName(repository), head: 'change' });
    await eventually('the rate limit', async () =>
      (await control().listFaults()).every(({ remaining }) => remaining === 0),
    );
    const newer = await push(system(), repository, { 'a.md': 'B.\n' }, { branch: 'change' });
    expect(await previewDone(newer)).toMatchObject({ status: 'told' });
    expect(await previewDone(older)).toMatchObject({ status: 'superseded' });
    expect(await runsOn(repository, older)).toEqual([]);
    await control().clearFaults();
  });

  test('a worker killed while it tells finishes after its restart, with one check-run and all annotations', async () => {
    const repository = await connectRepository(system(), { name: 'killed', connection: on });
    const keys = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`keys/${n}.pem`, 'secret']));
    await control().addFault({
      match: { kind: 'rest', method: 'PATCH', pathPattern: 'check-runs' },
      respond: { delayMs: 60_000 },
    });
    const sha = await propose(repository, keys);
    await control().openPullRequest({ ...repositoryName(repository), head: 'change' });
    await eventually('the second batch', async () =>
      (await control().listFaults()).every(({ remaining }) => remaining === 0),
    );
    await system().worker.kill9();
    await control().clearFaults();
    await system().worker.start();
    expect(await previewDone(sha)).toMatchObject({ status: 'told' });
    const runs = await runsOn(repository, sha);
    expect(runs).toMatchObject([{ status: 'completed', conclusion: 'neutral' }]);
    expect(runs[0]?.annotations).toHaveLength(60);
  });

  test('what a killed worker had begun to tell of a head is concluded when a newer head came meanwhile', async () => {
    const repository = await connectRepository(system(), { name: 'overtaken', connection: on });
    const keys = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`keys/${n}.pem`, 'secret']));
    await control().addFault({
      match: { kind: 'rest', method: 'PATCH', pathPattern: 'check-runs' },
      respond: { delayMs: 60_000 },
    });
    const older = await propose(repository, keys);
    await control().openPullRequest({ ...repositoryName(repository), head: 'change' });
    await eventually('the second batch', async () =>
      (await control().listFaults()).every(({ remaining }) => remaining === 0),
    );
    const newer = await push(system(), repository, { 'a.md': 'B.\n' }, { branch: 'change' });
    await eventually('the newer head', async () => (await previewsOf(newer)).length === 1);
    await system().worker.kill9();
    await control().clearFaults();
    await system().worker.start();
    expect(await previewDone(newer)).toMatchObject({ status: 'told' });
    expect(await previewDone(older)).toMatchObject({ status: 'superseded' });
    const [run] = await eventually('the conclusion', async () => {
      const runs = await runsOn(repository, older);
      return runs.every(({ status }) => status === 'completed') && runs;
    });
    expect(run).toMatchObject({ conclusion: 'neutral', title: 'Superseded' });
  });

  test('without the permission for checks the preview says what GitHub said', async () => {
    const { installationId } = system();
    const fewer = { contents: 'read', statuses: 'write', pull_requests: 'read' };
    const repository = await connectRepository(system(), { name: 'unsupported', connection: on });
    await control().acceptNewPermissions({ installationId, permissions: fewer, events });
    await inboxDone(system());
    const sha = await propose(repository, { 'a.md': 'A.\n' });
    await control().openPullRequest({ ...repositoryName(repository), head: 'change' });
    expect(await previewDone(sha)).toMatchObject({
      status: 'failed',
      message: expect.stringContaining('Resource not accessible by integration'),
    });
    await control().acceptNewPermissions({ installationId, permissions, events });
    await inboxDone(system());
  });
});
