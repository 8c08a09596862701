import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
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

inBrowser('accessibility', ({ system, open }) => {
  let sample: Sample;
  beforeAll(async () => {
    sample = await fillSample(system());
  });

  test.each(dashboardPages)(
    '$name: in light, dark and narrow axe finds nothing, and nothing reaches over the edge',
    async ({ name, path, as = 'owner' }) => {
      const page = await open(path(sample), { as, expected: name === 'missing' ? [/404/] : [] });
      const findings: string[] = [];
      for (const [way, show] of Object.entries(ways)) {
        await show(page);
        await shown(page);
        const found = [...(await accessibilityFindings(page)), ...(await sidewaysOverflow(page))];
        findings.push(...found.map((finding) => `${way}: ${finding}`));
      }
      expect(findings.join('\n')).toBe('');
    },
  );
});
