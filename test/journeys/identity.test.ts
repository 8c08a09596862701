import { expect, test } from 'vitest';
import type { ApiConnection } from '../support/api-client.ts';
import { onEachEngine, onEmbeddedEngine } from '../support/engines.ts';
import { eventually } from '../support/eventually.ts';
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
import type { WaybillSystem } from '../support/waybill-system.ts';

const main = 'refs/heads/main';

function over(system: () => WaybillSystem) {
  const control = () => system().github.control;
  return {
    control,
    connectionOf: async ({ connectionId }: SkillRepository): Promise<ApiConnection> => {
      const found = (await system().api.connections()).find((it) => it.id === connectionId);
      if (!found) throw new Error(`connection ${connectionId} is gone`);
      return found;
    },
    confirm: async ({ connectionId }: SkillRepository) => {
      const path = `/api/v1/github/connections/${connectionId}/confirm-transfer`;
      const response = await system().api.request('POST', path);
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    },
    hiddenReasonOf: async ({ entryId }: SkillRepository) => {
      const [row] = await system().rows<{ hidden_reason: string | null }>(
        'select hidden_reason from registry_entries where id = $1',
        [entryId],
      );
      return row?.hidden_reason;
    },
    /** The same events come another time, as GitHub's redelivery brings them: under ids that are forgotten here. */
    playAgain: async (event: string, action: string) => {
      await system().rows('update webhook_deliveries set guid = id::text where event = $1', [event]);
      for (const { id } of await control().listDeliveries({ event, action }))
        await control().redeliver({ deliveryId: id });
      await inboxDone(system());
    },
    /** Deletes the repository, and makes another of the same name with other files. */
    replace: async (repository: SkillRepository) => {
      const { owner, repo } = repositoryName(repository);
      await control().deleteRepository({ owner, repo });
      await control().createRepository({ owner, name: repo, defaultBranch: 'main' });
      const files = { 'SKILL.md': skillFile(repo, 'Made by somebody else.') };
      const { sha } = await control().commitFiles({ owner, repo, files, message: 'First commit' });
      return sha;
    },
  };
}

