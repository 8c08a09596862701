import { expect, test } from 'vitest';
import { inBrowser } from '../support/browser-journeys.ts';

inBrowser('a call that fails', ({ open }) => {
  test('a proxy that answers with nothing is no success', async () => {
    const page = await open('/organization/settings', { expected: [/502/] });
    await page.route('**/api/v1/organization', (route) => route.fulfill({ status: 502 }));
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('alert').getByText('answered with 502').waitFor();
    expect(await page.getByText('The name is changed.').count()).toBe(0);
  });

  test('a plain call without a network says what to do, and the dialog keeps what was typed', async () => {
    const page = await open('/organization/members', { expected: [/ERR_/] });
    await page.getByRole('button', { name: 'Add a member' }).click();
    await page.getByLabel('Name').fill('Grace');
    await page.route('**/api/v1/organization/members', (route) => route.abort('connectionrefused'));
    await page.getByRole('button', { name: 'Add and make a link' }).click();
    await page.getByRole('alert').getByText('Check the connection, then try again.').waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('Grace');
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Add and make a link' }).click();
    await page.getByText('Send this link to Grace').waitFor();
  });

  test('a page that comes back as it was left is loaded anew', async () => {
    const page = await open('/organization/members');
    const loaded = page.waitForEvent('load');
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
    await loaded;
    await page.getByRole('heading', { level: 1, name: 'Members' }).waitFor();
  });
});
