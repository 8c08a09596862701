import { expect, test } from 'vitest';
import { expectAccessible } from '../support/accessibility.ts';
import { inBrowser } from '../support/browser-journeys.ts';

const chunkOfKeys = /\/keys-page-[\w-]+\.js$/;

inBrowser('what a page can not do', ({ open }) => {
  test('a page whose script is gone says so, and the others are still a click away', async () => {
    const page = await open('/organization/settings', { expected: [/404/, /dynamically imported module/] });
    await page.route(chunkOfKeys, (route) => route.fulfill({ status: 404 }));
    await page.getByRole('link', { name: 'API keys' }).click();
    await page.getByRole('heading', { level: 1, name: 'This page could not be loaded' }).waitFor();
    await page.getByText('Waybill was renewed, or the connection is away').waitFor();
    await expectAccessible(page, 'a page that could not be loaded');
    await page.getByRole('link', { name: 'Members' }).click();
    await page.getByRole('heading', { level: 1, name: 'Members' }).waitFor();
    await page.unrouteAll();
  });

  test('a page with an error tells what it said, below the header and beside the navigation', async () => {
    const page = await open('/organization/settings', { expected: [/It is broken/] });
    const contentType = 'text/javascript';
    const body = 'export function Component() { throw new Error("It is broken"); }';
    await page.route(chunkOfKeys, (route) => route.fulfill({ contentType, body }));
    await page.getByRole('link', { name: 'API keys' }).click();
    await page.getByRole('heading', { level: 1, name: 'This page has an error' }).waitFor();
    await page.getByText('“It is broken”').waitFor();
    expect(await page.getByText('Check the connection').count()).toBe(0);
    await page.getByRole('button', { name: /^Account of/ }).waitFor();
    await page.getByRole('link', { name: 'Members' }).click();
    await page.getByRole('heading', { level: 1, name: 'Members' }).waitFor();
  });

  test('an event stream that finds the session ended leads to the sign-in', async () => {
    const page = await open('/organization/settings', { expected: [/401|503/] });
    await page.context().clearCookies();
    // Every call but those of the stream and the session is answered by nobody who would know.
    await page.route(/\/api\/v1\/(?!session|.*\/events)/, (route) => route.fulfill({ status: 503 }));
    await page.getByRole('link', { name: 'Attempts' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign in to Waybill' }).waitFor();
  });

  test('where the browser has no clipboard, what is to be copied is selected, and that is said', async () => {
    const page = await open('/organization/keys');
    await page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    await page.getByRole('button', { name: 'Make a key' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('by hand');
    await form.getByRole('button', { name: 'Make the key' }).click();
    await page.getByRole('button', { name: 'Copy the key' }).click();
    await page.getByText('The text is selected: copy it by keyboard').waitFor();
    const key = await page.getByRole('region', { name: 'Text to copy' }).textContent();
    expect(key).not.toBe('');
    expect(await page.evaluate('getSelection().toString()')).toBe(key);
    await expectAccessible(page, 'a key to copy by hand');
  });
});
