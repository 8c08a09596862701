import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { inBrowser } from '../support/browser-journeys.ts';
import { attemptDone, connectRepository, push } from '../support/skill-repository.ts';

inBrowser('the live list of attempts', ({ system, newPage, open }) => {
  test('is right in the end when its first answer is older than what was told meanwhile', async () => {
    const repository = await connectRepository(system(), {
      name: 'overtaken',
      connection: { write_back_enabled: false },
    });
    const match = { kind: 'git', pathPattern: 'overtaken.*upload-pack' } as const;
    await system().github.control.addFault({ match, respond: { held: true } });
    const commit = await push(system(), repository, { 'a.md': 'A\n' });
    await expect.poll(async () => (await system().api.attempts({}))[0]?.status).toBe('pending');
    const witness = await open('/attempts');
    const rowOn = (its: Page) =>
      its.getByRole('list', { name: 'Attempts, newest first' }).getByRole('listitem').first();
    await rowOn(witness).getByText('pending').waitFor();
    const page = await newPage();
    await page.route(
      (url) => url.pathname === '/api/v1/github/attempts' && url.searchParams.get('limit') === '25',
      async (route) => {
        const response = await route.fetch();
        expect(await response.text()).toContain('"pending"');
        await system().github.control.clearFaults();
        await attemptDone(system(), repository, { ref: 'refs/heads/main', commit });
        await rowOn(witness).getByText('published').waitFor();
        await route.fulfill({ response });
      },
      { times: 1 },
    );
    await page.goto('/attempts');
    await rowOn(page).getByText('published').waitFor();
  });

  test('misses nothing when its stream begins anew', async () => {
    const repository = await connectRepository(system(), { name: 'missed' });
    const page = await newPage({ expected: [/ERR_/] });
    await page.route('**/api/v1/github/attempts/events', (route) => route.abort('connectionreset'), { times: 1 });
    const first = page.waitForRequest('**/api/v1/github/attempts/events');
    await page.goto('/attempts');
    await page.getByRole('heading', { level: 1, name: 'Attempts' }).waitFor();
    await first;
    const commit = await push(system(), repository, { 'a.md': 'A\n' });
    await attemptDone(system(), repository, { ref: 'refs/heads/main', commit });
    await page.getByRole('link', { name: /missed from main/ }).waitFor();
  });
});
