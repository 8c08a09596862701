import type { Page, Request } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, sidewaysOverflow } from '../support/accessibility.ts';
import { narrow } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { shown } from '../support/page-shown.ts';
import {
  attemptDone,
  commitVersionOf,
  connectRepository,
  push,
  quiet,
  type SkillRepository,
  skillFile,
  tag,
} from '../support/skill-repository.ts';

inBrowser('attempts', ({ system, open }) => {
  const control = () => system().github.control;
  const short = (sha: string) => sha.slice(0, 7);

  /** Its next fetch from git fails that often, then works again. */
  const failFetches = ({ name }: SkillRepository, times: number) =>
    control().addFault({
      match: { kind: 'git', pathPattern: `${name}.*upload-pack` },
      times,
      respond: { status: 503 },
    });

  test('an organization without connections is led to the set-up', async () => {
    const page = await open('/attempts');
    await expectAccessible(page, 'attempts without any');
    await page.getByRole('link', { name: 'Connect a repository' }).click();
    await page.waitForURL('**/settings/github');
  });

  test('a push shows up by itself, and what is new below it only when it is asked for', async () => {
    const repository = await connectRepository(system(), { name: 'live' });
    const page = await open('/attempts');
    await page.getByText('Push to acme/live').waitFor();
    const first = await push(system(), repository, { 'a.md': 'A.\n' });
    await row(page, short(first)).getByText('published').waitFor();
    expect(await row(page, short(first)).textContent()).toContain(`Version ${commitVersionOf(first)}`);

    const second = await push(system(), repository, { 'b.md': 'B.\n' });
    const third = await push(system(), repository, { 'c.md': 'C.\n' });
    await page.getByRole('button', { name: 'Show 2 new attempts' }).waitFor();
    expect(await page.getByText('The list keeps itself up to date.').count()).toBe(0);
    expect(await row(page, short(third)).count()).toBe(0);
    await expectAccessible(page, 'attempts with new ones');
    await page.getByRole('button', { name: 'Show 2 new attempts' }).click();
    await row(page, short(second)).getByText('published').waitFor();
    await row(page, short(third)).getByText('published').waitFor();
    await page.getByText('The list keeps itself up to date.').waitFor();
    expect(await page.getByRole('list', { name: 'Attempts' }).getByRole('listitem').first().textContent()).toContain(
      short(third),
    );
  });

  test('a pushed tag, of which GitHub tells twice, is one new attempt', async () => {
    const repository = await connectRepository(system(), { name: 'tagged' });
    await push(system(), repository, { 'a.md': 'A.\n' });
    await quiet(system(), repository);
    const page = await open('/attempts?repo=acme%2Ftagged');
    const rows = page.getByRole('list', { name: 'Attempts' }).getByRole('listitem');
    expect(await rows.count()).toBe(1);
    await tag(system(), repository, 'v1.0.0');
    await quiet(system(), repository);
    await page.getByRole('button', { name: 'Show 1 new attempt' }).click();
    await row(page, 'v1.0.0').getByText('published').waitFor();
    expect(await rows.count()).toBe(2);
  });

  test('an attempt goes from the list when it turns out that another one serves its event', async () => {
    const repository = await connectRepository(system(), { name: 'twice' });
    const match = { kind: 'rest', pathPattern: '/commits/refs' } as const;
    await control().addFault({ match, times: 1_000, respond: { status: 503 } });
    await tag(system(), repository, 'v1.0.0');
    await attemptDone(system(), repository, { ref: 'refs/tags/v1.0.0' });
    const page = await open('/attempts?repo=acme%2Ftwice');
    await row(page, 'pending').getByText('v1.0.0').waitFor();
    await control().clearFaults();
    await row(page, 'pending').waitFor({ state: 'detached' });
    const rows = page.getByRole('list', { name: 'Attempts' }).getByRole('listitem');
    expect(await rows.count()).toBe(1);
    await row(page, 'published').getByText('v1.0.0').waitFor();
  });

  test('a tab that nobody looks at follows nothing, and catches up when somebody does', async () => {
    const repository = await connectRepository(system(), { name: 'unseen' });
    await push(system(), repository, { 'a.md': 'A.\n' });
    await quiet(system(), repository);
    const page = await open('/attempts', { expected: [/ERR_ABORTED/] });
    const first = await push(system(), repository, { 'b.md': 'B.\n' });
    await page.getByRole('button', { name: /^Show \d+ new attempt/ }).click();
    await row(page, short(first)).getByText('published').waitFor();
    const isStream = (request: Request) => request.url().endsWith('/attempts/events');
    const given = page.waitForEvent('requestfailed', isStream);
    await look(page, 'hidden');
    await given;
    const second = await push(system(), repository, { 'c.md': 'C.\n' });
    await quiet(system(), repository);
    const resumed = page.waitForRequest(isStream);
    await look(page, 'visible');
    expect((await resumed).headers()['last-event-id']).toBeTruthy();
    const announced = page.getByRole('button', { name: 'Show 1 new attempt' });
    await announced
      .or(row(page, short(second)))
      .first()
      .waitFor();
  });

  test('filters narrow the list, stand in the address, and are cleared at once', async () => {
    const repository = await connectRepository(system(), { name: 'filtered' });
    const other = await connectRepository(system(), { name: 'left-out' });
    await push(system(), other, { 'a.md': 'A.\n' });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    await quiet(system(), repository);
    await quiet(system(), other);
    const page = await open('/attempts');
    await row(page, 'acme/left-out').waitFor();
    await page.getByLabel('Repository').fill('https://github.com/acme/filtered');
    await page.waitForURL('**/attempts?repo=acme%2Ffiltered');
    await row(page, 'acme/left-out').waitFor({ state: 'detached' });
    await row(page, short(sha)).waitFor();
    await page.getByLabel('Package', { exact: true }).fill('filtered');
    await page.waitForURL(`**/*entry_id=${repository.entryId}*`);
    await page.getByLabel('Status').selectOption('failed');
    await page.getByText('No attempt matches').waitFor();
    await page.reload();
    await shown(page);
    expect(await page.getByLabel('Status').inputValue()).toBe('failed');
    await expectAccessible(page, 'attempts that no filter matches');
    await page.getByRole('link', { name: 'Clear the filters' }).click();
    await row(page, short(sha)).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  test('a broken SKILL.md is explained with its line, and a mended one is published by the next push', async () => {
    const repository = await connectRepository(system(), { name: 'broken' });
    const broken = '---\nname: Not A Name\ndescription: What it does.\n---\n\n# Broken\n';
    const sha = await push(system(), repository, { 'SKILL.md': broken });
    const page = await open('/attempts');
    await row(page, short(sha)).getByText('failed').waitFor();
    await row(page, short(sha)).getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'broken was not published' }).waitFor();
    const line = page.getByRole('list', { name: 'Lines to change' }).getByRole('listitem');
    expect(await line.textContent()).toContain('SKILL.md, line 2');
    expect(await line.getByRole('link').getAttribute('href')).toContain(`/acme/broken/blob/${sha}/SKILL.md?plain=1#L2`);
    await page.getByText('Correct the lines that are named, and push again.').waitFor();
    const steps = page.getByRole('list', { name: 'Steps of the attempt' }).getByRole('listitem');
    expect(await steps.filter({ hasText: 'packSource' }).textContent()).toContain('refused: SKILL.md is invalid');
    expect(await steps.filter({ hasText: 'resolveCommit' }).textContent()).toContain('done');
    await expectAccessible(page, 'a failed attempt');
    await page.getByRole('link', { name: 'push', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Delivery of push' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'broken was not published' }).waitFor();

    const mended = await push(system(), repository, { 'SKILL.md': skillFile('broken', 'Mended.') });
    await quiet(system(), repository);
    await page.getByRole('link', { name: 'All attempts of this connection' }).click();
    await row(page, short(mended)).getByText('published').waitFor();
    await page.getByRole('button', { name: 'Show all connections' }).click();
    await page.waitForURL((url) => !url.search.includes('connection_id'));
  });

  test('a SKILL.md that is not there is looked for in the commit, not on a line of it', async () => {
    const repository = await connectRepository(system(), { name: 'without', files: { 'README.md': 'Nothing.\n' } });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    const page = await open('/attempts');
    await row(page, short(sha)).getByRole('link').click();
    const line = page.getByRole('list', { name: 'Lines to change' }).getByRole('listitem');
    const link = line.getByRole('link', { name: 'SKILL.md' });
    expect(await link.getAttribute('href')).toMatch(new RegExp(`/acme/without/tree/${sha}$`));
    expect(await link.textContent()).not.toContain('line');
  });

  test('an attempt is followed through its tries, over a reload in the middle, to its end', async () => {
    const repository = await connectRepository(system(), { name: 'followed' });
    await failFetches(repository, 3);
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    const page = await open('/attempts');
    await row(page, short(sha)).getByRole('link').click();
    const steps = page.getByRole('list', { name: 'Steps of the attempt' });
    await steps.getByText('Try 1: failed').waitFor();
    expect(await steps.textContent()).toContain('503');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: `Published followed ${commitVersionOf(sha)}` }).waitFor();
    await steps.getByText(/Try 4: done/).waitFor();
    await page.getByText('GitHub was told').waitFor();
    await expectAccessible(page, 'an attempt that was tried more often');
    expect(await page.getByRole('list', { name: 'Files of the package' }).getByRole('listitem').count()).toBe(2);
    const version = page.getByRole('link', { name: commitVersionOf(sha) });
    expect(await version.getAttribute('href')).toBe(`/registry/${repository.entryId}/versions/${commitVersionOf(sha)}`);
  });

  test('a pending attempt is cancelled, and run again by keyboard alone', async () => {
    const repository = await connectRepository(system(), { name: 'stopped' });
    await failFetches(repository, 1_000);
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    const page = await open('/attempts');
    await row(page, short(sha)).getByRole('link').click();
    await page.getByText('Try 1: failed').waitFor();
    await page.getByRole('button', { name: 'Stop publishing' }).click();
    await expectAccessible(page, 'the question before a cancel');
    await page.getByRole('dialog').getByRole('button', { name: 'Stop it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Publishing stopped was cancelled' }).waitFor();
    await page.getByText(/cancelled it\./).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('H1');
    await control().clearFaults();

    await page.getByRole('button', { name: 'Run again' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Run again');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Run again' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: `Published stopped ${commitVersionOf(sha)}` }).waitFor();
    await page.getByText('asked for another run of the same commit').waitFor();
  });

  test('a viewer sees all of it and is told who may change it', async () => {
    const repository = await connectRepository(system(), { name: 'seen' });
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    await quiet(system(), repository);
    const page = await open('/attempts', { as: 'viewer', viewport: narrow });
    await row(page, short(sha)).getByRole('link').click();
    await page.getByText('Admins can run it again.').waitFor();
    expect(await page.getByRole('button', { name: 'Run again' }).count()).toBe(0);
    expect(await sidewaysOverflow(page)).toEqual([]);
  });
});

/** The row of the list that names it. */
function row(page: Page, text: string) {
  return page.getByRole('list', { name: 'Attempts' }).getByRole('listitem').filter({ hasText: text });
}

/** As if another tab came to the front, or this one again. */
async function look(page: Page, state: 'hidden' | 'visible'): Promise<void> {
  const script = `
    Object.defineProperty(document, 'hidden', { configurable: true, value: ${state === 'hidden'} });
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: '${state}' });
    document.dispatchEvent(new Event('visibilitychange'));
  `;
  await page.evaluate(script);
}
