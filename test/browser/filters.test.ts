import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inBrowser } from '../support/browser-journeys.ts';
import { pushVersions } from '../support/registry-samples.ts';

inBrowser('a search in a list', ({ system, open }) => {
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

  test('for exactly one thing asks once, when it is typed', async () => {
    const page = await open('/attempts');
    const asked: (string | null)[] = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname === '/api/v1/github/attempts') asked.push(searchParams.get('repo'));
    });
    await page.evaluate(typing('Repository', ['acme/s', 'acme/sk', 'acme/skills', 'acme/skills ']));
    await expect.poll(() => searchOf(page)).toBe('?repo=acme%2Fskills');
    await expect.poll(() => asked).toContain('acme/skills');
    expect(asked).toEqual(['acme/skills']);
    expect(await page.getByLabel('Repository').inputValue()).toBe('acme/skills ');
    await page.getByRole('link', { name: 'Clear the filters' }).click();
    await expect.poll(() => page.getByLabel('Repository').inputValue()).toBe('');
  });

  test('for a package asks once, and goes on being typed when a part of it is another one’s name', async () => {
    for (const name of ['note', 'notes']) await pushVersions(system(), { name }, [{ version: '1.0.0' }]);
    const page = await open('/attempts');
    const field = page.getByRole('combobox', { name: 'Package', exact: true });
    await field.fill('note');
    await expect.poll(() => searchOf(page)).toContain('entry_id=');
    const first = searchOf(page);
    await field.pressSequentially('s');
    await expect.poll(() => searchOf(page)).not.toBe(first);
    expect(await field.inputValue()).toBe('notes');

    const asked: (string | null)[] = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname === '/api/v1/registry') asked.push(searchParams.get('q'));
    });
    await page.evaluate(typing('Package', ['no', 'non', 'none']));
    await field.blur();
    await page.getByText('There is no package of that name.').waitFor();
    expect(asked).toEqual(['none']);
  });
});

function searchOf(page: Page): string {
  return new URL(page.url()).search;
}

// As text, since it runs in the page; at once, so that nothing takes effect in between.
const typeAndFilter = `{
  const field = document.querySelector('input[type=search]');
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, 'ab');
  field.dispatchEvent(new Event('input', { bubbles: true }));
  history.pushState({}, '', '/registry?other=1');
  dispatchEvent(new PopStateEvent('popstate'));
}`;

/** Each text in a task of its own, so that what takes effect at once has the time to. */
function typing(label: string, texts: string[]): string {
  return `(async () => {
    const field = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === '${label}').control;
    for (const text of ${JSON.stringify(texts)}) {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, text);
      field.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve));
    }
  })()`;
}
