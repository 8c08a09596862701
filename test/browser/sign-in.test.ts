import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from '../support/accessibility.ts';
import { goTo } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { signInByLink } from '../support/sign-in.ts';
import type { WaybillSystem } from '../support/waybill-system.ts';

inBrowser('sign-in', ({ system, open }) => {
  const github = () => system().github.control;

  test('with GitHub, one is nobody here before an invitation, and then lands where one wanted to go', async () => {
    await github().createAccount({ login: 'mona', type: 'User' });
    await github().setBrowser({ login: 'mona', consent: 'ask' });
    const page = await open('/attempts?status=failed', { as: 'nobody' });
    await page.getByRole('heading', { name: 'Sign in to Waybill' }).waitFor();
    await expectAccessible(page, 'the sign-in');
    await signInWithGitHub(page);
    await page.getByRole('heading', { name: 'You are in no organization yet' }).waitFor();
    await expectAccessible(page, 'who is in no organization');

    await page.goto(await invitation(system(), 'Mona'));
    await page.getByRole('heading', { name: 'Use this sign-in link?' }).waitFor();
    await expectAccessible(page, 'a link that somebody opens who is signed in');
    await page.getByRole('button', { name: 'Use the link' }).click();
    await page.getByRole('button', { name: 'Organization: default' }).waitFor();
    await signOut(page);
    await goTo(page, '/attempts?status=failed');
    await signInWithGitHub(page);
    await page.getByRole('heading', { level: 1, name: 'Attempts' }).waitFor();
    expect(new URL(page.url()).search).toBe('?status=failed');
    expect(await page.getByRole('button', { name: 'Account of Mona' }).count()).toBe(1);
  });

  test('who cancels at GitHub is told so, and may begin again', async () => {
    await github().setBrowser({ login: 'octocat', consent: 'deny' });
    const page = await open('/sign-in?return_to=/registry', { as: 'nobody' });
    await page.getByRole('link', { name: 'Sign in with GitHub' }).click();
    await page.getByText('You cancelled at GitHub').waitFor();
    await expectAccessible(page, 'the sign-in after it was cancelled');
    expect(await page.getByRole('link', { name: 'Sign in with GitHub' }).getAttribute('href')).toContain(
      'return_to=%2Fregistry',
    );
  });

  test('a link that could not be sent is kept, and sent again by a button', async () => {
    const link = await invitation(system(), 'Ada');
    const page = await open('/packages', { as: 'nobody', expected: [/ERR_/, /429/] });
    await page.route('**/api/v1/session/link', (route) => route.fulfill({ status: 429 }), { times: 1 });
    await page.route('**/api/v1/session/link', (route) => route.abort('connectionrefused'), { times: 1 });
    await page.goto(link);
    await page.getByRole('alert').getByText('Waybill could not be reached').waitFor();
    await expectAccessible(page, 'a link that could not be sent');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').getByText('Too many requests').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Account of Ada' }).waitFor();
  });

  test('links opened one after the other where the sign-in stands already are taken, each out of the address', async () => {
    const used = await invitation(system(), 'Eve');
    const link = await invitation(system(), 'Zoe');
    await signInByLink(system().url, used);
    const page = await open('/sign-in', { as: 'nobody', expected: [/403/] });
    for (const message of ['opened first', 'opened again']) {
      await page.goto(used);
      await page.getByRole('alert').getByText('This link signs nobody in').waitFor();
      await expect.poll(() => new URL(page.url()).hash, { message }).toBe('');
    }
    await page.goto(link);
    await page.getByRole('button', { name: 'Account of Zoe' }).waitFor();
    expect(page.url()).not.toContain('token');
  });

  test('signing out ends the other tabs too, and the back button shows nothing any more', async () => {
    const page = await open('/organization/members', { expected: [/401/] });
    const tab = await page.context().newPage();
    await goTo(tab, '/organization/keys');
    await signOut(page);
    await tab.getByRole('heading', { name: 'Sign in to Waybill' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Sign in to Waybill' }).waitFor();
  });

  test('a tab that is looked at again notices that the session ended elsewhere', async () => {
    const page = await open('/organization/keys', { expected: [/401/] });
    const signedIn = page.getByRole('button', { name: /^Account of / });
    await signedIn.waitFor();
    await page.route('**/api/v1/organization/**', (route) => void route);
    await system().rows("update user_sessions set expires_at = now() - interval '1 second'");
    await page.evaluate("dispatchEvent(new Event('visibilitychange'))");
    await page.getByRole('heading', { name: 'Sign in to Waybill' }).waitFor();
    expect(await signedIn.count()).toBe(0);
  });

  test('a session that ends while somebody works leads to the sign-in, and back to the same page', async () => {
    await github().setBrowser({ login: 'octocat', consent: 'accept' });
    const page = await open('/organization/keys', { expected: [/401/] });
    await page.getByRole('button', { name: /^Account of / }).click();
    await page.getByRole('menuitem', { name: 'Connect your GitHub account' }).click();
    await page.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
    await system().rows("update user_sessions set expires_at = now() - interval '1 second'");
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByLabel('Name').fill('too late');
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByRole('heading', { name: 'Sign in to Waybill' }).waitFor();
    await page.getByRole('link', { name: 'Sign in with GitHub' }).click();
    await page.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
    expect(await page.getByText('too late').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Account of octocat' }).count()).toBe(1);
  });
});

async function signInWithGitHub(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Sign in with GitHub' }).click();
  await page.getByRole('button', { name: /^Authorize / }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of / }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { name: 'Sign in to Waybill' }).waitFor();
}

/** A link for a new member. */
async function invitation({ api }: WaybillSystem, name: string): Promise<string> {
  const members = '/api/v1/organization/members';
  const made = await api.request('POST', members, { name, role: 'member' });
  const { id } = (await made.json()) as { id: string };
  const link = await api.request('POST', `${members}/${id}/sign-in-links`);
  return ((await link.json()) as { url: string }).url;
}
