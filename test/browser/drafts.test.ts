import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from '../support/accessibility.ts';
import { comeBackLater, goTo } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { signIn } from '../support/sign-in.ts';
import {
  type Account,
  type CommittedFiles,
  connectRepository,
  inboxDone,
  newAccount,
  skillFile,
} from '../support/skill-repository.ts';
import { owner, type WaybillSystem } from '../support/waybill-system.ts';

inBrowser('a form that was not sent', ({ system, open }) => {
  const commit = async (place: { owner: string; repo: string }, files: CommittedFiles) => {
    await system().github.control.commitFiles({ ...place, files, message: 'Skills' });
    await inboxDone(system());
  };
  /** The address of the form for a private repository with the skills alpha and beta. */
  const twoSkills = async (
    name: string,
    account: Account = { login: owner, installationId: system().installationId },
  ) => {
    const { login, installationId } = account;
    await system().github.control.createRepository({ owner: login, name, defaultBranch: 'main', private: true });
    const files = { 'a/SKILL.md': skillFile('alpha'), 'b/SKILL.md': skillFile('beta') };
    await commit({ owner: login, repo: name }, files);
    return `/settings/github/connect?installation_id=${installationId}&repo=${login}%2F${name}`;
  };
  const isFresh = async (page: Page) => {
    await page.getByRole('radio', { name: /^alpha/, checked: true }).waitFor();
    expect(await filledIn(page)).toEqual(suggested);
    expect(await page.getByText(isBack).count()).toBe(0);
  };

  test('is there again when the page is loaded anew, until it is begun anew or sent', async () => {
    const page = await open(await twoSkills('drafted'));
    await isFresh(page);
    await fillIn(page);
    await page.reload();
    await page.getByText(isBack).waitFor();
    await expect.poll(() => filledIn(page)).toEqual(typed);
    // Was said of what was shown then.
    expect(await mayEverybodyRead(page).isChecked()).toBe(false);
    expect(await page.evaluate('document.activeElement?.textContent')).toContain('2. Skill');
    await expectAccessible(page, 'a form that is there again');

    await page.getByRole('button', { name: 'Start over' }).click();
    await isFresh(page);
    await page.reload();
    await isFresh(page);

    await fillIn(page);
    await page.getByRole('button', { name: 'Connect the repository' }).click();
    await page.getByRole('heading', { level: 1, name: 'mine from acme/drafted' }).waitFor();
    expect(await keptIn(page)).toEqual([]);
  });

  test('is there again after another sign-in, for the same person in the same organization', async () => {
    const account = await newAccount(system(), 'shared-account');
    const path = await twoSkills('interrupted', account);
    const page = await open(path, { expected: [/401/] });
    await fillIn(page);
    await system().rows("update user_sessions set expires_at = now() - interval '1 second'");
    // Whatever call is the first to find it ended.
    await comeBackLater(page);
    await page.getByRole('heading', { name: 'Sign in to Waybill' }).waitFor();
    expect(new URL(page.url()).searchParams.get('return_to')).toBe(path);

    await beSignedIn(page, system(), await newAdmin(system()));
    await goTo(page, path);
    await isFresh(page);

    await beSignedIn(page, system());
    await goTo(page, path);
    await page.getByText(isBack).waitFor();
    await expect.poll(() => filledIn(page)).toEqual(typed);

    const other = await joinAnother(system(), account);
    await goTo(page, `${path}&organization=${other}`);
    await isFresh(page);

    await page.getByRole('button', { name: /^Account of / }).click();
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
    await page.getByRole('heading', { name: 'Sign in to Waybill' }).waitFor();
    expect(await keptIn(page)).toEqual([]);
  });

  test('says what of it is there no more, and is not sent with it', async () => {
    const path = await twoSkills('shrinking');
    const page = await open(path);
    await fillIn(page);
    await commit({ owner, repo: 'shrinking' }, { 'b/SKILL.md': null, 'c/SKILL.md': skillFile('gamma') });
    await page.reload();
    await page.getByText('The folder b holds no SKILL.md now').waitFor();
    await expectAccessible(page, 'a form whose skill is gone');
    await mayEverybodyRead(page).check();
    await page.getByRole('button', { name: 'Connect the repository' }).click();
    expect(await page.locator('input[name=skill]:invalid').count()).toBe(2);
    expect(new URL(page.url()).pathname).toBe('/settings/github/connect');
    await page.getByRole('radio', { name: /^gamma/ }).click();
    await page.getByLabel('Name of the package').fill('another');
    await mayEverybodyRead(page).check();
    await page.getByRole('button', { name: 'Connect the repository' }).click();
    await page.getByRole('heading', { level: 1, name: 'another from acme/shrinking' }).waitFor();
  });

  test('shows the package that was chosen, wherever it stands in the list', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `listed-${index}`);
    for (const name of names) await system().api.createEntry({ name });
    const path = await twoSkills('choosing');
    const page = await open(path);
    await page.getByRole('radio', { name: 'A package that is there already' }).click();
    await page.getByText('search for another one').waitFor();
    const { entries } = (await (await system().api.request('GET', '/api/v1/registry?limit=100')).json()) as Listed;
    const beyond = entries[10]?.name ?? '';
    await page.getByLabel('Search packages').fill(beyond);
    await page.getByRole('radio', { name: new RegExp(`^${beyond} `) }).click();
    await page.reload();
    await page.getByRole('radio', { name: new RegExp(`^${beyond} `), checked: true }).waitFor();
    expect(await page.getByLabel('Search packages').inputValue()).toBe('');
  });

  test('of a connection is there again, and what somebody else changed meanwhile stays', async () => {
    const repository = await connectRepository(system(), { name: 'edited' });
    const page = await open(`/settings/github/connections/${repository.connectionId}`);
    await page.getByLabel('Tag pattern').fill('mine-*');
    await system().api.request('PATCH', `/api/v1/github/connections/${repository.connectionId}`, {
      skill_path: 'theirs',
    });
    await page.reload();
    await page.getByText('have not saved it yet').waitFor();
    expect(await page.getByLabel('Tag pattern').inputValue()).toBe('mine-*');
    expect(await page.getByLabel("Path of the skill's folder").inputValue()).toBe('theirs');
    await page.getByRole('button', { name: 'Discard' }).click();
    expect(await keptIn(page)).toEqual([]);
    await page.getByLabel('Tag pattern').fill('ours-*');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('It holds from the next push on').waitFor();
    expect(await keptIn(page)).toEqual([]);
  });
});

