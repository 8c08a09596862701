import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFindings, sidewaysOverflow } from '../support/accessibility.ts';
import { narrow } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { dashboardPages } from '../support/dashboard-pages.ts';
import { shown } from '../support/page-shown.ts';
import { fillSample, type Sample } from '../support/sample-organization.ts';

const ways: Record<string, (page: Page) => Promise<void>> = {
  light: async () => {},
  dark: (page) => page.emulateMedia({ colorScheme: 'dark' }),
  narrow: async (page) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(narrow);
  },
};

/** Pages that teach the next step where there is nothing yet. */
const emptyPages = [
  '/settings/github',
  '/attempts',
  '/explain',
  '/deliveries',
  '/registry',
  '/packages',
  '/sign-in?problem=sign_in_denied',
];

inBrowser('in light, dark and narrow axe finds nothing, and nothing reaches over the edge', ({ system, open }) => {
  const findingsOn = async (page: Page): Promise<string> => {
    const findings: string[] = [];
    for (const [way, show] of Object.entries(ways)) {
      await show(page);
      await shown(page);
      const found = [...(await accessibilityFindings(page)), ...(await sidewaysOverflow(page))];
      findings.push(...found.map((finding) => `${way}: ${finding}`));
    }
    return findings.join('\n');
  };

  describe('where there is nothing yet', () => {
    test.each(emptyPages)('on %s', async (path) => {
      const page = await open(path, { as: path.startsWith('/sign-in') ? 'nobody' : 'owner' });
      expect(await findingsOn(page)).toBe('');
    });
  });

  describe('where much has happened', () => {
    let sample: Sample;
    beforeAll(async () => {
      sample = await fillSample(system());
    });

    test.each(dashboardPages)('on the page $name', async ({ name, path, as = 'owner' }) => {
      const page = await open(path(sample), { as, expected: name === 'missing' ? [/404/] : [] });
      expect(await findingsOn(page)).toBe('');
    });
  });
});
