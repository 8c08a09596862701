import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectAccessible } from '../support/accessibility.ts';
import { goTo } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { pushVersions, runShown } from '../support/registry-samples.ts';
import { connectRepository, push, quiet } from '../support/skill-repository.ts';

inBrowser('packages', ({ system, open }) => {
  test('a private repository is asked about before everybody may read its package, who then can', async () => {
    const repository = await connectRepository(system(), { name: 'secret-sauce', private: true });
    await push(system(), repository, { 'sauce.md': 'Basil.\n' });
    await quiet(system(), repository);
    const page = await open(`/registry/${repository.entryId}`, { expected: [/409/] });
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByLabel('Public', { exact: true }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('tick the box if that is meant').waitFor();
    await expectAccessible(page, 'the question whether it may be public');
    await page.getByLabel('Everybody may read the files of this package').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByText('Everybody finds it among the public packages').waitFor();

    const visitor = await open('/packages?q=sauce', { as: 'nobody' });
    await expectAccessible(visitor, 'the public packages');
    await visitor.getByRole('link', { name: 'secret-sauce' }).first().click();
    await visitor.getByRole('heading', { name: 'secret-sauce', level: 1 }).waitFor();
    const install = await visitor.getByRole('region', { name: 'Commands that install it' }).textContent();
    const sauce = await runShown(install ?? '', undefined, (at) =>
      readFile(join(at, 'secret-sauce', 'sauce.md'), 'utf8'),
    );
    expect(sauce).toBe('Basil.\n');
  });

  test('visitors read packages, versions, files and what changed, and nothing that is not public', async () => {
    const entryId = await pushVersions(system(), { name: 'for-all', visibility: 'public' }, [
      { version: '1.0.0', text: '# For all\n', files: { 'a.md': 'one\n' } },
      { version: '2.0.0', text: '# For all\n', files: { 'a.md': 'two\n' } },
    ]);
    const own = await pushVersions(system(), { name: 'for-us' }, [{ version: '1.0.0' }]);
    const page = await open(`/packages/${entryId}`, { as: 'nobody', expected: [/404/] });
    await page.getByRole('heading', { name: 'For all', level: 3 }).waitFor();
    await expectAccessible(page, 'a public package');
    expect(await page.getByRole('link', { name: 'Manage it' }).count()).toBe(0);
    await page.getByRole('link', { name: 'Versions' }).click();
    await page.getByRole('link', { name: '2.0.0' }).first().click();
    await page.getByRole('heading', { name: 'for-all 2.0.0' }).waitFor();
    await expectAccessible(page, 'a public version');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the archive' }).click();
    expect((await saved).suggestedFilename()).toBe('for-all-2.0.0.tar.gz');
    await page.getByRole('link', { name: 'a.md' }).click();
    await page.getByRole('cell', { name: 'two' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'compare with it' }).click();
    await page.getByRole('table', { name: 'What changed in a.md' }).waitFor();
    await expectAccessible(page, 'a public comparison');
    await goTo(page, `/packages/${own}`);
    await page.getByText('Not found').waitFor();
    await goTo(page, `/registry/${own}`);
    await page.waitForURL('**/sign-in?**');
  });

  test('who is in its organization finds the way to where a package is managed', async () => {
    const entryId = await pushVersions(system(), { name: 'ours', visibility: 'public' }, [{ version: '1.0.0' }]);
    const page = await open(`/packages/${entryId}`);
    await page.getByRole('link', { name: 'Manage it' }).click();
    await page.getByRole('button', { name: 'Roll back' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/registry/${entryId}`);
  });
});
