import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from '../support/accessibility.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { shown } from '../support/page-shown.ts';
import { commitVersionOf, connectRepository, inboxDone, push, quiet } from '../support/skill-repository.ts';

inBrowser('explain', ({ system, open }) => {
  const field = 'Repository, commit, branch, tag or delivery';

  /** Asks, and gives the answer's words. */
  const ask = async (page: Page, pasted: string): Promise<string> => {
    await page.getByLabel(field).fill(pasted);
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    await shown(page);
    return (await page.getByRole('main').getByRole('status').first().textContent()) ?? '';
  };

  test('a branch without its repository asks which one', async () => {
    const empty = await open('/explain?ref=main');
    await empty.getByRole('heading', { name: 'No repository is connected yet' }).waitFor();
    expect(await empty.getByRole('link', { name: 'Go to the GitHub settings' }).getAttribute('href')).toContain(
      '/settings/github',
    );
    await expectAccessible(empty, 'the question for the repository where there is none');
    await connectRepository(system(), { name: 'another' });
    await connectRepository(system(), { name: 'asked' });
    const page = await open('/explain?ref=main');
    await page.getByRole('heading', { name: 'Of which repository is main?' }).waitFor();
    await expectAccessible(page, 'the question for the repository');
    await page.getByRole('searchbox').fill('ASKED');
    await page.getByRole('link', { name: 'acme/another' }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'acme/asked' }).click();
    await page.getByText('acme/asked').first().waitFor();
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
  });

  test('a repository, a commit, a branch and a delivery are recognised and answered, and the address is the answer’s', async () => {
    const repository = await connectRepository(system(), { name: 'explained' });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    await quiet(system(), repository);
    const version = commitVersionOf(sha);
    const page = await open('/explain');
    await expectAccessible(page, 'explain before a question');
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.getByText('Paste what you want to know about.').waitFor();

    expect(await ask(page, 'acme/explained')).toContain(`Published ${version}`);
    expect(await ask(page, `https://github.com/acme/explained/commit/${sha}`)).toContain(`Published ${version}`);
    expect(new URL(page.url()).search).toBe(`?${new URLSearchParams({ commit: sha, repo: 'acme/explained' })}`);
    await page.reload();
    await page.getByText(`Published ${version}`).first().waitFor();
    expect(await page.getByLabel(field).inputValue()).toBe(`acme/explained ${sha}`);
    await page.getByText('Decided to publish refs/heads/main').waitFor();
    await expectAccessible(page, 'an explained commit');
    expect(await ask(page, sha.slice(0, 8))).toContain(`Published ${version}`);

    const [delivery] = await system().rows<{ guid: string }>(
      "select guid from webhook_deliveries where event = 'push' and commit = $1",
      [sha],
    );
    expect(await ask(page, delivery?.guid ?? '')).toContain(`Published ${version}`);
    await page.getByRole('link', { name: 'Open the attempt' }).click();
    await page.getByRole('heading', { level: 1, name: `Published explained ${version}` }).waitFor();
    await page.goBack();
    await page.goBack();
    await page.waitForURL(`**/explain?commit=${sha.slice(0, 8)}`);
  });

  test('a repository that was renamed is found by its former name, the newest first', async () => {
    await connectRepository(system(), { name: 'former' });
    await system().github.control.renameRepository({ owner: 'acme', repo: 'former', newName: 'latter' });
    await inboxDone(system());
    const page = await open('/explain');
    expect(await ask(page, 'acme/former')).toContain('acme/former is named acme/latter now.');
    expect(await page.getByRole('link', { name: 'Connect acme/former' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Open the connection to sync it' }).waitFor();
    await page.getByRole('list', { name: 'What happened, newest first' }).waitFor();
    expect(await ask(page, 'acme/latter')).not.toContain('is named');
  });

  test('what never arrived, what is not connected and what is none of it get a next step', async () => {
    const repository = await connectRepository(system(), { name: 'silent' });
    const page = await open('/explain', { expected: [/404/] });
    expect(await ask(page, `acme/silent ${'0'.repeat(40)}`)).toContain('Recent deliveries');
    await expectAccessible(page, 'an unknown commit');
    await page.getByRole('link', { name: 'Open the connection to sync it' }).click();
    await page.waitForURL(`**/settings/github/connections/${repository.connectionId}`);
    await page.goBack();
    expect(await ask(page, 'acme/elsewhere')).toContain('No connection of your organization');
    expect(await page.getByRole('link', { name: 'Connect acme/elsewhere' }).getAttribute('href')).toContain(
      '/settings/github/connect',
    );
    expect(await ask(page, '00000000-0000-4000-8000-000000000000')).toContain('Nothing is known of delivery');
    await page.getByRole('link', { name: 'open the attempt' }).click();
    await page.getByRole('heading', { level: 1, name: 'There is no such attempt' }).waitFor();
    await expectAccessible(page, 'an attempt that is not there');
    await page.goBack();
    await page.getByLabel(field).fill('why was this not published');
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.getByText('This is none of them.').waitFor();
  });
});
