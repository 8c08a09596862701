import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { goTo } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { pushVersions } from '../support/registry-samples.ts';

inBrowser('a search in a list', ({ system, open, newPage }) => {
  test('takes effect while somebody types on, and leaves the space after a word alone', async () => {
    const page = await open('/registry');
    const field = page.getByRole('searchbox', { name: 'Search by name or description' });
    await field.fill('my ');
    await expect.poll(() => searchOf(page)).toBe('?q=my');
    await page.getByText('Nothing has “my” in its name or description').waitFor();
    expect(await field.inputValue()).toBe('my ');
    await field.pressSequentially('skill');
    await expect.poll(() => searchOf(page)).toBe('?q=my+skill');
    await page.goBack();
    await page.goForward();
    expect(await field.inputValue()).toBe('my skill');
  });

  test('keeps what another filter did meanwhile', async () => {
    const page = await open('/registry');
    await page.evaluate(typeAndFilter);
    await expect.poll(() => searchOf(page)).toContain('q=ab');
    expect(searchOf(page)).toBe('?other=1&q=ab');
  });

  test('keeps one that was chosen just before, though the page does not show it yet', async () => {
    const page = await open('/deliveries');
    await page.evaluate(chooseTwo);
    await expect.poll(() => searchOf(page)).toContain('decision=publish');
    expect(searchOf(page)).toBe('?event=push&decision=publish');
  });

  test('for exactly one thing asks once, when it is typed', async () => {
    const page = await newPage();
    await page.clock.install();
    await goTo(page, '/attempts');
    const asked: (string | null)[] = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname === '/api/v1/github/attempts') asked.push(searchParams.get('repo'));
    });
    await typeSwiftly(page, 'Repository', ['acme/s', 'acme/sk', 'acme/skills', 'acme/skills ']);
    await expect.poll(() => searchOf(page)).toBe('?repo=acme%2Fskills');
    await expect.poll(() => asked).toContain('acme/skills');
    expect(asked).toEqual(['acme/skills']);
    expect(await page.getByLabel('Repository').inputValue()).toBe('acme/skills ');
    await page.getByRole('link', { name: 'Clear the filters' }).click();
    await expect.poll(() => page.getByLabel('Repository').inputValue()).toBe('');
  });

  test('for a package asks once, and goes on being typed when a part of it is another one’s name', async () => {
    for (const name of ['note', 'notes']) await pushVersions(system(), { name }, [{ version: '1.0.0' }]);
    const page = await newPage();
    await page.clock.install();
    await goTo(page, '/attempts');
    const asked: (string | null)[] = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname === '/api/v1/registry') asked.push(searchParams.get('q'));
    });
    const field = page.getByRole('combobox', { name: 'Package', exact: true });
    await field.fill('note');
    await expect.poll(() => entryOf(page)).not.toBeNull();
    const first = entryOf(page);
    await field.pressSequentially('s');
    await expect.poll(() => entryOf(page)).not.toBe(first);
    expect(await field.inputValue()).toBe('notes');
    await expect.poll(() => asked.at(-1)).toBe('notes');

    asked.length = 0;
    await typeSwiftly(page, 'Package', ['no', 'non', 'none']);
    await field.blur();
    await page.getByText('There is no package of that name.').waitFor();
    expect(asked).toEqual(['none']);
  });
});

function searchOf(page: Page): string {
  return new URL(page.url()).search;
}

function entryOf(page: Page): string | null {
  return new URL(page.url()).searchParams.get('entry_id');
}

// As text, since it runs in the page; at once, so that nothing takes effect in between.
const typeAndFilter = `{
  const field = document.querySelector('input[type=search]');
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, 'ab');
  field.dispatchEvent(new Event('input', { bubbles: true }));
  history.pushState({}, '', '/registry?other=1');
  dispatchEvent(new PopStateEvent('popstate'));
}`;

/** So that the address is a new one before the page has heard of it. */
const chooseTwo = `(async () => {
  const choose = (label, value) => {
    const field = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === label).control;
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  choose('Event', 'push');
  for (let turn = 0; turn < 100; turn += 1) await null;
  choose('Decision', 'publish');
})()`;

/** Ten milliseconds pass between one key and the next, however slow the machine is; `page.clock` is installed. */
async function typeSwiftly(page: Page, label: string, texts: readonly string[]): Promise<void> {
  await page.clock.pauseAt(await page.evaluate<number>('Date.now() + 1_000'));
  for (const text of texts) {
    await page.getByLabel(label, { exact: true }).fill(text);
    await page.clock.runFor(10);
  }
  await page.clock.resume();
}