onEmbeddedEngine('repositories of a name', ({ system }) => {
  const { control, connectionOf, replace } = over(system);

  test.each([['told'], ['lost']])(
    'a repository that took the name of a deleted one is never published from (events %s)',
    async (events) => {
      const repository = await connectRepository(system(), { name: `replaced-${events}` });
      const sha = await push(system(), repository, { 'a.md': 'A.\n' });
      await attemptDone(system(), repository, { ref: main, commit: sha });
      if (events === 'lost') {
        for (const event of ['repository', 'installation_repositories', 'push'])
          await control().dropWebhooks({ event });
      }
      const stranger = await replace(repository);
      await inboxDone(system());
      const synced = await system().api.sync(repository.connectionId);
      expect(synced).toMatchObject({ status: 'skipped', reason: 'connection_paused' });
      const { paused } = await connectionOf(repository);
      expect(paused?.reason).toBe(events === 'told' ? 'repository_deleted' : 'repository_replaced');
      expect(synced.message).toContain(events === 'told' ? 'was deleted on GitHub' : 'another one has its name');

      const next = await push(system(), repository, { 'b.md': 'B.\n' });
      const skipped = await attemptDone(system(), repository, { ref: main, commit: next });
      expect(skipped).toMatchObject({ reason: 'connection_paused', write_back_status: 'disabled' });
      await quiet(system(), repository);
      expect(await versionsOf(system(), repository)).toEqual([`*${commitVersionOf(sha)}`]);
      for (const it of [stranger, next]) {
        const where = { ...repositoryName(repository), sha: it };
        expect(await control().listCheckRuns(where)).toEqual([]);
        expect(await control().listStatuses(where)).toEqual([]);
      }
    },
  );

  test('a renamed repository is published from, though nobody told and another one has its name', async () => {
    const repository = await connectRepository(system(), { name: 'left' });
    const { owner } = repository;
    for (const event of ['repository', 'push']) await control().dropWebhooks({ event });
    await control().renameRepository({ owner, repo: 'left', newName: 'left-behind' });
    const sha = await push(system(), { ...repository, name: 'left-behind' }, { 'a.md': 'A.\n' });
    await control().createRepository({ owner, name: 'left', defaultBranch: 'main' });
    await inboxDone(system());
    expect(await system().api.sync(repository.connectionId)).toMatchObject({ status: 'published', source_ref: sha });
    expect(await connectionOf(repository)).toMatchObject({ repo_full_name: `${owner}/left-behind`, paused: null });
    const [version] = await system().api.versions(repository.entryId);
    expect(version).toMatchObject({ source_repo: `${owner}/left-behind` });
  });

  test('an account’s new name is followed by its event alone, whatever comes late', async () => {
    const account = await newAccount(system(), 'account-before');
    const repository = await connectRepository(system(), { name: 'kept', account });
    await control().renameAccount({ login: 'account-before', newLogin: 'account-between' });
    await inboxDone(system());
    expect(await connectionOf(repository)).toMatchObject({ repo_full_name: 'account-between/kept' });
    await control().holdWebhooks({ event: 'push' });
    const sha = await push(system(), { ...repository, owner: 'account-between' }, { 'a.md': 'A.\n' });
    await control().renameAccount({ login: 'account-between', newLogin: 'account-after' });
    await inboxDone(system());
    expect(await connectionOf(repository)).toMatchObject({ repo_full_name: 'account-after/kept' });
    await control().releaseWebhooks();
    const attempt = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(attempt).toMatchObject({ status: 'published', message: expect.stringContaining('account-after/kept') });
    expect(await connectionOf(repository)).toMatchObject({ repo_full_name: 'account-after/kept' });
  });

  test('an archived repository says so, and goes on being read', async () => {
    const repository = await connectRepository(system(), { name: 'shelved' });
    await control().archiveRepository(repositoryName(repository));
    await inboxDone(system());
    expect(await connectionOf(repository)).toMatchObject({ repository: { archived: true }, paused: null });
    expect(await system().api.sync(repository.connectionId)).toMatchObject({
      ...{ status: 'published', write_back_status: 'unsupported' },
    });
    await control().archiveRepository({ ...repositoryName(repository), archived: false });
    await inboxDone(system());
    expect(await connectionOf(repository)).toMatchObject({ repository: { archived: false } });
  });
});

onEachEngine('a transferred repository', ({ system }) => {
  const { control, connectionOf, confirm } = over(system);

  test('goes on under its new owner once an admin confirmed', async () => {
    const account = await newAccount(system(), 'seller');
    const repository = await connectRepository(system(), { name: 'sold', account });
    await control().createAccount({ login: 'buyer', type: 'Organization' });
    await control().transferRepository({ owner: 'seller', repo: 'sold', newOwner: 'buyer' });
    await inboxDone(system());
    expect((await confirm(repository)).body).toMatchObject({ status: 409, code: 'new_owner_not_bound' });
    const { id } = await control().installApp({ accountLogin: 'buyer' });
    const moved = { ...repository, owner: 'buyer' };
    const sha = await push(system(), moved, { 'a.md': 'A.\n' });
    await inboxDone(system());
    expect(await connectionOf(repository)).toMatchObject({
      ...{ repo_full_name: 'buyer/sold', paused: { reason: 'repository_transferred' } },
    });
    expect((await confirm(repository)).body).toMatchObject({ code: 'new_owner_not_bound' });
    await system().api.bindInstallation({ installation_id: id, account_login: 'buyer', account_type: 'Organization' });
    expect(await versionsOf(system(), repository)).toEqual([]);

    const confirmed = await confirm(repository);
    expect(confirmed).toMatchObject({ status: 200, body: { paused: null, installation_id: id } });
    const swept = await attemptDone(system(), moved, { ref: main, commit: sha, run: 2 });
    expect(swept).toMatchObject({ trigger: 'sweep', status: 'published', write_back_status: 'success' });
    const [version] = await system().api.versions(repository.entryId);
    expect(version).toMatchObject({ source_repo: 'buyer/sold' });
    const audit = await system().rows('select action from audit_log where target_id = $1', [repository.connectionId]);
    expect(audit).toContainEqual({ action: 'connection.transfer_confirmed' });
    expect((await confirm(repository)).body).toMatchObject({ status: 409, code: 'transfer_not_pending' });
  });
});

