import { expect, test } from 'vitest';
import { onEachEngine } from '../support/engines.ts';
import { git, temporaryFolder } from '../support/git.ts';
import {
  attemptDone,
  commitVersionOf,
  connectAnother,
  connectRepository,
  push,
  quiet,
  skillFile,
  tag,
  versionsOf,
} from '../support/skill-repository.ts';
import { owner } from '../support/waybill-system.ts';

const main = 'refs/heads/main';

onEachEngine('publishing', ({ engine, system }) => {
  test('a git push to the default branch publishes a commit version and says so on the commit', async () => {
    const repository = await connectRepository(system(), { name: 'pushed' });
    const folder = await temporaryFolder();
    await git(folder, 'clone', '-q', `${await system().github.control.gitUrl()}/${owner}/pushed.git`, '.');
    await folder.write('notes.md', 'Notes.\n');
    await git(folder, 'add', '.');
    await git(folder, 'commit', '-qm', 'Add notes');
    await git(folder, 'push', '-q', 'origin', 'HEAD:main');
    const sha = (await git(folder, 'rev-parse', 'HEAD')).trim();
    await folder.remove();

    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    const version = commitVersionOf(sha);
    expect(attempt).toMatchObject({ trigger: 'branch', status: 'published', reason: null, version, run: 1 });
    expect(attempt.message).toBe(`Published ${version} from ${owner}/pushed.`);
    const [published] = await system().api.versions(repository.entryId);
    expect(published).toMatchObject({
      ...{ version, is_current: true, source: 'github', source_ref: sha, source_repo: `${owner}/pushed` },
    });
    const [checkRun, ...others] = await system().github.control.listCheckRuns({ owner, repo: 'pushed', sha });
    expect(others).toEqual([]);
    expect(checkRun).toMatchObject({ name: 'Selftune publish', status: 'completed', conclusion: 'success' });
    expect(String(checkRun?.id)).toBe(attempt.check_run_id);
    const statuses = await system().github.control.listStatuses({ owner, repo: 'pushed', sha });
    expect(statuses.map((it) => it.state)).toEqual(['pending', 'success']);
    expect(attempt.status_context).toBe(`selftune/publish/${repository.connectionId.slice(0, 8)}`);
    const detail = await system().api.attempt(attempt.id);
    expect(detail.engine).toBe(engine);
  });

  test.each([
    ['light', false],
    ['annotated', true],
  ])('a %s tag publishes its version once, though push and create both came', async (kind, annotated) => {
    const repository = await connectRepository(system(), { name: `tagged-${kind}` });
    const commit = await tag(system(), repository, 'v1.2.0', { annotated });
    const attempt = await attemptDone(system(), repository, { ref: 'refs/tags/v1.2.0', commit });
    expect(attempt).toMatchObject({ trigger: 'tag', status: 'published', version: '1.2.0' });
    const attempts = await quiet(system(), repository);
    expect(attempts).toHaveLength(1);
    const events = await system().github.control.listDeliveries();
    const { id } = await system().github.control.getRepository({ owner, repo: repository.name });
    const ofTag = events.filter(
      (it) =>
        it.repositoryId === id &&
        ['push', 'create'].includes(it.event) &&
        JSON.stringify(it.request.payload).includes('v1.2.0'),
    );
    expect(ofTag.map((it) => it.event).sort()).toEqual(['create', 'push']);
    expect(await versionsOf(system(), repository)).toEqual(['*1.2.0']);
    const checkRuns = await system().github.control.listCheckRuns({ owner, repo: repository.name, sha: commit });
    expect(checkRuns).toHaveLength(1);
  });

  test('each skill of a monorepo publishes by its own path and tag pattern', async () => {
    const files = { 'skills/a/SKILL.md': skillFile('skill-a'), 'skills/b/SKILL.md': skillFile('skill-b') };
    const a = await connectRepository(system(), {
      name: 'monorepo',
      files,
      connection: { skill_path: 'skills/a', tag_pattern: 'skill-a@*' },
    });
    const b = await connectAnother(
      system(),
      'monorepo',
      { skill_path: 'skills/b', tag_pattern: 'skill-b@*' },
      'monorepo-b',
    );
    await tag(system(), a, 'skill-a@2.0.0-rc.1');
    await tag(system(), a, 'skill-b@1.0.0');
    await attemptDone(system(), a, { ref: 'refs/tags/skill-a@2.0.0-rc.1' });
    await attemptDone(system(), b, { ref: 'refs/tags/skill-b@1.0.0' });
    expect(await quiet(system(), a)).toHaveLength(1);
    expect(await quiet(system(), b)).toHaveLength(1);
    expect(await versionsOf(system(), a)).toEqual(['2.0.0-rc.1']);
    expect(await versionsOf(system(), b)).toEqual(['*1.0.0']);
  });

  test('a change outside the skill is skipped as unchanged and names the version that stands', async () => {
    const files = { 'skills/a/SKILL.md': skillFile('skill-a') };
    const repository = await connectRepository(system(), {
      name: 'untouched',
      files,
      connection: { skill_path: 'skills/a' },
    });
    const first = await push(system(), repository, { 'skills/a/more.md': 'More.\n' });
    await attemptDone(system(), repository, { ref: main, commit: first });
    const second = await push(system(), repository, { 'README.md': 'Nothing of the skill.\n' });
    const attempt = await attemptDone(system(), repository, { ref: main, commit: second });
    expect(attempt).toMatchObject({ status: 'skipped', reason: 'content_unchanged', version: commitVersionOf(first) });
    const [checkRun] = await system().github.control.listCheckRuns({ owner, repo: repository.name, sha: second });
    expect(checkRun).toMatchObject({ conclusion: 'success' });
    expect(await versionsOf(system(), repository)).toEqual([`*${commitVersionOf(first)}`]);
  });

  test('sync publishes the head of the default branch and answers with the documented body', async () => {
    const repository = await connectRepository(system(), { name: 'synced' });
    const [head] = await system().github.control.listRefs({ owner, repo: 'synced' });
    const version = commitVersionOf(head?.commit ?? '');
    const answer = await system().api.sync(repository.connectionId);
    expect(answer).toMatchObject({
      connection_id: repository.connectionId,
      status: 'published',
      version,
      source_ref: head?.commit,
      message: `Published ${version} from ${owner}/synced.`,
      write_back_status: 'success',
      status_context: `selftune/publish/${repository.connectionId.slice(0, 8)}`,
    });
    expect(answer.published_at).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(answer.check_run_id).toMatch(/^\d+$/);
    const again = await system().api.sync(repository.connectionId);
    expect(again).toMatchObject({ status: 'skipped', reason: 'already_published', version, source_ref: head?.commit });
    expect(again.published_at).toBe(answer.published_at);
    expect(again.attempt_id).not.toBe(answer.attempt_id);
  });

  test('a push without SKILL.md fails with an annotation and the paths where one was found', async () => {
    const repository = await connectRepository(system(), { name: 'misplaced', files: { 'README.md': 'Empty.\n' } });
    const sha = await push(system(), repository, { 'skills/here/SKILL.md': skillFile('here') });
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'failed', reason: 'skill_md_missing', version: null });
    expect(attempt.message).toContain('No SKILL.md found at .');
    expect(attempt.message).toContain('skills/here');
    const [checkRun] = await system().github.control.listCheckRuns({ owner, repo: repository.name, sha });
    expect(checkRun).toMatchObject({ conclusion: 'failure' });
    expect(checkRun?.annotations).toHaveLength(1);
    const statuses = await system().github.control.listStatuses({ owner, repo: repository.name, sha });
    expect(statuses.at(-1)?.state).toBe('failure');
  });

  test('the same delivery twice makes one attempt', async () => {
    const repository = await connectRepository(system(), { name: 'doubled' });
    await system().github.control.doubleWebhooks({ event: 'push' });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    await attemptDone(system(), repository, { ref: main, commit: sha });
    const [delivery] = (await system().github.control.listDeliveries({ event: 'push' })).slice(-1);
    await system().github.control.redeliver({ deliveryId: delivery?.id ?? 0 });
    expect(await quiet(system(), repository)).toHaveLength(1);
  });

  test('a moved tag is refused and the published bytes stay', async () => {
    const repository = await connectRepository(system(), { name: 'moved' });
    const first = await tag(system(), repository, 'v1.0.0');
    await attemptDone(system(), repository, { ref: 'refs/tags/v1.0.0', commit: first });
    const bytes = await system().api.download(repository.entryId, '1.0.0');
    const second = await push(system(), repository, { 'a.md': 'Changed.\n' });
    await attemptDone(system(), repository, { ref: main, commit: second });
    await tag(system(), repository, 'v1.0.0', { target: second, force: true });
    const attempt = await attemptDone(system(), repository, { ref: 'refs/tags/v1.0.0', commit: second });
    expect(attempt).toMatchObject({ status: 'failed', reason: 'tag_moved' });
    expect(attempt.message).toContain(first);
    expect(attempt.message).toContain(second);
    expect(await system().api.download(repository.entryId, '1.0.0')).toEqual(bytes);
  });

  test('a second tag for a version that is published is refused', async () => {
    const repository = await connectRepository(system(), { name: 'two-tags', connection: { tag_pattern: '*1.0.0' } });
    const first = await tag(system(), repository, 'v1.0.0');
    await attemptDone(system(), repository, { ref: 'refs/tags/v1.0.0', commit: first });
    const second = await push(system(), repository, { 'a.md': 'Changed.\n' });
    await tag(system(), repository, 'release-1.0.0', { target: second });
    const attempt = await attemptDone(system(), repository, { ref: 'refs/tags/release-1.0.0', commit: second });
    expect(attempt).toMatchObject({ status: 'failed', reason: 'version_taken' });
    expect(attempt.message).toContain(first);
    expect((await versionsOf(system(), repository)).filter((it) => it.endsWith('1.0.0'))).toEqual(['*1.0.0']);
  });

  test('a branch that is forced from A to B and back has A as its current version', async () => {
    const repository = await connectRepository(system(), { name: 'forced' });
    const a = await push(system(), repository, { 'a.md': 'A.\n' });
    await attemptDone(system(), repository, { ref: main, commit: a });
    const b = await push(system(), repository, { 'a.md': 'B.\n' });
    await attemptDone(system(), repository, { ref: main, commit: b });
    await system().github.control.updateRefs({ owner, repo: 'forced', updates: [{ ref: main, sha: a }] });
    const back = await attemptDone(system(), repository, { ref: main, commit: a, run: 2 });
    expect(back).toMatchObject({ status: 'skipped', reason: 'already_published', version: commitVersionOf(a) });
    await quiet(system(), repository);
    expect(await versionsOf(system(), repository)).toEqual([commitVersionOf(b), `*${commitVersionOf(a)}`]);
  });

  test('the highest release is current although its tag was delivered before a lower one', async () => {
    const repository = await connectRepository(system(), { name: 'disordered' });
    await system().github.control.holdWebhooks({ refPattern: 'v1\\.' });
    await tag(system(), repository, 'v1.1.0');
    await tag(system(), repository, 'v1.2.0');
    const held = await system().github.control.listHeldWebhooks();
    await system().github.control.releaseWebhooks({ guids: held.map((it) => it.guid).reverse() });
    await system().github.control.releaseWebhooks();
    await attemptDone(system(), repository, { ref: 'refs/tags/v1.1.0' });
    await quiet(system(), repository);
    expect((await versionsOf(system(), repository)).sort()).toEqual(['*1.2.0', '1.1.0']);
  });

  test('pushes delivered in the wrong order end with the branch’s newest commit as current', async () => {
    const repository = await connectRepository(system(), { name: 'reordered' });
    await system().github.control.holdWebhooks({ event: 'push' });
    const first = await push(system(), repository, { 'a.md': '1\n' });
    const second = await push(system(), repository, { 'a.md': '2\n' });
    const held = await system().github.control.listHeldWebhooks();
    await system().github.control.releaseWebhooks({ guids: held.map((it) => it.guid).reverse() });
    await system().github.control.releaseWebhooks();
    await attemptDone(system(), repository, { ref: main, commit: first });
    await attemptDone(system(), repository, { ref: main, commit: second });
    await quiet(system(), repository);
    expect((await versionsOf(system(), repository)).sort()).toEqual(
      [`*${commitVersionOf(second)}`, commitVersionOf(first)].sort(),
    );
  });

  test('a push whose webhook was lost is found by the next attempt that asks for the head', async () => {
    const repository = await connectRepository(system(), { name: 'lost' });
    const first = await push(system(), repository, { 'a.md': '1\n' });
    await attemptDone(system(), repository, { ref: main, commit: first });
    await system().github.control.holdWebhooks({ event: 'push' });
    const second = await push(system(), repository, { 'a.md': '2\n' });
    await system().github.control.settled();
    const [lateGuid] = (await system().github.control.listHeldWebhooks()).map((it) => it.guid);
    const third = await push(system(), repository, { 'a.md': '3\n' });
    await system().github.control.releaseWebhooks({ guids: lateGuid ? [lateGuid] : [] });
    const swept = await attemptDone(system(), repository, { ref: main, commit: third });
    expect(swept).toMatchObject({ trigger: 'sweep', status: 'published' });
    await system().github.control.releaseWebhooks();
    const attempts = await quiet(system(), repository);
    expect(attempts.filter((it) => it.commit === second)).toHaveLength(1);
    expect(attempts.filter((it) => it.commit === third)).toHaveLength(1);
    const current = (await versionsOf(system(), repository)).find((it) => it.startsWith('*'));
    expect(current).toBe(`*${commitVersionOf(third)}`);
  });
});
