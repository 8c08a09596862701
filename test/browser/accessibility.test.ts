import { beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFindings, sidewaysOverflow } from '../support/accessibility.ts';
import { narrow, type Visit } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { dashboardPages } from '../support/dashboard-pages.ts';
import { fillSample, type Sample } from '../support/sample-organization.ts';

const ways: { way: string; visit: Visit }[] = [
  { way: 'light', visit: { colorScheme: 'light' } },
  { way: 'dark', visit: { colorScheme: 'dark' } },
  { way: 'narrow', visit: { viewport: narrow } },
];

inBrowser('accessibility', ({ system, open }) => {
  let sample: Sample;
  beforeAll(async () => {
    sample = await fillSample(system());
  });

  describe.each(dashboardPages)('$name', ({ path, as = 'owner' }) => {
    test.each(ways)('$way: axe finds nothing, and nothing reaches over the edge', async ({ visit }) => {
      const page = await open(path(sample), { ...visit, as });
      expect(await accessibilityFindings(page)).toEqual([]);
      expect(await sidewaysOverflow(page)).toEqual([]);
    });
  });
});
