import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, sidewaysOverflow } from '../support/accessibility.ts';
import { goTo, narrow } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { pushVersions, runShown } from '../support/registry-samples.ts';

const attack = `
<script>window.attacked = 'script'</script>

<img src="https://evil.example/a.png" onerror="window.attacked = 'onerror'"> <iframe src="https://evil.example/"></iframe>

<style>body { display: none }</style>

[Press me](javascript:window.attacked='link') [Or me](data:text/html,<script>parent.attacked='data'</script>)

[Read on](https://evil.example/read) ![A picture](https://evil.example/b.png) [The format](references/format.md)

###### Deep

# ${'Huge'.repeat(400)}

| a | b |
| - | - |
| ${'x'.repeat(300)} | 2 |

- [x] done

${'> '.repeat(60)}deep

${'- '.repeat(40)}deep
`;

const text = (page: Page) => page.locator('main').textContent();

inBrowser('registry', ({ system, open }) => {
  const key = () => system().environment.WAYBILL_FIRST_API_KEY;

  test('where nothing is published yet, the commands that are shown publish, and those of the page install it', async () => {
    const page = await open('/registry');
    await expectAccessible(page, 'the empty registry');
    const push = await page.getByRole('region', { name: 'Commands that push it' }).textContent();
    await runShown(push ?? '', key(), async () => null);
    await goTo(page, '/registry');
    await page.getByRole('link', { name: 'my-skill' }).click();
    await page.getByRole('heading', { name: 'My skill', level: 3 }).waitFor();
    await expectAccessible(page, 'an entry');
    const install = await page.getByRole('region', { name: 'Commands that install it' }).textContent();
    const installed = await runShown(install ?? '', key(), (at) => readFile(join(at, 'my-skill', 'SKILL.md'), 'utf8'));
    expect(installed).toContain('Say hello.');
  });

  test('what a registry client calls works as it is shown', async () => {
    const entryId = await pushVersions(system(), { name: 'called' }, [{ version: '1.0.0' }]);
    const page = await open(`/registry/${entryId}`);
    await page.getByText('What a registry client calls').click();
    for (const name of ['Call that asks for updates', 'Call that tells of an install']) {
      const call = await page.getByRole('region', { name }).textContent();
      await runShown(call ?? '', key(), async () => null);
    }
    await expectAccessible(page, 'an entry with all its calls');
    await goTo(page, `/registry/${entryId}`);
    expect(await text(page)).toContain('1 time on 1 device');
  });

  test('a hostile SKILL.md is shown, and does nothing', async () => {
    const entryId = await pushVersions(system(), { name: 'hostile' }, [
      { version: '1.0.0', text: attack, files: { 'references/format.md': '# The format\n' } },
    ]);
    const page = await open(`/registry/${entryId}`);
    const outside: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(system().url)) outside.push(request.url());
    });
    await page.getByText('Press me').click();
    await page.getByText('Or me').click();
    expect(await page.evaluate('window.attacked ?? null')).toBeNull();
    expect(await page.locator('main :is(script, iframe, img, style, object, embed)').count()).toBe(0);
    expect(await page.locator('main [href^="javascript"], main [href^="data"]').count()).toBe(0);
    for (const name of ['Read on', 'Picture: A picture']) {
      expect(await page.getByRole('link', { name }).getAttribute('rel')).toBe('noreferrer nofollow');
    }
    expect(await text(page)).toContain(`<script>window.attacked = 'script'</script>`);
    await expectAccessible(page, 'a hostile entry');
    await page.setViewportSize(narrow);
    expect(await sidewaysOverflow(page)).toEqual([]);
    await page.getByRole('link', { name: 'The format' }).click();
    await page.getByRole('cell', { name: '# The format' }).waitFor();
    await expectAccessible(page, 'a file');
    expect(outside).toEqual([]);
  });

  test('two versions are compared file by file and line by line', async () => {
    const large = 'a line\n'.repeat(90_000);
    const entryId = await pushVersions(system(), { name: 'compared' }, [
      {
        version: '1.0.0',
        files: { 'a.md': 'one\ntwo\n', 'gone.md': 'gone\n', 'same.md': 'same\n', 'large.txt': large },
      },
      {
        version: '1.1.0',
        files: { 'a.md': 'one\n2\n', 'new.md': 'new\n', 'same.md': 'same\n', 'large.txt': `${large}b\n` },
      },
    ]);
    const page = await open(`/registry/${entryId}?view=versions`);
    await page.getByText(/^2 versions .*: 2 uploads\.$/).waitFor();
    const marks = page.locator('figure .recharts-xAxis-tick-labels text');
    await marks.first().waitFor();
    const times = await marks.allTextContents();
    expect(new Set(times).size).toBe(times.length);
    await expectAccessible(page, 'versions');
    await page.getByRole('link', { name: 'Compare with 1.0.0' }).click();
    await page.getByRole('heading', { name: '2 changed, 1 added, 1 removed, 2 the same' }).waitFor();
    const changed = page.getByRole('table', { name: 'What changed in a.md' });
    await expect
      .poll(() => changed.getByRole('row').allTextContents())
      .toEqual(expect.arrayContaining(['11 one', '2-removedtwo', '2+added2']));
    expect(await text(page)).toContain('It is larger than 512.0 KiB, and not compared here.');
    await expectAccessible(page, 'a comparison');
    await page.getByLabel('From version').fill('1.1.0');
    await page.getByLabel('To version').fill('1.1.0');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByText('All files of both versions are the same').waitFor();
    await page.goBack();
    await changed.waitFor();
  });

  test('a rollback and a yank ask for their reasons, and the history tells them', async () => {
    const entryId = await pushVersions(system(), { name: 'moved' }, [{ version: '1.0.0' }, { version: '1.1.0' }]);
    const page = await open(`/registry/${entryId}`);
    await page.getByRole('button', { name: 'Roll back' }).click();
    await expectAccessible(page, 'the question of a rollback');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Roll back');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('combobox', { name: 'Version' }).inputValue()).toBe('1.0.0');
    await page.getByLabel('Reason').fill('1.1.0 says hello twice.');
    await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
    await page.getByRole('link', { name: '1.0.0', exact: true }).waitFor();

    await goTo(page, `/registry/${entryId}/versions/1.1.0`);
    await page.getByRole('button', { name: 'Yank' }).click();
    await page.getByLabel('Reason').fill('It does harm.');
    await page.getByRole('dialog').getByRole('button', { name: 'Yank' }).click();
    await page.getByText('This version was taken out of use').waitFor();
    await expectAccessible(page, 'a yanked version');
    await page.getByRole('button', { name: 'Take the yank back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take the yank back' }).click();
    await page.getByRole('button', { name: 'Yank', exact: true }).waitFor();

    await goTo(page, `/registry/${entryId}?view=history`);
    const events = await page.getByRole('list', { name: 'Events' }).getByRole('listitem').allTextContents();
    const told = events.join('\n');
    expect(told).toMatch(/The yank of 1\.1\.0 was taken back/);
    expect(told).toMatch(/1\.1\.0 was yanked.*It does harm\./);
    expect(told).toMatch(/Rolled back from 1\.1\.0 to 1\.0\.0.*1\.1\.0 says hello twice\./);
    await expectAccessible(page, 'the history');
  });

  test('a rollback names the version that it goes to, and passes by those that were left by one', async () => {
    const pushed = ['1.0.0', '1.1.0', '1.2.0'].map((version) => ({ version }));
    const entryId = await pushVersions(system(), { name: 'walked-back' }, pushed);
    const page = await open(`/registry/${entryId}`);
    const dialog = page.getByRole('dialog');
    const named = page.getByRole('combobox', { name: 'Version' });
    const rollBack = async (from: string, to: string) => {
      await dialog.getByText(`From ${from} to ${to}.`).waitFor();
      await dialog.getByRole('button', { name: 'Roll back' }).click();
      await dialog.waitFor({ state: 'hidden' });
      await page.getByRole('link', { name: to, exact: true }).waitFor();
    };
    await page.getByRole('button', { name: 'Roll back' }).click();
    expect(await named.inputValue()).toBe('1.1.0');
    await named.fill('1.0.0');
    await rollBack('1.2.0', '1.0.0');
    await page.getByRole('button', { name: 'Roll back' }).click();
    expect(await named.inputValue()).toBe('1.1.0');
    await rollBack('1.0.0', '1.1.0');
    await page.getByText('No version before this one is left to go back to.').waitFor();
    await expectAccessible(page, 'a package that cannot be rolled back further');
    await page.getByRole('button', { name: 'Roll back' }).click();
    expect(await named.inputValue()).toBe('');
    await dialog.getByText('No other version was current before').waitFor();

    const only = await pushVersions(system(), { name: 'only-one' }, [{ version: '1.0.0' }]);
    await goTo(page, `/registry/${only}`);
    await page.getByText('There is no other version yet.').waitFor();
    expect(await page.getByRole('button', { name: 'Roll back' }).isDisabled()).toBe(true);
    await expectAccessible(page, 'a package of one version');
  });

  test('who may not change a package sees no buttons for it', async () => {
    const entryId = await pushVersions(system(), { name: 'watched' }, [{ version: '1.0.0' }]);
    const page = await open(`/registry/${entryId}`, { as: 'member' });
    expect(await page.getByRole('button', { name: /^(Change|Roll back)$/ }).count()).toBe(0);
    await goTo(page, `/registry/${entryId}/versions/1.0.0`);
    expect(await page.getByRole('button', { name: 'Yank' }).count()).toBe(0);
  });
});
