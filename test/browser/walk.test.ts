import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from '../support/accessibility.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { eventually } from '../support/eventually.ts';
import { commitVersionOf, inboxDone, skillFile } from '../support/skill-repository.ts';
import { owner, type WaybillSystem } from '../support/waybill-system.ts';

const repository = { owner, repo: 'monorepo' };
const main = 'refs/heads/main';

// The walk of the set-up guide, from "Connect GitHub App" to the check-run, by one person at one browser.
inBrowser('the set-up', ({ system, newPage }) => {
  test('leads from nothing to versions by sync, push and tag, and to the check-run on the commit', async () => {
    await prepareGitHub(system());
    const page = await newPage({ as: 'nobody' });
    await page.goto(await signInLink(system()));
    await page.getByRole('heading', { name: 'From nothing to a published version' }).waitFor();
    await expectAccessible(page, 'the set-up before its first step');

    await installApp(page);
    const entryId = await connect(page, system());
    const synced = await sync(page);
    expect(await system().api.versions(entryId)).toMatchObject([
      { version: synced, is_current: true, source: 'github', source_ref: await headOf(system()) },
    ]);

    const { sha } = await system().github.control.commitFiles({
      ...repository,
      files: { 'skills/lint/more.md': 'More.\n' },
    });
    await published(page, commitVersionOf(sha));
    await system().github.control.createTag({ ...repository, name: 'v1.2.0' });
    await published(page, '1.2.0');
    expect((await system().api.versions(entryId)).map(({ version }) => version)).toEqual([
      ...['1.2.0', commitVersionOf(sha), synced],
    ]);

    await switchOnWriteBack(page);
    const { sha: written } = await system().github.control.commitFiles({
      ...repository,
      files: { 'skills/lint/most.md': 'Most.\n' },
    });
    await published(page, commitVersionOf(written));
    const checkRun = await checkRunOn(system(), written);
    expect(checkRun).toMatchObject({ name: 'Selftune publish', conclusion: 'success' });
    await lookFromTheCheckRun(await newPage({ as: 'nobody' }), checkRun.detailsUrl ?? '');

    await disconnect(page);
    expect(await system().api.versions(entryId)).toHaveLength(4);
    await uninstall(page, system());
  }, 240_000);
});

/** The App on no account, and a monorepo of two skills. */
async function prepareGitHub(system: WaybillSystem): Promise<void> {
  const { control } = system.github;
  await control.deleteInstallation({ installationId: system.installationId });
  await inboxDone(system);
  await control.createRepository({ owner, name: repository.repo, defaultBranch: 'main', private: true });
  await control.createRepository({ owner, name: 'website', defaultBranch: 'main' });
  const files = {
    'skills/lint/SKILL.md': skillFile('lint', 'Finds what linters do not.'),
    'skills/tidy/SKILL.md': skillFile('tidy', 'Puts files where they belong.'),
  };
  await control.commitFiles({ ...repository, files, message: 'Two skills' });
  await control.setBrowser({ login: 'octocat', consent: 'ask' });
  await system.api.request('PATCH', '/api/v1/github/settings', { write_back_mode: 'off' });
}

/** As the command line or another owner makes it. */
async function signInLink({ api }: WaybillSystem): Promise<string> {
  const path = '/api/v1/organization/members';
  const { members } = (await (await api.request('GET', path)).json()) as { members: { id: string }[] };
  const made = await api.request('POST', `${path}/${members[0]?.id}/sign-in-links`);
  return ((await made.json()) as { url: string }).url;
}

/** Step 5 of the guide: to GitHub's page, and back with the installation bound. */
async function installApp(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Connect GitHub App' }).click();
  await page.getByRole('combobox', { name: 'Account' }).selectOption(owner);
  await page.getByRole('button', { name: 'Install' }).click();
  await page.getByText(`The GitHub App on ${owner} is bound`).waitFor();
  expect(new URL(page.url()).pathname).toBe('/settings/github');
  const bound = page.getByRole('list', { name: 'Bound installations of the GitHub App' });
  await bound.getByRole('listitem').filter({ hasText: owner }).getByText('active').waitFor();
}

/** Step 6: repository, skill, package, branch and tag pattern. Gives the package's id. */
async function connect(page: Page, { api }: WaybillSystem): Promise<string> {
  await page.getByRole('link', { name: 'Choose a repository' }).click();
  await page.getByLabel('Search repositories').fill('mono');
  await page.getByRole('button', { name: 'Choose acme/monorepo' }).click();
  await page.getByRole('radio', { name: /tidy.*Puts files where they belong/ }).waitFor();
  await page.getByRole('radio', { name: /lint.*Finds what linters do not/ }).click();
  await expect.poll(() => page.getByLabel('Name of the package').inputValue()).toBe('lint');
  expect(await page.getByRole('combobox', { name: 'Branch' }).inputValue()).toBe('main');
  await page.getByLabel('Tag pattern').fill('v*');
  await page.getByRole('checkbox', { name: 'Write results back to the commits' }).uncheck();
  await expectAccessible(page, 'the form that connects');
  await page.getByRole('button', { name: 'Connect the repository' }).click();
  await page.getByRole('heading', { level: 1, name: 'lint from acme/monorepo' }).waitFor();
  const [connection] = await api.connections();
  return connection?.entry_id ?? '';
}

/** Step 7: by hand first. Gives the version. */
async function sync(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Sync now' }).click();
  const link = page.getByRole('link', { name: /^Version 0\.0\.0-github\./ });
  await link.waitFor();
  return (await link.textContent())?.replace('Version ', '') ?? '';
}

/** Waits until the connection's page shows, by itself, that the version is published. */
async function published(page: Page, version: string): Promise<void> {
  const attempts = page.getByRole('listitem').filter({ hasText: `Version ${version}` });
  await attempts.filter({ hasText: 'published' }).first().waitFor();
}

async function switchOnWriteBack(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Write results back' }).click();
  await expect
    .poll(() => page.getByRole('button', { name: 'Write results back' }).getAttribute('aria-pressed'))
    .toBe('true');
  await page.getByRole('link', { name: 'GitHub', exact: true }).first().click();
  const checks = page.getByRole('radio', { name: /^Check-runs and commit statuses Each/ });
  await checks.click();
  await page.getByText('Saved.').waitFor();
  await page.goBack();
}

async function headOf({ github }: WaybillSystem): Promise<string | undefined> {
  return (await github.control.listRefs(repository)).find(({ ref }) => ref === main)?.sha;
}

function checkRunOn({ github }: WaybillSystem, sha: string) {
  return eventually('a completed check-run', async () => {
    const runs = await github.control.listCheckRuns({ ...repository, sha });
    return runs.find(({ status }) => status === 'completed');
  });
}

/** Who sees the check-run on GitHub follows its link, without an account here. */
async function lookFromTheCheckRun(page: Page, detailsUrl: string): Promise<void> {
  await page.goto(detailsUrl);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText('published').first().waitFor();
}

async function disconnect(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByRole('dialog').getByText('All versions of lint stay').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
  await expect.poll(() => new URL(page.url()).pathname).toBe('/settings/github');
}

/** The App goes on GitHub; here it is gone too. */
async function uninstall(page: Page, system: WaybillSystem): Promise<void> {
  const [installation] = await system.github.control.listInstallations();
  await system.github.control.deleteInstallation({ installationId: installation?.id ?? 0 });
  await inboxDone(system);
  await page.reload();
  await page.getByRole('button', { name: 'Connect GitHub App' }).waitFor();
}