onEmbeddedEngine('a repository that changes hands or faces', ({ system }) => {
  const { control, connectionOf, hiddenReasonOf, playAgain } = over(system);

  test('one that is transferred back goes on by itself, whatever comes late', async () => {
    const account = await newAccount(system(), 'lender');
    await newAccount(system(), 'borrower');
    const repository = await connectRepository(system(), { name: 'lent', account });
    await control().transferRepository({ owner: 'lender', repo: 'lent', newOwner: 'borrower' });
    await inboxDone(system());
    const sha = await push(system(), { ...repository, owner: 'borrower' }, { 'a.md': 'A.\n' });
    const skipped = await attemptDone(system(), repository, { ref: main, commit: sha });
    expect(skipped).toMatchObject({ reason: 'connection_paused' });
    await control().transferRepository({ owner: 'borrower', repo: 'lent', newOwner: 'lender' });
    const swept = await attemptDone(system(), repository, { ref: main, commit: sha, run: 2 });
    expect(swept).toMatchObject({ trigger: 'sweep', status: 'published' });
    expect(await connectionOf(repository)).toMatchObject({ repo_full_name: 'lender/lent', paused: null });
    await playAgain('repository', 'transferred');
    await playAgain('installation_repositories', 'removed');
    expect(await connectionOf(repository)).toMatchObject({ repo_full_name: 'lender/lent', paused: null });
  });

  test('a transfer that no event told of is noticed before anything is read', async () => {
    const account = await newAccount(system(), 'silent-seller');
    await newAccount(system(), 'silent-buyer');
    const repository = await connectRepository(system(), { name: 'quiet', account });
    expect(await system().api.sync(repository.connectionId)).toMatchObject({ status: 'published' });
    const published = await versionsOf(system(), repository);
    for (const event of ['repository', 'installation_repositories', 'installation_repositories', 'push']) {
      await control().dropWebhooks({ event });
    }
    await control().transferRepository({ owner: 'silent-seller', repo: 'quiet', newOwner: 'silent-buyer' });
    await push(system(), { ...repository, owner: 'silent-buyer' }, { 'a.md': 'A.\n' });
    await inboxDone(system());
    const synced = await system().api.sync(repository.connectionId);
    expect(synced).toMatchObject({ status: 'skipped', reason: 'connection_paused' });
    expect(await connectionOf(repository)).toMatchObject({ paused: { reason: 'repository_transferred' } });
    expect(await versionsOf(system(), repository)).toEqual(published);
  });

  test('a public repository made private hides its public entry at once, and shows it again', async () => {
    const repository = await connectRepository(system(), { name: 'turning' });
    await system().rows("update registry_entries set visibility = 'public' where id = $1", [repository.entryId]);
    const turn = (isPrivate: boolean) => control().setPrivate({ ...repositoryName(repository), private: isPrivate });
    await turn(true);
    await inboxDone(system());
    expect(await hiddenReasonOf(repository)).toBe('source_made_private');
    expect(await connectionOf(repository)).toMatchObject({ repository: { private: true } });
    await turn(false);
    await inboxDone(system());
    expect(await hiddenReasonOf(repository)).toBeNull();
    // A late payload of when it was private is not believed; GitHub is asked.
    await playAgain('repository', 'privatized');
    expect(await hiddenReasonOf(repository)).toBeNull();

    await control().dropWebhooks({ event: 'repository' });
    await turn(true);
    await inboxDone(system());
    expect(await hiddenReasonOf(repository)).toBeNull();
    expect(await system().api.sync(repository.connectionId)).toMatchObject({ status: 'published' });
    expect(await hiddenReasonOf(repository)).toBe('source_made_private');
  });

  test('events of the installation’s repositories come to the same in any order', async () => {
    const account = await newAccount(system(), 'reordering');
    const repository = await connectRepository(system(), { name: 'in-and-out', account });
    await connectRepository(system(), { name: 'always-in', account });
    const { installationId } = account;
    const select = (repositories: string[]) => control().setInstallationRepositories({ installationId, repositories });
    await control().holdWebhooks({ event: 'installation_repositories' });
    await select(['always-in']);
    await select(['always-in', 'in-and-out']);
    await control().settled();
    const held = (await control().listHeldWebhooks()).filter(({ event }) => event === 'installation_repositories');
    expect(held.map(({ action }) => action)).toEqual(['removed', 'added']);
    for (const { guid } of held.toReversed()) {
      await control().releaseWebhooks({ guids: [guid] });
      await inboxDone(system());
    }
    await control().releaseWebhooks();
    expect(await connectionOf(repository)).toMatchObject({ paused: null });
    await select(['always-in']);
    await inboxDone(system());
    expect(await connectionOf(repository)).toMatchObject({
      paused: { reason: 'repository_removed_from_installation' },
    });
    await playAgain('installation_repositories', 'added');
    expect(await connectionOf(repository)).toMatchObject({
      paused: { reason: 'repository_removed_from_installation' },
    });
  });

  test('a re-installation while the repository was transferred keeps the transfer in mind', async () => {
    const account = await newAccount(system(), 'twice-gone');
    await newAccount(system(), 'twice-taker');
    const repository = await connectRepository(system(), { name: 'pawn', account });
    await control().transferRepository({ owner: 'twice-gone', repo: 'pawn', newOwner: 'twice-taker' });
    await control().deleteInstallation({ installationId: account.installationId });
    await inboxDone(system());
    await installAndBind(system(), 'twice-gone');
    expect(await connectionOf(repository)).toMatchObject({ paused: { reason: 'repository_transferred' } });
    await control().transferRepository({ owner: 'twice-taker', repo: 'pawn', newOwner: 'twice-gone' });
    await inboxDone(system());
    expect(await connectionOf(repository)).toMatchObject({ paused: null, repo_full_name: 'twice-gone/pawn' });
  });

  test('a connection deleted in the middle of an attempt leaves no check-run in progress', async () => {
    const repository = await connectRepository(system(), { name: 'cut-short' });
    const { id } = await control().addFault({
      match: { kind: 'git', pathPattern: 'cut-short' },
      respond: { held: true },
    });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    await eventually('a fetch under way', async () =>
      (await control().listFaults()).some((it) => it.id === id && it.struck > 0),
    );
    const where = { ...repositoryName(repository), sha };
    expect(await control().listCheckRuns(where)).toMatchObject([{ status: 'in_progress' }]);
    await system().api.deleteConnection(repository.connectionId);
    await control().clearFaults();
    const concluded = await eventually('a concluded check-run', async () => {
      const [run] = await control().listCheckRuns(where);
      return run?.status === 'completed' && run;
    });
    expect(concluded).toMatchObject({ conclusion: 'cancelled' });
    expect(JSON.stringify(concluded)).toContain(
      'The connection to acme/cut-short was deleted before this attempt ended',
    );
    await eventually('a final status', async () =>
      (await control().listStatuses(where)).some((it) => it.state === 'error'),
    );
    const [attempt] = await eventually('a settled write-back', async () => {
      const rows = await system().rows('select write_back_status from github_publish_attempts where commit = $1', [
        sha,
      ]);
      return rows[0]?.write_back_status !== 'pending' && rows;
    });
    expect(attempt).toEqual({ write_back_status: 'success' });
    expect(await versionsOf(system(), repository)).toEqual([]);
  });
});
