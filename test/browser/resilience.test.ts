import { expect, test } from 'vitest';
import { goTo } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { attemptDone, connectRepository, push, quiet, type SkillRepository } from '../support/skill-repository.ts';

const pageOf = ({ connectionId }: SkillRepository) => `/settings/github/connections/${connectionId}`;

inBrowser('what happens around the pages', ({ system, open }) => {
  test('a server that restarts in the middle of a sync: the page goes on by itself, to the end', async () => {
    const repository = await connectRepository(system(), { name: 'restarted' });
    const page = await open(pageOf(repository), { expected: [/ERR_|502|503/] });
    const match = { kind: 'git', pathPattern: 'restarted.*upload-pack' } as const;
    await system().github.control.addFault({ match, respond: { held: true } });
    await page.getByRole('button', { name: 'Sync now' }).click();
    const steps = page.getByRole('list', { name: 'Steps' });
    await steps.getByRole('listitem').filter({ hasText: 'Fetch and pack the files' }).waitFor();
    const [attempt] = await system().api.attempts({ connection_id: repository.connectionId });
    expect(attempt?.status).toBe('pending');
    await system().server.kill9();
    await system().github.control.clearFaults();
    await system().server.start();
    await page.getByRole('link', { name: /^Version 0\.0\.0-github\./ }).waitFor({ timeout: 60_000 });
    expect(await steps.getByLabel('failed').count()).toBe(0);
  });

  test('offline the page says so and stays as it is; back, it shows what happened meanwhile', async () => {
    const repository = await connectRepository(system(), { name: 'away' });
    const page = await open(pageOf(repository), { expected: [/ERR_INTERNET_DISCONNECTED/] });
    await page.getByText('Nothing was published yet').waitFor();
    await page.context().setOffline(true);
    await page.getByText('You are offline').first().waitFor();
    const commit = await push(system(), repository, { 'a.md': 'A\n' });
    await attemptDone(system(), repository, { ref: 'refs/heads/main', commit });
    expect(await page.getByText('Nothing was published yet').count()).toBe(1);
    await page.context().setOffline(false);
    await page.getByText('You are offline').first().waitFor({ state: 'detached' });
    await page.getByRole('listitem').filter({ hasText: 'published' }).first().waitFor();
  });

  test('a page that was never open is not shown offline, and loads when the connection is back', async () => {
    const page = await open('/attempts', { expected: [/ERR_INTERNET_DISCONNECTED|Failed to fetch dynamically/] });
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'API keys' }).click();
    await page.getByRole('heading', { level: 1, name: 'This page could not be loaded' }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Load the page again' }).click();
    await page.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
  });

  test('what is changed in one tab stands in the other one when somebody looks at it', async () => {
    const repository = await connectRepository(system(), { name: 'tabs' });
    const page = await open(pageOf(repository), { expected: [/404/] });
    const other = await page.context().newPage();
    await goTo(other, pageOf(repository));
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByText('This connection is paused').waitFor();
    await other.bringToFront();
    await other.getByText('This connection is paused').waitFor();
    await page.bringToFront();
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await page.getByRole('heading', { level: 1, name: 'GitHub' }).waitFor();
    await other.bringToFront();
    await other.getByRole('alert').getByText('Not found').waitFor();
  });

  test('back and forward go through filters and pages as they were', async () => {
    const repository = await connectRepository(system(), { name: 'history' });
    await system().api.sync(repository.connectionId);
    await push(system(), repository, { 'SKILL.md': '---\nname: Wrong\n---\n' });
    await quiet(system(), repository);
    const page = await open('/attempts?repo=acme%2Fhistory');
    const rows = page.getByRole('list', { name: 'Attempts, newest first' }).getByRole('listitem');
    await expect.poll(() => rows.count()).toBe(2);
    await goTo(page, '/attempts?repo=acme%2Fhistory&status=failed');
    await expect.poll(() => rows.count()).toBe(1);
    await rows.first().getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: 'history was not published' }).waitFor();
    await page.goBack();
    await expect.poll(() => rows.count()).toBe(1);
    expect(await page.getByLabel('Status').inputValue()).toBe('failed');
    await page.goBack();
    await expect.poll(() => rows.count()).toBe(2);
    await page.goForward();
    await page.goForward();
    await page.getByRole('heading', { level: 1, name: 'history was not published' }).waitFor();
  });
});
