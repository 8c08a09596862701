import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { expectAccessible } from '../support/accessibility.ts';
import { inBrowser } from '../support/browser-journeys.ts';

inBrowser('what cannot be had or done', ({ system, open }) => {
  test('a package that is not there is told in words for people, without an offer to try again', async () => {
    const page = await open(`/registry/${randomUUID()}`, { expected: [/404/] });
    await page.getByRole('alert').getByText('There is no such package here').waitFor();
    expect(await page.getByRole('alert').textContent()).not.toContain('/api/');
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await expectAccessible(page, 'a package that is not there');
  });

  test('a required field that is empty is asked for before anything is sent', async () => {
    const page = await open('/organization/members');
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
    await page.getByRole('button', { name: 'Add a member' }).click();
    const name = page.getByLabel('Name');
    for (const empty of ['', '   ']) {
      await name.fill(empty);
      await page.getByRole('button', { name: 'Add and make a link' }).click();
      // As the browser shows it at the field, and reads it out.
      await expect.poll(() => page.evaluate('document.activeElement.validationMessage')).toBe('Fill this in.');
      await name.and(page.locator(':focus')).waitFor();
    }
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(sent).toEqual([]);
    await name.fill('Grace');
    await page.getByRole('button', { name: 'Add and make a link' }).click();
    await page.getByText('Send this link to Grace').waitFor();
  });

  test.each([
    ['/', 'Publishing from GitHub needs the plan Pro'],
    ['/attempts', 'Publishing from GitHub needs the plan Pro'],
    ['/deliveries', 'Publishing from GitHub needs the plan Pro'],
  ])('with the plan free, %s says what it needs and leads on', async (path, title) => {
    await system().rows("update organizations set plan = 'free'");
    onTestFinished(async () => void (await system().rows("update organizations set plan = 'pro'")));
    const page = await open(path);
    await page.getByRole('heading', { name: title }).waitFor();
    await expectAccessible(page, `${path} with the plan free`);
    await page.getByRole('link', { name: 'Go to the packages' }).click();
    await page.getByRole('heading', { level: 1, name: 'Packages' }).waitFor();
  });
});
