import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityFindings } from '../support/accessibility.ts';
import { comeBackLater, goTo } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { shown } from '../support/page-shown.ts';
import {
  connectRepository,
  inboxDone,
  newAccount,
  quiet,
  type SkillRepository,
  tag,
} from '../support/skill-repository.ts';

const pageOf = ({ connectionId }: SkillRepository) => `/settings/github/connections/${connectionId}`;

const isCount = (url: URL | string) => new URL(url).pathname === '/api/v1/github/repos';

async function confirm(page: Page, name: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

inBrowser('the GitHub settings', ({ system, open, newPage }) => {
  const settingsOf = async ({ connectionId }: SkillRepository): Promise<unknown> => {
    const answer = await system().api.request('GET', `/api/v1/github/connections/${connectionId}`);
    return answer.json();
  };

  test('a tag pattern shows at once what it makes of the tags that are there, and is saved', async () => {
    const repository = await connectRepository(system(), { name: 'patterns' });
    for (const name of ['v1.0.0', 'vnext', 'patterns@2.0.0']) await tag(system(), repository, name);
    await quiet(system(), repository);
    const page = await open(pageOf(repository));
    await page.getByText('v1.0.0 gives version 1.0.0').waitFor();
    await page.getByText('Refused: Tag vnext matches v* but does not end in a version').waitFor();
    await page.getByText('Not matched: patterns@2.0.0').waitFor();
    const field = page.getByLabel('Tag pattern');
    await field.fill('!(v*)');
    await page.getByText('A tag pattern cannot be negated').waitFor();
    await field.fill('patterns@*');
    await page.getByText('patterns@2.0.0 gives version 2.0.0').waitFor();
    expect(await page.getByText('v1.0.0 gives version 1.0.0').count()).toBe(0);
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('It holds from the next push on').waitFor();
    expect(await settingsOf(repository)).toMatchObject({ tag_pattern: 'patterns@*' });
  });

  test('a sync shows its steps and leads to what it made; the same commit again is told as such', async () => {
    const repository = await connectRepository(system(), { name: 'synced' });
    const page = await open(pageOf(repository));
    await page.getByText('Nothing was published yet').waitFor();
    const sync = page.getByRole('button', { name: 'Sync now' });
    await sync.click();
    const version = page.getByRole('link', { name: /^Version 0\.0\.0-github/ });
    await version.waitFor();
    await page.getByRole('link', { name: 'Check-run on GitHub' }).waitFor();
    expect(await page.getByRole('list', { name: 'Steps' }).getByText('Fetch and pack the files').count()).toBe(1);
    expect(await version.getAttribute('href')).toContain(`/registry/${repository.entryId}/versions/`);
    await sync.click();
    await page.getByText('is published already, with the same content').first().waitFor();
    await page.getByLabel('Branch or tag').fill('nowhere');
    await sync.click();
    await page.getByText('has no branch or tag nowhere').first().waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
  });

  test('what comes back from GitHub without a proof that holds is refused, said, and not tried again', async () => {
    const { control } = system().github;
    await control.createAccount({ login: 'strangers', type: 'Organization' });
    const { id } = await control.installApp({ accountLogin: 'strangers' });
    const page = await open(`/settings/github?installation_id=${id}&setup_action=install&state=made-up`, {
      expected: [/403/],
    });
    await page.getByText('The installation was not bound').waitFor();
    await page.getByText('This state is not known here').waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe('');
    await page.reload();
    await page.getByRole('heading', { name: 'GitHub accounts' }).waitFor();
    expect(await page.getByText('The installation was not bound').count()).toBe(0);

    await goTo(page, `/settings/github?installation_id=${id}&setup_action=update`);
    await page.getByText('This installation is not bound yet').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole('status').getByRole('button', { name: 'Bind by installation ID' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name of the account on GitHub').fill('strangers');
    await confirm(page, 'Bind');
    await page.getByRole('listitem').filter({ hasText: 'strangers' }).getByText('active').waitFor();

    await goTo(page, '/settings/github?setup_action=request&state=made-up');
    await page.getByText('An owner of the account has to approve').waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe('');
  });

  test('an installation is bound once, whichever tab comes back', async () => {
    const { control } = system().github;
    await control.createAccount({ login: 'returning', type: 'Organization' });
    await control.setBrowser({ login: 'octocat', consent: 'accept', installOn: 'returning' });
    const page = await open('/settings/github');
    const addresses: string[] = [];
    page.on('framenavigated', (frame) => addresses.push(frame.url()));
    await page.getByRole('button', { name: 'Connect another account' }).click();
    await page.getByText('The GitHub App on returning is bound').waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe('');
    const returned = addresses.find((address) => address.includes('installation_id='));
    const other = await page.context().newPage();
    await goTo(other, returned ?? '');
    await other.getByText('nothing had to be done').waitFor();
    expect(await other.getByRole('listitem').filter({ hasText: 'returning' }).count()).toBe(1);
  });

  test('unbinding says what pauses and what stays; bound again, the connection goes on', async () => {
    const account = await newAccount(system(), 'leaving');
    const repository = await connectRepository(system(), { name: 'unbound', account });
    const page = await open('/settings/github');
    const accounts = page.getByRole('list', { name: 'Bound installations of the GitHub App' });
    const row = accounts.getByRole('listitem').filter({ hasText: 'leaving' });
    await row.getByRole('button', { name: 'Unbind' }).click();
    await page.getByRole('dialog').getByText('Its connection pauses until it is bound again').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const unbind = row.getByRole('button', { name: 'Unbind' });
    await expect.poll(() => page.evaluate('document.activeElement?.textContent')).toBe('Unbind');
    await unbind.click();
    await confirm(page, 'Unbind');
    await expect.poll(() => row.count()).toBe(0);
    const connection = await open(pageOf(repository));
    await connection.getByText('This connection is paused').waitFor();
    await connection.getByText('was unbound from this organization').waitFor();
    await page.getByRole('button', { name: 'Bind by installation ID' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Installation ID').fill(String(account.installationId));
    await form.getByLabel('Name of the account on GitHub').fill('leaving');
    await confirm(page, 'Bind');
    await row.getByText('active').waitFor();
    await connection.getByText('This connection is paused').waitFor({ state: 'detached' });
  });

  test('how many repositories an installation reaches shows once its row is seen, if GitHub says so', async () => {
    const account = await newAccount(system(), 'counted');
    const reached = ['one', 'two', 'three'];
    for (const name of reached) await system().github.control.createRepository({ owner: 'counted', name });
    const page = await newPage({ viewport: { width: 1280, height: 400 }, expected: [/503/] });
    const asked: string[] = [];
    page.on('request', (request) => isCount(request.url()) && asked.push(new URL(request.url()).search));
    await goTo(page, '/settings/github');
    expect(asked).toEqual([]);
    const accounts = page.getByRole('list', { name: 'Bound installations of the GitHub App' });
    const row = accounts.getByRole('listitem').filter({ hasText: 'counted' });
    await row.scrollIntoViewIfNeeded();
    await row.getByText('reaches all repositories, 3 now').waitFor();
    const query = `?installation_id=${account.installationId}&limit=1`;
    expect(asked.filter((one) => one === query)).toHaveLength(1);
    expect(await accessibilityFindings(page)).toEqual([]);

    // Asked once, with nothing to be seen of it when GitHub is away.
    await page.route(isCount, (route) => route.fulfill({ status: 503 }));
    asked.length = 0;
    await goTo(page, '/settings/github');
    await row.scrollIntoViewIfNeeded();
    await expect.poll(() => asked).toContain(query);
    const renewed = page.waitForResponse('**/api/v1/github/installations');
    await comeBackLater(page);
    await renewed;
    await shown(page);
    expect(asked.filter((one) => one === query)).toHaveLength(1);
    await row.getByText('reaches all repositories (').waitFor();

    await system().github.control.suspendInstallation({ installationId: account.installationId });
    await inboxDone(system());
    asked.length = 0;
    await goTo(page, '/settings/github');
    await row.getByText('suspended on GitHub').scrollIntoViewIfNeeded();
    await shown(page);
    expect(asked).not.toContain(query);
  });

  test('a paused connection publishes nothing until it is resumed', async () => {
    const repository = await connectRepository(system(), { name: 'resting' });
    const page = await open(pageOf(repository));
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByText('This connection is paused').waitFor();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByText('skipped').first().waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Resume' }).press('Enter');
    await page.getByText('The connection goes on').waitFor();
    const focused = await page.evaluate('document.activeElement?.textContent');
    expect(focused).toContain('The connection goes on');
    expect(await settingsOf(repository)).toMatchObject({ paused_by_member: false });
  });

  test('a connection that ends is not asked for any more, whatever the page does meanwhile', async () => {
    const repository = await connectRepository(system(), { name: 'ending' });
    const page = await open(pageOf(repository));
    await page.route('**/api/v1/github/connections/*', async (route) => {
      if (route.request().method() !== 'DELETE') return route.continue();
      const response = await route.fetch();
      await comeBackLater(page);
      await route.fulfill({ response });
    });
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await confirm(page, 'Disconnect');
    await page.getByRole('heading', { level: 1, name: 'GitHub' }).waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: 'ending' }).count()).toBe(0);
  });

  test('a repository that changed hands goes on once that is confirmed', async () => {
    const repository = await connectRepository(system(), { name: 'moving' });
    await newAccount(system(), 'movers');
    await system().github.control.transferRepository({ owner: 'acme', repo: 'moving', newOwner: 'movers' });
    await quiet(system(), repository);
    const page = await open(pageOf(repository));
    await page.getByText('was transferred to another account').first().waitFor();
    await page.getByRole('button', { name: 'Confirm the transfer' }).click();
    await page.getByRole('dialog').getByText('Versions that were published before stay').waitFor();
    await confirm(page, 'Confirm');
    await page.getByText('This connection is paused').waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: 'moving from movers/moving' }).waitFor();
  });

  test('who may not change anything sees everything, and whom to ask', async () => {
    const repository = await connectRepository(system(), { name: 'watched' });
    const page = await open(pageOf(repository), { as: 'viewer' });
    await page.getByText('Admins and owners may sync.').waitFor();
    expect(await page.getByRole('button', { name: 'Disconnect' }).isDisabled()).toBe(true);
    expect(await page.getByLabel('Tag pattern').isDisabled()).toBe(true);
    await goTo(page, '/settings/github/connect');
    await page.getByText('Admins and owners connect repositories').waitFor();
    await goTo(page, '/settings/github');
    await page.getByRole('heading', { name: 'GitHub accounts' }).waitFor();
    expect(await page.getByRole('button', { name: 'Unbind' }).count()).toBe(0);
    expect(await page.getByRole('radio', { name: /^Off/ }).isDisabled()).toBe(true);
  });
});
