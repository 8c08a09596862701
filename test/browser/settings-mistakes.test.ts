import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityFindings } from '../support/accessibility.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { connectRepository, inboxDone, newAccount, skillFile, tag } from '../support/skill-repository.ts';
import { owner } from '../support/waybill-system.ts';

const isCreation = (url: URL | string) => new URL(url).pathname === '/api/v1/github/connections';

inBrowser('mistakes in the GitHub settings', ({ system, open }) => {
  /** The address of the form that connects a repository of one skill. */
  const formFor = async (name: string) => {
    const { control } = system().github;
    await control.createRepository({ owner, name, defaultBranch: 'main' });
    await control.commitFiles({ owner, repo: name, files: { 'SKILL.md': skillFile(name) }, message: 'A skill' });
    await inboxDone(system());
    return `/settings/github/connect?installation_id=${system().installationId}&repo=${owner}%2F${name}`;
  };
  const isNamed = async (page: Page, name: string) => {
    await expect.poll(() => page.getByLabel('Name of the package').inputValue()).toBe(name);
  };

  test('nothing is sent while a field is wrong', async () => {
    const page = await open(await formFor('wrong'));
    await isNamed(page, 'wrong');
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
    const connect = page.getByRole('button', { name: 'Connect the repository' });
    for (const [label, wrong, told] of [
      ['Name of the package', ' ', null],
      ['Branch', 'no branch', 'Git knows no branch of such a name'],
      ['Tag pattern', '[', 'A set in a tag pattern is closed'],
    ] as const) {
      const field = page.getByLabel(label);
      const right = await field.inputValue();
      await field.fill(wrong);
      if (told !== null) await page.getByText(told).waitFor();
      await connect.click();
      await expect.poll(() => page.evaluate('document.activeElement.labels[0]?.textContent')).toContain(label);
      if (label === 'Tag pattern') expect(await accessibilityFindings(page)).toEqual([]);
      await field.fill(right);
    }
    expect(sent).toEqual([]);
    await connect.click();
    await page.getByRole('heading', { level: 1, name: 'wrong from acme/wrong' }).waitFor();
  });

  test('a package that was made for a refused connection is used by the next try', async () => {
    const page = await open(await formFor('refused'), { expected: [/502/] });
    await isNamed(page, 'refused');
    const problem = { status: 502, code: 'github_unavailable', detail: 'GitHub did not answer.' };
    await page.route(isCreation, (route) => route.fulfill({ status: 502, json: problem }), { times: 1 });
    const connect = page.getByRole('button', { name: 'Connect the repository' });
    await connect.click();
    await page.getByText('The repository was not connected').waitFor();
    await page.getByText('The package refused was made when you pressed').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.reload();
    await page.getByText('The package refused was made when you pressed').waitFor();
    await connect.click();
    await page.getByRole('heading', { level: 1, name: 'refused from acme/refused' }).waitFor();
    const listed = (await (await system().api.request('GET', '/api/v1/registry?q=refused')).json()) as {
      entries: unknown[];
    };
    expect(listed.entries).toHaveLength(1);
  });

  test('a skill in the root is proposed the tags of its repository; a version that two tags give is told of', async () => {
    const path = await formFor('rooted');
    const repository = { owner, repo: 'rooted' };
    await system().github.control.commitFiles({ ...repository, files: { 'a/SKILL.md': skillFile('alpha') } });
    for (const name of ['v1.0.0', 'a@1.0.0']) await system().github.control.createTag({ ...repository, name });
    await inboxDone(system());
    const page = await open(path);
    const pattern = page.getByLabel('Tag pattern');
    await page.getByRole('radio', { name: /^alpha/ }).click();
    await expect.poll(() => pattern.inputValue()).toBe('alpha@*');
    await page.getByRole('radio', { name: /^rooted/ }).click();
    await expect.poll(() => pattern.inputValue()).toBe('v*');
    await pattern.fill('*');
    await page.getByText('2 of 2 tags give versions, 1 of them one that another tag gives too.').waitFor();
    await page.getByText('does for the same commit: there is one version of both').waitFor();
  });

  test('a tag that the pattern does not match says why it gives a version of its commit', async () => {
    const repository = await connectRepository(system(), { name: 'unmatched', connection: { tag_pattern: 'a@*' } });
    await tag(system(), repository, 'v1.0.0');
    await inboxDone(system());
    const page = await open(`/settings/github/connections/${repository.connectionId}`);
    await page.locator('p', { hasText: 'Press Sync now to publish what the repository has, or push to it.' }).waitFor();
    await page.getByText('A tag that does not match a@* gives a version of its commit').waitFor();
    await page.getByLabel('Branch or tag').fill('v1.0.0');
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByText('The tag v1.0.0 does not match the tag pattern a@*').waitFor();
    await page.getByRole('link', { name: /^Version 0\.0\.0-github/ }).waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
  });

  test('a step that a cancel stopped is not said to be tried again', async () => {
    const repository = await connectRepository(system(), { name: 'given-up' });
    await system().github.control.addFault({
      match: { kind: 'git', pathPattern: 'given-up.*upload-pack' },
      times: 1_000,
      respond: { status: 503 },
    });
    const page = await open(`/settings/github/connections/${repository.connectionId}`);
    await page.getByRole('button', { name: 'Sync now' }).click();
    const steps = page.getByRole('list', { name: 'Steps' });
    await steps.getByText('tries again').waitFor();
    const [attempt] = await system().api.attempts({ connection_id: repository.connectionId });
    await system().api.request('POST', `/api/v1/github/attempts/${attempt?.id}/cancel`);
    await steps.getByLabel('stopped').waitFor();
    expect(await steps.getByText('tries again').count()).toBe(0);
    await system().github.control.clearFaults();
  });

  test('connections of an account where the App is suspended say so by themselves', async () => {
    const account = await newAccount(system(), 'sleepers');
    const repository = await connectRepository(system(), { name: 'asleep', account });
    const page = await open(`/settings/github/connections/${repository.connectionId}`);
    const list = await open('/settings/github');
    const row = list.getByRole('list', { name: 'Connections' }).getByRole('listitem').filter({ hasText: 'asleep' });
    await row.waitFor();
    expect(await row.getByText('suspended on GitHub').count()).toBe(0);
    await system().github.control.suspendInstallation({ installationId: account.installationId });
    await inboxDone(system());
    // They ask every ten seconds, and a busy machine takes longer.
    await page.getByText('The GitHub App is suspended on sleepers').waitFor({ timeout: 60_000 });
    await page.getByText('its tags are not shown').waitFor();
    await row.getByText('suspended on GitHub').waitFor({ timeout: 60_000 });
    expect(await accessibilityFindings(page)).toEqual([]);
    expect(await accessibilityFindings(list)).toEqual([]);
  });

  test('an address with what is no installation ID says so', async () => {
    const page = await open('/settings/github?installation_id=abc&setup_action=install');
    await page.getByText('“abc” in the address of this page is no installation ID').waitFor();
    await page.getByText('Begin with “Connect another account”').waitFor();
  });
});
