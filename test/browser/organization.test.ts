import { expect, test } from 'vitest';
import { accessibilityFindings } from '../support/accessibility.ts';
import { goTo } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { connectRepository } from '../support/skill-repository.ts';

inBrowser('the organization', ({ system, open, newPage }) => {
  test('a new member comes in by the link, is who was invited, and the link works once', async () => {
    const page = await open('/organization/members');
    await page.getByRole('button', { name: 'Add a member' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('Grace Hopper');
    await form.getByLabel('Role').selectOption('member');
    await form.getByRole('button', { name: 'Add and make a link' }).click();
    await expect.poll(() => page.getByText('Send this link to Grace Hopper').isVisible()).toBe(true);
    const link = (await page.getByRole('region', { name: 'Text to copy' }).textContent()) ?? '';
    expect(link).toContain(`${system().url}/sign-in#token=`);
    const row = page.getByRole('listitem').filter({ hasText: 'Grace Hopper' });
    await row.getByText('has not signed in yet').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);

    const invited = await newPage({ as: 'nobody' });
    await goTo(invited, link);
    await expect.poll(() => new URL(invited.url()).hash).toBe('');
    await expect.poll(() => invited.getByRole('button', { name: 'Account of Grace Hopper' }).isVisible()).toBe(true);
    await goTo(page, '/organization/members');
    await row.getByText('signs in by links').waitFor();
    await goTo(invited, '/organization/members');
    await expect.poll(() => invited.getByText('This is for the role admin').isVisible()).toBe(true);

    const late = await newPage({ as: 'nobody', expected: [/403/] });
    await goTo(late, link);
    await expect.poll(() => late.getByText('This link signs nobody in').isVisible()).toBe(true);
  });

  test('a member whose link could not be made is there once, and gets it by another press', async () => {
    const page = await open('/organization/members', { expected: [/503/] });
    await page.route('**/sign-in-links', (route) => route.fulfill({ status: 503 }), { times: 1 });
    await page.getByRole('button', { name: 'Add a member' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('Mary Somerville');
    await form.getByRole('button', { name: 'Add and make a link' }).click();
    await form.waitFor({ state: 'detached' });
    await page.getByText('Mary Somerville is added, but has no link yet').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Send this link to Mary Somerville').waitFor();
    expect(await page.getByText('has no link yet').count()).toBe(0);
    expect(await page.getByRole('listitem').filter({ hasText: 'Mary Somerville' }).count()).toBe(1);
  });

  test('a link is withdrawn by the keyboard: the list says so, and it lets nobody in', async () => {
    const page = await open('/organization/members');
    await page.getByRole('button', { name: 'Add a member' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('Emmy Noether');
    await form.getByRole('button', { name: 'Add and make a link' }).click();
    const link = (await page.getByRole('region', { name: 'Text to copy' }).textContent()) ?? '';
    const row = page.getByRole('listitem').filter({ hasText: 'Emmy Noether' });
    await row.getByText('invited; the link holds until').waitFor();

    await row.getByRole('button', { name: 'Withdraw the link' }).focus();
    await page.keyboard.press('Enter');
    const question = page.getByRole('dialog', { name: 'Withdraw the sign-in link of Emmy Noether?' });
    await question.getByText('whoever opens one is told so').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await question.getByRole('button', { name: 'Withdraw' }).focus();
    await page.keyboard.press('Enter');
    await row.getByText('invited').waitFor({ state: 'detached' });
    await question.waitFor({ state: 'detached' });
    expect(await page.getByText('Send this link to Emmy Noether').count()).toBe(0);
    await row.getByRole('button', { name: 'Sign-in link' }).and(page.locator(':focus')).waitFor();

    const late = await newPage({ as: 'nobody', expected: [/403/] });
    await goTo(late, link);
    await late.getByText('This link signs nobody in').waitFor();
    await late.getByText('has expired, or was withdrawn').waitFor();
    await goTo(page, '/organization/audit-log?target_type=member');
    await page.getByRole('listitem').filter({ hasText: 'sign_in_link.withdrawn' }).first().waitFor();
  });

  test('a removed member is out at once, where the page is open as well', async () => {
    const leaving = await open('/attempts', { as: 'viewer', expected: [/40[13]/] });
    const page = await open('/organization/members');
    const row = page.getByRole('listitem').filter({ hasText: 'A viewer' });
    await row.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect.poll(() => row.count()).toBe(0);
    await leaving.reload();
    await expect
      .poll(() => leaving.getByRole('heading', { name: 'You are in no organization yet' }).isVisible())
      .toBe(true);
  });

  test('the last owner stays, and the page says why', async () => {
    const page = await open('/organization/members', { expected: [/409/] });
    const row = page.getByRole('listitem').filter({ hasText: 'you' });
    await row.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect.poll(() => page.getByRole('dialog').getByText('only owner').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await row.count()).toBe(1);
  });

  test('a key is shown once, opens the API, and no more when it is revoked', async () => {
    const page = await open('/organization/keys');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('Name').fill('release pipeline');
    await form.getByLabel('It may at most').selectOption('viewer');
    await form.getByRole('button', { name: 'Make the key' }).click();
    const shown = page.getByRole('region', { name: 'Text to copy' });
    await expect.poll(() => shown.isVisible()).toBe(true);
    const headers = { Authorization: `Bearer ${await shown.textContent()}` };
    const asked = () => fetch(`${system().url}/api/v1/organization`, { headers });
    expect((await asked()).status).toBe(200);
    await page.reload();
    const row = page.getByRole('listitem').filter({ hasText: 'release pipeline' });
    await row.getByRole('button', { name: 'Revoke' }).click();
    expect(await shown.count()).toBe(0);
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await expect.poll(() => row.getByText('revoked').isVisible()).toBe(true);
    expect((await asked()).status).toBe(401);
  });

  test('a viewer, who may have no keys, is told so, and whom to ask', async () => {
    const page = await open('/organization/keys', { as: 'viewer' });
    await page.getByRole('heading', { name: 'This is for the role member' }).waitFor();
    expect(await page.getByRole('button', { name: 'Make a key' }).count()).toBe(0);
  });

  test('the audit log names what was changed, and leads there', async () => {
    const repository = await connectRepository(system(), { name: 'audited' });
    const page = await open('/organization/audit-log?target_type=connection');
    await page.getByRole('listitem').filter({ hasText: 'connection.created' }).getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: `${repository.name} from acme/audited` }).waitFor();
  });

  test('a new name is everywhere, and the audit log tells who gave it', async () => {
    const page = await open('/organization/settings');
    await page.getByLabel('Name of the organization').fill('Analytical Engines');
    await page.getByRole('button', { name: 'Rename' }).click();
    await expect
      .poll(() => page.getByRole('button', { name: 'Organization: Analytical Engines' }).isVisible())
      .toBe(true);
    await goTo(page, '/organization/audit-log?target_type=organization');
    const record = page.getByRole('listitem').filter({ hasText: 'organization.updated' });
    await expect.poll(() => record.getByText('in the dashboard').isVisible()).toBe(true);
    await record.getByText('organization Analytical Engines').waitFor();
    await record.getByText('Details').click();
    expect(await record.getByText('"name": "Analytical Engines"').isVisible()).toBe(true);
  });
});
