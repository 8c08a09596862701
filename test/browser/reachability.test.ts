import { test } from 'vitest';
import { inBrowser } from '../support/browser-journeys.ts';

inBrowser('a server that goes away', ({ system, open }) => {
  test('is told of while a page waits for it, and the page goes on by itself when it is back', async () => {
    const page = await open('/organization/audit-log', { expected: [/ERR_|502|503/] });
    const away = page.getByRole('status').getByText('Waybill does not answer');
    await system().server.kill9();
    await page.getByLabel('What was changed').selectOption('version');
    await away.waitFor();
    await page.getByRole('alert').getByText('Waybill could not be reached').waitFor();
    await system().server.start();
    await page.getByRole('heading', { name: 'Nothing like this was changed' }).waitFor({ timeout: 60_000 });
    await away.waitFor({ state: 'detached' });
  });
});
