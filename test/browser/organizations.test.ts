import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from '../support/accessibility.ts';
import { goTo } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import type { WaybillSystem } from '../support/waybill-system.ts';

inBrowser('somebody in two organizations', ({ system, open }) => {
  test('goes from one to the other by the switcher, by links and back, and sees nothing of one in the other', async () => {
    const page = await open('/organization/settings');
    const other = await joinAnother(system(), 'Other Corp');
    const own = await idOf(system(), 'default');
    const shown = (name: string) => page.getByRole('button', { name: `Organization: ${name}` }).waitFor();
    await page.reload();
    await shown('default');

    await page.getByRole('button', { name: 'Organization: default' }).click();
    await page.getByRole('menuitemradio', { name: /Other Corp/ }).click();
    await shown('Other Corp');
    await goTo(page, `/organization/settings?organization=${own}`);
    await shown('default');
    expect(await nameIn(page)).toBe('default');

    // A link inside of the pages, as public packages have one, does not load the page anew.
    await hold(page, '**/api/v1/organization');
    await follow(page, `/organization/settings?organization=${other}`);
    await shown('Other Corp');
    expect(await page.getByLabel('Name of the organization').count()).toBe(0);
    await page.unrouteAll();
    await expect.poll(() => nameIn(page)).toBe('Other Corp');
    await page.goBack();
    await shown('default');
    await expect.poll(() => nameIn(page)).toBe('default');
  });

  test('works in both at once, each in a tab of its own', async () => {
    const page = await open('/organization/settings');
    const other = await joinAnother(system(), 'Second Corp');
    const own = await idOf(system(), 'default');
    const tab = await page.context().newPage();
    await goTo(page, `/organization/settings?organization=${own}`);
    await goTo(tab, `/organization/settings?organization=${other}`);
    await page.getByRole('link', { name: 'Packages' }).click();
    await page.getByRole('heading', { level: 1, name: 'Packages' }).waitFor();
    await page.getByRole('link', { name: 'Settings' }).click();
    await expect.poll(() => nameIn(page)).toBe('default');
    await tab.reload();
    await expect.poll(() => nameIn(tab)).toBe('Second Corp');
  });

  test('opens links of each tab in its organization, and shares addresses that name it', async () => {
    const page = await open('/organization/settings');
    const other = await joinAnother(system(), 'Third Corp');
    const own = await idOf(system(), 'default');
    const tab = await page.context().newPage();
    await goTo(page, `/organization/settings?organization=${own}`);
    await goTo(tab, `/organization/settings?organization=${other}`);

    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'Members' }).click({ modifiers: ['Control'] });
    const beside = await opened;
    await beside.getByRole('button', { name: 'Organization: default' }).waitFor();
    expect(organizationOf(beside)).toBe(own);

    // The tab that was chosen last is what a bare address leads to, however often another one is used since.
    await goTo(tab, '/organization/settings');
    await expect.poll(() => organizationOf(tab)).toBe(other);
    await tab.getByRole('link', { name: 'Packages' }).first().click();
    await tab.getByRole('heading', { level: 1, name: 'Packages' }).waitFor();
    expect(organizationOf(tab)).toBe(other);
    await goTo(tab, '/');
    await tab.getByRole('heading', { level: 1, name: 'GitHub' }).waitFor();
    await expect.poll(() => organizationOf(tab)).toBe(other);
    const third = await page.context().newPage();
    await goTo(third, '/organization/settings');
    await expect.poll(() => organizationOf(third)).toBe(own);
    expect(await nameIn(third)).toBe('default');
  });

  test('is told of an address that names an organization of others, and goes on in an own one', async () => {
    const page = await open(`/organization/members?organization=${randomUUID()}`);
    await page.getByRole('heading', { level: 1, name: 'You are not a member of that organization' }).waitFor();
    await expectAccessible(page, 'an organization of others');
    expect(await page.getByRole('heading', { name: 'Members' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Go to default' }).click();
    await page.getByRole('heading', { level: 1, name: 'GitHub' }).waitFor();
  });

  test('keeps the organization in the address where a page goes elsewhere by itself', async () => {
    const page = await open('/organization/settings', { expected: [/404/] });
    const other = await joinAnother(system(), 'Fourth Corp');
    const attempt = randomUUID();
    await goTo(page, `/explain?organization=${other}`);
    await page.getByLabel('Repository, commit, branch, tag or delivery').fill(`/attempts/${attempt}`);
    await page.getByRole('button', { name: 'Explain' }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/attempts/${attempt}`);
    await expect.poll(() => organizationOf(page)).toBe(other);
    await goTo(page, `/attempts?organization=${other}`);
    await page.getByLabel('Status').selectOption('failed');
    await expect.poll(() => new URL(page.url()).searchParams.get('status')).toBe('failed');
    expect(organizationOf(page)).toBe(other);
  });
});

inBrowser('somebody in one organization', ({ open }) => {
  test('has addresses that name none', async () => {
    const page = await open('/attempts');
    await page.getByRole('link', { name: 'Members' }).click();
    await page.getByRole('heading', { level: 1, name: 'Members' }).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });
});

function organizationOf(page: Page): string | null {
  return new URL(page.url()).searchParams.get('organization');
}

/** The user who is signed in becomes a member of a new organization, and the sessions reach all of the user's. */
async function joinAnother({ rows }: WaybillSystem, name: string): Promise<string> {
  const id = randomUUID();
  await rows("insert into organizations (id, name, plan, created_at) values ($1, $2, 'pro', now())", [id, name]);
  await rows(
    `insert into members (id, organization_id, name, role, created_at, user_id)
      select $2, $1, 'Me', 'owner', now(), user_id from user_sessions order by created_at desc limit 1`,
    [id, randomUUID()],
  );
  await rows('update user_sessions set organization_id = null, let_in_by = null');
  return id;
}

async function idOf({ rows }: WaybillSystem, name: string): Promise<string> {
  const [row] = await rows<{ id: string }>('select id from organizations where name = $1', [name]);
  return row?.id ?? '';
}

function nameIn(page: Page): Promise<string> {
  return page.getByLabel('Name of the organization').inputValue();
}

/** Answers to these requests come when they are let through. */
async function hold(page: Page, url: string): Promise<void> {
  await page.route(url, (route) => void route);
}

/** Follows a link to that path without loading the page anew. */
async function follow(page: Page, path: string): Promise<void> {
  await page.evaluate(
    `history.pushState({}, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`,
  );
}
