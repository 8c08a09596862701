import { expect, test } from 'vitest';
import type { ApiConnection } from '../support/api-client.ts';
import { onEmbeddedEngine } from '../support/engines.ts';
import {
  attemptDone,
  commitVersionOf,
  connectRepository,
  inboxDone,
  installAndBind,
  newAccount,
  push,
  quiet,
  repositoryName,
  type SkillRepository,
  skillFile,
  versionsOf,
} from '../support/skill-repository.ts';

const main = 'refs/heads/main';

onEmbeddedEngine('installations', ({ system }) => {
  const control = () => system().github.control;
  const connectionOf = async ({ connectionId }: SkillRepository): Promise<ApiConnection> => {
    const found = (await system().api.connections()).find((it) => it.id === connectionId);
    if (!found) throw new Error(`connection ${connectionId} is gone`);
    return found;
  };
  const installationIds = async () => (await system().api.installations()).map((it) => it.installation_id);
  /** A push whose webhook comes only after `meanwhile`. */
  const pushDeliveredLate = async (repository: SkillRepository, meanwhile: () => Promise<void>) => {
    await control().holdWebhooks({ event: 'push' });
    const sha = await push(system(), repository, { 'late.md': `${Math.random()}\n` });
    await meanwhile();
    await inboxDone(system());
    await control().releaseWebhooks();
    await inboxDone(system());
    return sha;
  };
  const expectNothingWritten = async (repository: SkillRepository, sha: string) => {
    expect(await control().listCheckRuns({ ...repositoryName(repository), sha })).toEqual([]);
    expect(await control().listStatuses({ ...repositoryName(repository), sha })).toEqual([]);
  };

  test('while an installation is suspended attempts are skipped with what to do, and afterwards it works again', async () => {
    const account = await newAccount(system(), 'suspended-account');
    const repository = await connectRepository(system(), { name: 'suspended', account });
    const { installationId } = account;
    const before = await control().countRequests({ kind: 'rest', pathPattern: '/repos/suspended-account/' });
    const sha = await pushDeliveredLate(repository, () => control().suspendInstallation({ installationId }));
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({
      status: 'skipped',
      reason: 'installation_suspended',
      write_back_status: 'disabled',
    });
    expect(attempt.message).toBe(
      "The GitHub App's installation for suspended-account/suspended is suspended. " +
        "Unsuspend the App in the account's settings on GitHub, then sync the connection.",
    );
    const synced = await system().api.sync(repository.connectionId);
    expect(synced).toMatchObject({ status: 'skipped', reason: 'installation_suspended', message: attempt.message });
    const after = await control().countRequests({ kind: 'rest', pathPattern: '/repos/suspended-account/' });
    expect(after.total).toBe(before.total);
    await expectNothingWritten(repository, sha);
    expect(await versionsOf(system(), repository)).toEqual([]);
    expect(await connectionOf(repository)).toMatchObject({ paused: null });

    await control().unsuspendInstallation({ installationId });
    await inboxDone(system());
    const swept = await attemptDone(system(), repository, { ref: main, commit: sha, run: 2 });
    expect(swept).toMatchObject({ trigger: 'sweep', status: 'published', version: commitVersionOf(sha) });
    const next = await push(system(), repository, { 'next.md': 'Next.\n' });
    await attemptDone(system(), repository, { ref: main, commit: next });
    expect(await versionsOf(system(), repository)).toEqual([`*${commitVersionOf(next)}`, commitVersionOf(sha)]);
  });

  test('a suspension that is told of after its end does not come back', async () => {
    const account = await newAccount(system(), 'disordered-account');
    const repository = await connectRepository(system(), { name: 'unsuspended', account });
    const { installationId } = account;
    await control().holdWebhooks({ event: 'installation', action: 'suspend' });
    await control().suspendInstallation({ installationId });
    await control().unsuspendInstallation({ installationId });
    await inboxDone(system());
    await control().releaseWebhooks();
    await inboxDone(system());
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'published', reason: null });
  });

  test('a deleted installation leaves its connections paused, and late events do not raise it', async () => {
    const account = await newAccount(system(), 'leaving-account');
    const repository = await connectRepository(system(), { name: 'left', account });
    const { installationId } = account;
    await control().holdWebhooks({ event: 'installation', action: 'suspend' });
    await control().suspendInstallation({ installationId });
    await control().unsuspendInstallation({ installationId });
    const sha = await pushDeliveredLate(repository, async () => {
      await control().deleteInstallation({ installationId });
    });
    expect(await installationIds()).not.toContain(installationId);
    const { paused } = await connectionOf(repository);
    expect(paused).toEqual({
      reason: 'installation_deleted',
      sentence: 'The GitHub App was uninstalled from the account of leaving-account/left.',
      fix: 'Install the App on that account again and bind the installation; the connection then goes on by itself.',
    });
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'skipped', reason: 'connection_paused' });
    expect(attempt.message).toContain('The connection is paused: the GitHub App was uninstalled');
    const synced = await system().api.sync(repository.connectionId);
    expect(synced).toMatchObject({ status: 'skipped', reason: 'connection_paused', message: attempt.message });

    const late = await system().rows('select 1 from webhook_deliveries where event = $1 and action = $2', [
      ...['installation', 'suspend'],
    ]);
    expect(late.length).toBeGreaterThan(0);
    for (const { id } of await control().listDeliveries({ event: 'installation' })) {
      await control().redeliver({ deliveryId: id });
    }
    await inboxDone(system());
    expect(await installationIds()).not.toContain(installationId);
    expect(
      await system().rows('select 1 from github_installations where installation_id = $1', [installationId]),
    ).toEqual([]);
  });

  test('an installation on the same account, once bound, takes its paused connections back', async () => {
    const account = await newAccount(system(), 'returning-account');
    const repository = await connectRepository(system(), { name: 'returned', account });
    await control().deleteInstallation({ installationId: account.installationId });
    await inboxDone(system());
    expect(await connectionOf(repository)).toMatchObject({ paused: { reason: 'installation_deleted' } });
    await control().renameRepository({ owner: 'returning-account', repo: 'returned', newName: 'renamed-meanwhile' });
    const again = await installAndBind(system(), 'returning-account');
    expect(again.installationId).not.toBe(account.installationId);
    expect(await connectionOf(repository)).toMatchObject({ paused: null, installation_id: again.installationId });
    const renamed = { ...repository, name: 'renamed-meanwhile' };
    const swept = await attemptDone(system(), renamed, { ref: main });
    expect(swept).toMatchObject({ trigger: 'sweep', status: 'published' });
    const sha = await push(system(), renamed, { 'back.md': 'Back.\n' });
    const attempt = await attemptDone(system(), renamed, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'published', write_back_status: 'success' });
    expect(await connectionOf(repository)).toMatchObject({ repo_full_name: 'returning-account/renamed-meanwhile' });
  });

  test('a repository that is taken out of the installation pauses, and goes on when it is added again', async () => {
    const account = await newAccount(system(), 'selecting-account');
    const repository = await connectRepository(system(), { name: 'selected', account });
    const other = await connectRepository(system(), { name: 'other', account });
    const { installationId } = account;
    const sha = await pushDeliveredLate(repository, () =>
      control().setInstallationRepositories({ installationId, repositories: ['other'] }),
    );
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'skipped', reason: 'connection_paused' });
    expect(attempt.message).toContain('the GitHub App has no access to selecting-account/selected any more');
    expect(await connectionOf(repository)).toMatchObject({
      paused: { reason: 'repository_removed_from_installation' },
    });
    expect(await connectionOf(other)).toMatchObject({ paused: null });
    await control().setInstallationRepositories({ installationId, repositories: ['other', 'selected'] });
    await inboxDone(system());
    expect(await connectionOf(repository)).toMatchObject({ paused: null });
    const swept = await attemptDone(system(), repository, { ref: main, commit: sha, run: 2 });
    expect(swept).toMatchObject({ trigger: 'sweep', status: 'published' });
  });

  test('a renamed repository is followed, whether or not its event came', async () => {
    const repository = await connectRepository(system(), { name: 'named' });
    for (const [event, newName] of [
      ['lost', 'named-anew'],
      ['delivered', 'named-once-more'],
    ] as const) {
      if (event === 'lost') await control().dropWebhooks({ event: 'repository', action: 'renamed' });
      const repo = event === 'lost' ? 'named' : 'named-anew';
      await control().renameRepository({ owner: repository.owner, repo, newName });
      await inboxDone(system());
      const renamed = { ...repository, name: newName };
      const sha = await push(system(), renamed, { 'named.md': `${newName}\n` });
      const attempt = await attemptDone(system(), renamed, { ref: main, commit: sha });
      expect(attempt.message).toBe(`Published ${commitVersionOf(sha)} from acme/${newName}.`);
      const [newest] = await system().api.versions(repository.entryId);
      expect(newest).toMatchObject({ source_repo: `acme/${newName}` });
      expect(await connectionOf(repository)).toMatchObject({ repo_full_name: `acme/${newName}` });
    }
  });

  test('a sync of a repository whose rename nobody told of works by its old name', async () => {
    const repository = await connectRepository(system(), { name: 'moved-away' });
    await control().dropWebhooks({ event: 'repository', action: 'renamed' });
    await control().renameRepository({ owner: repository.owner, repo: 'moved-away', newName: 'moved-here' });
    await inboxDone(system());
    expect(await system().api.sync(repository.connectionId)).toMatchObject({
      ...{ status: 'published', write_back_status: 'success' },
    });
  });

  test.each([
    ['without the App', false, 'repository_removed_from_installation'],
    ['with the App', true, 'repository_transferred'],
  ])('a transfer to an account %s pauses the connection', async (_, withApp, reason) => {
    const [from, to] = withApp ? ['giver', 'taker'] : ['lone-giver', 'lone-taker'];
    const account = await newAccount(system(), from);
    const repository = await connectRepository(system(), { name: `given-to-${to}`, account });
    if (withApp) await newAccount(system(), to);
    else await control().createAccount({ login: to, type: 'Organization' });
    await control().transferRepository({ owner: from, repo: repository.name, newOwner: to });
    await inboxDone(system());
    const { paused } = await connectionOf(repository);
    expect(paused).toMatchObject({ reason, fix: expect.stringMatching(/^[A-Z].*\.$/) });
    const sha = await push(system(), { ...repository, owner: to }, { 'a.md': 'A.\n' });
    await inboxDone(system());
    const attempts = await quiet(system(), repository);
    expect(attempts.map((it) => [it.commit, it.reason])).toEqual(withApp ? [[sha, 'connection_paused']] : []);
    expect(await system().api.sync(repository.connectionId)).toMatchObject({ reason: 'connection_paused' });
    expect(await versionsOf(system(), repository)).toEqual([]);
  });

  test('a deleted repository pauses its connection and keeps its versions', async () => {
    const repository = await connectRepository(system(), { name: 'erased' });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    await attemptDone(system(), repository, { ref: main, commit: sha });
    await control().deleteRepository({ ...repositoryName(repository) });
    await inboxDone(system());
    expect(await connectionOf(repository)).toMatchObject({ paused: { reason: 'repository_deleted' } });
    expect(await versionsOf(system(), repository)).toEqual([`*${commitVersionOf(sha)}`]);
  });

  test('an event of an installation that is not known is answered with a look at GitHub', async () => {
    const account = await newAccount(system(), 'unknown-account');
    const repository = await connectRepository(system(), { name: 'unknown', account });
    const row = 'github_installations where installation_id = $1';
    const [organization] = await system().rows(`select organization_id from ${row}`, [account.installationId]);
    await system().rows(`delete from ${row}`, [account.installationId]);
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    await inboxDone(system());
    const kept = await system().rows(`select account_login, suspended, organization_id from ${row}`, [
      account.installationId,
    ]);
    expect(kept).toEqual([{ account_login: 'unknown-account', suspended: false, organization_id: null }]);
    expect(organization).toMatchObject({ organization_id: expect.any(String) });
    // Nobody said whose it is: it serves no organization until it is bound again.
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'skipped', reason: 'installation_missing' });
    const { installationId: installation_id } = account;
    await system().api.bindInstallation({
      installation_id,
      account_login: 'unknown-account',
      account_type: 'Organization',
    });
    expect(await system().api.sync(repository.connectionId)).toMatchObject({ status: 'published', source_ref: sha });
  });

  test.each([
    ['checks: write', { statuses: 'write' }, 'success', 0, 2],
    ['statuses: write', { checks: 'write' }, 'success', 1, 0],
    ['both', {}, 'unsupported', 0, 0],
  ])('without %s it publishes all the same', async (missing, granted, writeBackStatus, checkRuns, statuses) => {
    const login = `without-${missing.replaceAll(/\W+/g, '-')}`;
    const account = await newAccount(system(), login, { contents: 'read', ...granted });
    const repository = await connectRepository(system(), { name: login, account });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'published', write_back_status: writeBackStatus });
    const { steps } = await system().api.attempt(attempt.id);
    expect(steps.flatMap((step) => step.tries.map((it) => it.error))).toEqual(steps.map(() => null));
    const where = { ...repositoryName(repository), sha };
    expect(await control().listCheckRuns(where)).toHaveLength(checkRuns);
    expect(await control().listStatuses(where)).toHaveLength(statuses);

    const permissions = { contents: 'read', checks: 'write', statuses: 'write' };
    await control().acceptNewPermissions({ installationId: account.installationId, permissions });
    await inboxDone(system());
    if (writeBackStatus === 'unsupported') {
      // The commit whose outcome could not be told is told now, without another push.
      const told = await attemptDone(system(), repository, { ref: main, commit: sha, run: 2 });
      expect(told).toMatchObject({ reason: 'already_published', write_back_status: 'success' });
      expect(await control().listCheckRuns(where)).toMatchObject([{ status: 'completed', conclusion: 'success' }]);
      expect((await control().listStatuses(where)).map((it) => it.state)).toEqual(['pending', 'success']);
    }
    const attempts = await quiet(system(), repository);
    expect(attempts).toHaveLength(writeBackStatus === 'unsupported' ? 2 : 1);
    const next = await push(system(), repository, { 'SKILL.md': skillFile(login, 'Allowed more.') });
    const afterwards = await attemptDone(system(), repository, { ref: main, commit: next });
    expect(afterwards).toMatchObject({ status: 'published', write_back_status: 'success' });
    const now = { ...repositoryName(repository), sha: next };
    expect(await control().listCheckRuns(now)).toHaveLength(1);
    expect((await control().listStatuses(now)).map((it) => it.state)).toEqual(['pending', 'success']);
  });

  test('without contents: read the attempt fails and says so', async () => {
    const account = await newAccount(system(), 'without-contents', { checks: 'write', statuses: 'write' });
    const repository = await connectRepository(system(), { name: 'unreadable', account, private: true });
    const synced = await system().api.sync(repository.connectionId, { ref: 'main' });
    expect(synced).toMatchObject({ status: 'failed' });
    expect(synced.message).toContain('Resource not accessible by integration');
    expect(synced.message).toContain('Grant it in the App’s settings');
  });
});
