import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { expectAccessible, sidewaysOverflow } from '../support/accessibility.ts';
import { narrow } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import type { WaybillSystem } from '../support/waybill-system.ts';

inBrowser('the header in a narrow window', ({ system, open }) => {
  test('keeps the brand in one line and the account in view, however long the name of the organization', async () => {
    onTestFinished(() => rename(system(), 'default'));
    const heightWith: number[] = [];
    for (const name of ['default', 'Acme Tools and Skills', 'Acme Corporation '.repeat(4).trim()]) {
      await rename(system(), name);
      const page = await open('/organization/settings', { viewport: narrow });
      await page.getByRole('button', { name: `Organization: ${name}` }).waitFor();
      expect(await sidewaysOverflow(page), name).toEqual([]);
      const account = await page.getByRole('button', { name: /^Account of / }).boundingBox();
      expect((account?.x ?? Infinity) + (account?.width ?? 0), name).toBeLessThanOrEqual(narrow.width);
      heightWith.push((await page.getByRole('link', { name: 'Waybill' }).boundingBox())?.height ?? 0);
      await expectAccessible(page, `the header with ${name}`);
    }
    const elsewhere = await open(`/attempts?organization=${randomUUID()}`, { viewport: narrow });
    await elsewhere.getByRole('link', { name: /^Go to Acme/ }).waitFor();
    expect(await sidewaysOverflow(elsewhere), 'where the way on names it').toEqual([]);
    expect(new Set(heightWith).size, `heights of the brand: ${heightWith}`).toBe(1);
  });

  test('closes the menu by Escape, and gives the focus back to its button', async () => {
    const page = await open('/organization/settings', { viewport: narrow });
    await page.getByRole('button', { name: 'Open the menu' }).click();
    await page.getByRole('link', { name: 'Members' }).focus();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Members' }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Open the menu' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Members' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Members' }).waitFor({ state: 'hidden' });
  });
});

async function rename({ api }: WaybillSystem, name: string): Promise<void> {
  const { status } = await api.request('PATCH', '/api/v1/organization', { name });
  expect(status).toBe(200);
}
