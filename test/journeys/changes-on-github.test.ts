import { expect, test } from 'vitest';
import { onEmbeddedEngine } from '../support/engines.ts';
import { eventually } from '../support/eventually.ts';
import {
  attemptDone,
  commitVersionOf,
  connectAnother,
  connectRepository,
  inboxDone,
  newAccount,
  push,
  quiet,
  repositoryName,
  skillFile,
  versionsOf,
} from '../support/skill-repository.ts';
import { owner } from '../support/waybill-system.ts';

const main = 'refs/heads/main';

onEmbeddedEngine('changes on GitHub', ({ system }) => {
  const control = () => system().github.control;
  /** Does `meanwhile` once the attempt's first fetch has begun, which is answered after that. */
  const duringFetch = async (meanwhile: () => Promise<void>) => {
    const { id } = await control().addFault({ match: { kind: 'git' }, respond: { held: true } });
    await eventually('a fetch under way', async () =>
      (await control().listFaults()).some((it) => it.id === id && it.struck > 0),
    );
    await meanwhile();
    await control().clearFaults();
  };

  // What cannot be written any more is not written; the attempt says so.
  test('an installation that is suspended in the middle of an attempt ends it as skipped', async () => {
    const account = await newAccount(system(), 'suspended-midway');
    const repository = await connectRepository(system(), { name: 'midway', account, private: true });
    const fetching = duringFetch(() => control().suspendInstallation({ installationId: account.installationId }));
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    await fetching;
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'skipped', reason: 'installation_suspended', write_back_status: 'failed' });
    expect(attempt.message).toContain('Unsuspend the App');
    expect(await versionsOf(system(), repository)).toEqual([]);
  });

  test('an installation that is deleted in the middle of an attempt ends it with what to do', async () => {
    const account = await newAccount(system(), 'deleted-midway');
    const repository = await connectRepository(system(), { name: 'midway-too', account, private: true });
    const fetching = duringFetch(() => control().deleteInstallation({ installationId: account.installationId }));
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    await fetching;
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'skipped', reason: 'installation_missing', write_back_status: 'failed' });
    expect(attempt.message).toContain('install the App again');
    expect(await versionsOf(system(), repository)).toEqual([]);
  });

  test('a repository that is deleted in the middle of an attempt ends it with what to do', async () => {
    const repository = await connectRepository(system(), { name: 'deleted-midway' });
    const fetching = duringFetch(() => control().deleteRepository(repositoryName(repository)));
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    await fetching;
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({
      status: 'skipped',
      reason: 'repository_not_accessible',
      write_back_status: 'failed',
    });
    expect(attempt.message).toContain('Add repository');
    expect(await versionsOf(system(), repository)).toEqual([]);
  });

  test('a renamed account is followed by its next push', async () => {
    const account = await newAccount(system(), 'old-login');
    const repository = await connectRepository(system(), { name: 'kept', account });
    await control().renameAccount({ login: 'old-login', newLogin: 'new-login' });
    await inboxDone(system());
    const renamed = { ...repository, owner: 'new-login' };
    const sha = await push(system(), renamed, { 'a.md': 'A.\n' });
    const attempt = await attemptDone(system(), renamed, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'published', write_back_status: 'success' });
    expect(attempt.message).toContain('new-login/kept');
  });

  test('an archived repository can be published by hand, and tells that nothing can be written to it', async () => {
    const repository = await connectRepository(system(), { name: 'archived' });
    await control().archiveRepository(repositoryName(repository));
    await inboxDone(system());
    expect(await system().api.sync(repository.connectionId)).toMatchObject({
      ...{ status: 'published', write_back_status: 'unsupported', check_run_id: null },
    });
  });

  test('the re-run of a whole check suite runs each connection’s newest attempt on the commit again', async () => {
    const files = { 'a/SKILL.md': skillFile('a'), 'b/SKILL.md': skillFile('b') };
    const a = await connectRepository(system(), { name: 'suite', files, connection: { skill_path: 'a' } });
    const b = await connectAnother(system(), 'suite', { skill_path: 'b' }, 'suite-b');
    await control().addFault({
      match: { kind: 'rest', pathPattern: '/commits/refs' },
      times: 2,
      respond: { status: 400, body: { message: 'Something is odd today.' } },
    });
    const sha = await push(system(), a, { 'a/more.md': 'A.\n', 'b/more.md': 'B.\n' });
    for (const it of [a, b]) {
      expect(await attemptDone(system(), it, { ref: main, commit: sha })).toMatchObject({ reason: 'github_refused' });
    }
    const [checkRun] = await control().listCheckRuns({ owner, repo: 'suite', sha });
    await control().rerequestCheckSuite({ checkSuiteId: checkRun?.suiteId ?? 0 });
    for (const it of [a, b]) {
      const again = await attemptDone(system(), it, { ref: main, commit: sha, run: 2 });
      expect(again).toMatchObject({ trigger: 're-run', status: 'published' });
      expect(await quiet(system(), it)).toHaveLength(2);
      expect(await versionsOf(system(), it)).toEqual([`*${commitVersionOf(sha)}`]);
    }
  });

  test('a push to another branch, a deletion and a tag that does not match leave only a record of the decision', async () => {
    const repository = await connectRepository(system(), { name: 'passed-over' });
    const [head] = await control().listRefs(repositoryName(repository));
    const sha = head?.sha ?? null;
    const before = await control().countRequests({ kind: 'rest', pathPattern: '/repos/acme/passed-over' });
    const update = (ref: string, to: string | null) =>
      control().updateRefs({ ...repositoryName(repository), updates: [{ ref, sha: to }] });
    await update('refs/heads/other', sha);
    await update('refs/tags/nightly', sha);
    await update('refs/heads/other', null);
    await inboxDone(system());
    expect(await quiet(system(), repository)).toEqual([]);
    const decisions = await system().rows<{ reason: string; ref: string }>(
      'select distinct ref, reason from github_decisions where connection_id = $1 order by ref, reason',
      [repository.connectionId],
    );
    expect(decisions).toEqual([
      { ref: 'refs/heads/other', reason: 'branch_not_default' },
      { ref: 'refs/heads/other', reason: 'ref_deleted' },
      { ref: 'refs/tags/nightly', reason: 'tag_not_matched' },
    ]);
    const after = await control().countRequests({ kind: 'rest', pathPattern: '/repos/acme/passed-over' });
    expect(after.total).toBe(before.total);
  });

  test('without auto_publish a push is passed over and a sync publishes', async () => {
    const connection = { auto_publish: false };
    const repository = await connectRepository(system(), { name: 'by-hand', connection });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    expect(await quiet(system(), repository)).toEqual([]);
    expect(await system().api.sync(repository.connectionId)).toMatchObject({ status: 'published', source_ref: sha });
  });
});
