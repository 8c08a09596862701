import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, sidewaysOverflow } from '../support/accessibility.ts';
import { narrow } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { connectRepository, push, quiet, type SkillRepository } from '../support/skill-repository.ts';

inBrowser('deliveries', ({ system, open }) => {
  const pushed = async (repository: SkillRepository): Promise<string> => {
    const sha = await push(system(), repository, { 'a.md': 'A.\n' });
    await quiet(system(), repository);
    return sha.slice(0, 7);
  };

  test('a delivery is found, read, and processed again without a second version', async () => {
    const repository = await connectRepository(system(), { name: 'delivered' });
    const sha = await pushed(repository);
    const page = await open('/deliveries');
    await expectAccessible(page, 'deliveries');
    await page.getByLabel('Event').selectOption('push');
    await page.getByLabel('Decision').selectOption('publish');
    await page.waitForURL('**/deliveries?event=push&decision=publish');
    await row(page, sha).getByText('decided: Publish').waitFor();
    await row(page, sha).getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'Delivery of push' }).waitFor();
    await page.getByText('GitHub-Hookshot').waitFor();
    await page.getByText('Show the payload').click();
    await page.getByText('"full_name": "acme/delivered"').first().waitFor();
    await expectAccessible(page, 'a delivery with its payload');

    await page.getByText('It was processed.').waitFor();
    const decisions = page.getByRole('list', { name: 'Decisions by connection', exact: true }).getByRole('listitem');
    await decisions.filter({ hasText: 'Publish' }).waitFor();
    await page.getByRole('button', { name: 'Process again' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Process it' }).click();
    await decisions.filter({ hasText: 'Joined an attempt' }).waitFor();
    await page.getByRole('status').getByText('Processed again').waitFor();
    expect(await decisions.count()).toBe(1);
    const earlier = page.getByRole('list', { name: 'Earlier decisions by connection' }).getByRole('listitem');
    expect(await earlier.count()).toBe(1);
    expect(await earlier.textContent()).toContain('Publish');
    await expectAccessible(page, 'a delivery that was processed again');
    expect(await system().api.versions(repository.entryId)).toHaveLength(1);
    await page.getByRole('link', { name: 'Open the attempt' }).first().click();
    await page.getByRole('heading', { level: 1, name: /^Published delivered/ }).waitFor();
  });

  test('a viewer reads what was decided, not the payload', async () => {
    const repository = await connectRepository(system(), { name: 'withheld' });
    const sha = await pushed(repository);
    const page = await open('/deliveries?event=push', { as: 'viewer', viewport: narrow });
    expect(await sidewaysOverflow(page)).toEqual([]);
    await row(page, sha).getByRole('link').click();
    await page.getByText('Admins can process it again.').waitFor();
    await page.getByRole('list', { name: 'Decisions by connection' }).waitFor();
    expect(await page.getByText('Show the payload').count()).toBe(0);
    expect(await sidewaysOverflow(page)).toEqual([]);
    await expectAccessible(page, 'a delivery as a viewer sees it');
  });

  test('a payload that was dropped by age is said to be, and what to do instead', async () => {
    const repository = await connectRepository(system(), { name: 'aged' });
    const sha = await pushed(repository);
    await system().rows("update webhook_deliveries set body = null where event = 'push' and commit like $1", [
      `${sha}%`,
    ]);
    const page = await open('/deliveries?event=push');
    await row(page, sha).getByRole('link').click();
    await page.getByText('The body was dropped by age').waitFor();
    await page.getByText('Redeliver it from GitHub to have it processed again.').waitFor();
  });

  test('an unknown delivery and filters without a match say what to do', async () => {
    const page = await open('/deliveries/00000000-0000-4000-8000-000000000000', { expected: [/404/] });
    await page.getByRole('heading', { level: 1, name: 'There is no such delivery' }).waitFor();
    await page.getByRole('link', { name: 'See all deliveries' }).click();
    await page.getByLabel('Repository').fill('acme/nowhere');
    await page.getByText('No delivery matches').waitFor();
    await expectAccessible(page, 'deliveries that no filter matches');
  });
});

/** The row of the list that names it. */
function row(page: Page, text: string) {
  return page.getByRole('list', { name: 'Deliveries' }).getByRole('listitem').filter({ hasText: text });
}