type Listed = { entries: { name: string }[] };

const isBack = 'What you filled in here before is back';
const suggested = {
  ...{ skill: 'a', name: 'alpha', visibility: 'org', branch: 'main', pattern: 'alpha@*', writeBack: true },
};
const typed = { skill: 'b', name: 'mine', visibility: 'public', branch: 'next', pattern: 'mine-*', writeBack: false };

const mayEverybodyRead = (page: Page) => page.getByRole('checkbox', { name: /^Everybody may read/ });

async function fillIn(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /^beta/ }).click();
  await page.getByLabel('Name of the package').fill(typed.name);
  await page.getByLabel('Who may see it').selectOption(typed.visibility);
  await mayEverybodyRead(page).check();
  await page.getByLabel('Branch').fill(typed.branch);
  await page.getByLabel('Tag pattern').fill(typed.pattern);
  await page.getByLabel('Write results back').uncheck();
}

async function filledIn(page: Page): Promise<unknown> {
  return {
    skill: await page.locator('input[name=skill]:checked').inputValue(),
    name: await page.getByLabel('Name of the package').inputValue(),
    visibility: await page.getByLabel('Who may see it').inputValue(),
    branch: await page.getByLabel('Branch').inputValue(),
    pattern: await page.getByLabel('Tag pattern').inputValue(),
    writeBack: await page.getByLabel('Write results back').isChecked(),
  };
}

/** Whatever a tab keeps of forms. */
async function keptIn(page: Page): Promise<unknown> {
  return page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('waybill.draft'))");
}

/** From the next page on, the tab is signed in as that member; without an id as the owner. */
async function beSignedIn(page: Page, { url, environment }: WaybillSystem, memberId?: string): Promise<void> {
  const { cookie } = await signIn(url, environment.WAYBILL_FIRST_API_KEY ?? '', memberId);
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }]);
}

async function newAdmin({ api }: WaybillSystem): Promise<string> {
  const made = await api.request('POST', '/api/v1/organization/members', { name: 'Somebody else', role: 'admin' });
  return ((await made.json()) as { id: string }).id;
}

/** The owner who signed in last is in one more organization, to which the account's installation goes over. */
async function joinAnother({ rows }: WaybillSystem, { installationId }: Account): Promise<string> {
  const id = randomUUID();
  await rows("insert into organizations (id, name, plan, created_at) values ($1, 'Other Corp', 'pro', now())", [id]);
  await rows(
    `insert into members (id, organization_id, name, role, created_at, user_id)
      select $2, $1, 'Me', 'owner', now(), user_id from user_sessions order by created_at desc limit 1`,
    [id, randomUUID()],
  );
  await rows('update user_sessions set organization_id = null, let_in_by = null');
  await rows('update github_installations set organization_id = $1 where installation_id = $2', [id, installationId]);
  return id;
}
