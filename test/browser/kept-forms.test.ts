import { expect, test } from 'vitest';
import { comeBackLater } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { connectRepository, inboxDone, type SkillRepository, skillFile } from '../support/skill-repository.ts';
import { owner } from '../support/waybill-system.ts';

const pageOf = ({ connectionId }: SkillRepository) => `/settings/github/connections/${connectionId}`;

inBrowser('a form that is filled in', ({ system, open }) => {
  test('keeps what was chosen when the repository is looked at again', async () => {
    const { control } = system().github;
    const repository = { owner, repo: 'chosen' };
    await control.createRepository({ owner, name: 'chosen', defaultBranch: 'main' });
    const files = { 'a/SKILL.md': skillFile('alpha'), 'b/SKILL.md': skillFile('beta') };
    await control.commitFiles({ ...repository, files, message: 'Two skills' });
    await inboxDone(system());
    const page = await open('/settings/github/connect?repo=acme%2Fchosen');
    await page.getByRole('radio', { name: /^beta/ }).click();
    await page.getByLabel('Name of the package').fill('mine');
    await control.commitFiles({ ...repository, files: { 'c/SKILL.md': skillFile('gamma') }, message: 'A third one' });
    await inboxDone(system());
    await comeBackLater(page);
    await page.getByRole('radio', { name: /^gamma/ }).waitFor();
    expect(await page.getByRole('radio', { name: /^beta/ }).isChecked()).toBe(true);
    expect(await page.getByLabel('Name of the package').inputValue()).toBe('mine');
  });

  test('is sent once, however often its button is pressed', async () => {
    const repository = await connectRepository(system(), { name: 'once' });
    const page = await open(pageOf(repository));
    const sent: string[] = [];
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
    await page.route('**/sync', async (route) => {
      await page.getByRole('button', { name: 'Sync now' }).dispatchEvent('click');
      await route.continue();
    });
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByRole('link', { name: /^Version 0\.0\.0-github/ }).waitFor();
    expect(sent).toHaveLength(1);
  });

  test('changes what was edited, and leaves what somebody else changed meanwhile', async () => {
    const repository = await connectRepository(system(), { name: 'shared' });
    const page = await open(pageOf(repository));
    await page.getByLabel('Tag pattern').fill('mine-*');
    await system().api.request('PATCH', `/api/v1/github/connections/${repository.connectionId}`, {
      skill_path: 'theirs',
    });
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('It holds from the next push on').waitFor();
    const saved = await system().api.request('GET', `/api/v1/github/connections/${repository.connectionId}`);
    expect(await saved.json()).toMatchObject({ tag_pattern: 'mine-*', skill_path: 'theirs' });
    expect(await page.getByLabel("Path of the skill's folder").inputValue()).toBe('theirs');
  });
});
