import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, sidewaysOverflow } from '../support/accessibility.ts';
import { narrow } from '../support/browser-context.ts';
import { inBrowserOnEachEngine } from '../support/browser-journeys.ts';
import { eventually } from '../support/eventually.ts';
import {
  commitVersionOf,
  connectRepository,
  inboxDone,
  push,
  type SkillRepository,
} from '../support/skill-repository.ts';

const duration = String.raw`\d+(\.\d)? (ms|s|min \d+ s)`;

/** A step that succeeded at its first try. */
const done = (label: string, name: string) =>
  expect.stringMatching(new RegExp(`^${label} ${name}done, ${duration}, began at \\d+:\\d+:\\d+\\s[AP]M$`));

const published = [
  done('Find the commit', 'resolveCommit'),
  done('Announce on the commit', 'announce'),
  done('Fetch and pack the files', 'packSource'),
  done('Push to the registry', 'pushVersion'),
  done('Tell the commit', 'writeBack'),
];

inBrowserOnEachEngine('the page of an attempt', ({ engine, system, temporal, open }) => {
  /** The attempt that a push makes. */
  const pushed = async (repository: SkillRepository) => {
    const commit = await push(system(), repository, { 'a.md': 'A.\n' });
    await inboxDone(system());
    const [attempt] = await system().api.attempts({ connection_id: repository.connectionId, commit });
    if (!attempt) throw new Error(`no attempt was made for ${commit}`);
    return { id: attempt.id, version: commitVersionOf(commit) };
  };

  /** The engine says that a step has ended a moment after what the step did is known. */
  const concluded = (id: string) =>
    eventually(`${id} has told the commit`, async () => {
      const last = (await system().api.attempt(id)).steps.at(-1);
      return last?.name === 'writeBack' && last.finished_at !== null;
    });

  test('has each step with how long it took, and leads to the workflow where the engine has a page of its own', async () => {
    const { id, version } = await pushed(await connectRepository(system(), { name: 'plain' }));
    await concluded(id);
    const page = await open(`/attempts/${id}`);
    await page.getByRole('heading', { level: 1, name: `Published plain ${version}` }).waitFor();
    expect(await stepsOf(page).allTextContents()).toEqual(published);
    const link = page.getByRole('link', { name: /Temporal/ });
    if (engine === 'embedded') {
      await page.getByText('Engine: Embedded (DBOS on PostgreSQL)').waitFor();
      expect(await link.count()).toBe(0);
      return;
    }
    const opened = page.waitForEvent('popup');
    await link.click();
    const there = await opened;
    await there.waitForURL(`${temporal().uiUrl}/namespaces/default/workflows/**`);
    await there.getByRole('heading', { name: `publish/${id}` }).waitFor();
    await there.getByRole('link', { name: 'publishVersion', exact: true }).waitFor();
  });

  test('has every try with its error and its wait, is stopped by a cancel, and runs again', async () => {
    const repository = await connectRepository(system(), { name: 'limited' });
    const match = { kind: 'rest', pathPattern: '/commits/' } as const;
    const { control } = system().github;
    await control.addFault({ match, respond: { status: 502 } });
    await control.addFault({ match, respond: { secondaryLimit: { retryAfterSeconds: 600 } } });
    const { id, version } = await pushed(repository);
    const page = await open(`/attempts/${id}`, { viewport: narrow });
    const step = stepsOf(page).filter({ hasText: 'Push to the registry' });
    await step.getByText(/^waits, 2 tries, .* so far, began at/).waitFor();
    const tries = step.getByRole('listitem');
    await tries
      .nth(1)
      .getByText(/^Tried again in \d+ min \d+ s\.$/)
      .waitFor();
    expect(await tries.allTextContents()).toEqual([
      expect.stringMatching(
        new RegExp(`^Try 1: failed after ${duration}GitHub answered.* 502.*Waited ${duration} before the next try\\.$`),
      ),
      expect.stringMatching(
        new RegExp(
          `^Try 2: failed after ${duration}GitHub asks for a pause until .*: .*secondary rate limit.*Tried again`,
        ),
      ),
    ]);
    await expectAccessible(page, `an attempt that waits (${engine} engine)`);
    expect(await sidewaysOverflow(page)).toEqual([]);

    await page.getByRole('button', { name: 'Stop publishing' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Publishing limited was cancelled' }).waitFor();
    await step.getByText(new RegExp(`^stopped, 2 tries, ${duration}, began at`)).waitFor();
    expect(await step.textContent()).not.toContain('Tried again');
    await concluded(id);
    await page.reload();
    await stepsOf(page)
      .filter({ hasText: 'Tell the commit' })
      .getByText(/^done, /)
      .waitFor();
    expect(await page.getByRole('list', { name: 'Steps of the attempt' }).textContent()).not.toContain('so far');

    await page.getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('heading', { level: 1, name: `Published limited ${version}` }).waitFor();
    await concluded(new URL(page.url()).pathname.slice('/attempts/'.length));
    await page.reload();
    await page.getByRole('heading', { level: 1, name: `Published limited ${version}` }).waitFor();
    expect(await stepsOf(page).allTextContents()).toEqual(published);
  });
});

function stepsOf(page: Page) {
  return page.getByRole('list', { name: 'Steps of the attempt' }).locator('> li');
}
