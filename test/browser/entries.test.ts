import { expect, test } from 'vitest';
import { expectAccessible, sidewaysOverflow } from '../support/accessibility.ts';
import { goTo, narrow } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { pushVersions } from '../support/registry-samples.ts';
import { connectRepository, push, quiet } from '../support/skill-repository.ts';

inBrowser('entries', ({ system, open }) => {
  test('a package whose only attempt failed leads to its connection and that attempt', async () => {
    const repository = await connectRepository(system(), { name: 'unready', files: { 'a.md': 'A\n' } });
    const page = await open(`/registry/${repository.entryId}`);
    await page.getByText('and published nothing yet').waitFor();
    await push(system(), repository, { 'b.md': 'B\n' });
    await quiet(system(), repository);

    await goTo(page, `/registry/${repository.entryId}`);
    await page.getByText('Its last attempt failed').waitFor();
    const attempt = page.getByRole('list', { name: 'Last attempts' }).getByRole('listitem');
    expect(await attempt.textContent()).toContain('SKILL.md is missing');
    expect(await page.getByRole('link', { name: 'Connect a repository to it' }).count()).toBe(0);
    expect(await page.getByText('nothing yet').count()).toBe(0);
    await expectAccessible(page, 'a package without a version');
    await page.setViewportSize(narrow);
    expect(await sidewaysOverflow(page)).toEqual([]);
    await attempt.getByRole('link').first().click();
    await page.waitForURL('**/attempts/*');
    await page.goBack();
    await page
      .getByRole('link', { name: `${repository.owner}/unready` })
      .last()
      .click();
    await page.waitForURL(`**/settings/github/connections/${repository.connectionId}`);

    await goTo(page, `/registry/${repository.entryId}?view=versions`);
    await page.getByText('Its last attempt failed').waitFor();
    const { id } = await system().api.createEntry({ name: 'unconnected' });
    await goTo(page, `/registry/${id}`);
    await page.getByRole('link', { name: 'Connect a repository to it' }).waitFor();
  });

  test('viewers are told whom to ask for a key, and long descriptions stay short in lists', async () => {
    const entryId = await pushVersions(system(), { name: 'told-at-length' }, [{ version: '1.0.0' }]);
    const description = 'It says a lot. '.repeat(60);
    await fetch(`${system().url}/api/v1/registry/${entryId}`, {
      method: 'PATCH',
      headers: {
        Authorization: `Bearer ${system().environment.WAYBILL_FIRST_API_KEY}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ description }),
    });
    const page = await open(`/registry/${entryId}`, { as: 'viewer', viewport: narrow });
    await page.getByText('Ask an admin of the organization for an API key').waitFor();
    const whole = await page.getByText(description.trim()).boundingBox();
    await goTo(page, '/registry');
    const short = await page.getByText(description.trim()).boundingBox();
    expect(short?.height).toBeLessThan((whole?.height ?? 0) / 2);
  });
});
