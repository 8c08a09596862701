import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inBrowser } from '../support/browser-journeys.ts';

inBrowser('a search in a list', ({ open }) => {
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
