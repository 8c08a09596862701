import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, onTestFailed } from 'vitest';
import { startBrowser } from './browser.ts';
import { goTo, newVisitor, type Visit, type Visitor } from './browser-context.ts';
import { onEmbeddedEngine } from './engines.ts';
import type { WaybillSystem } from './waybill-system.ts';

export type InBrowser = {
  system(): WaybillSystem;
  /**
   * A page at that path, shown, in a context of its own: cookies and storage are shared only with the pages that
   * `page.context().newPage()` makes. When the test has ended, an unexpected problem on any of them fails it.
   */
  open(path: string, visit?: Visit): Promise<Page>;
};

/** Tests in a real browser on a running system of their own, with GitHub's simulator. */
export function inBrowser(title: string, journeys: (under: InBrowser) => void): void {
  onEmbeddedEngine(title, ({ system }) => {
    let browser: Browser;
    let visitors: Visitor[] = [];
    beforeAll(async () => {
      browser = await startBrowser();
    });
    afterEach(async () => {
      const left = visitors;
      visitors = [];
      await Promise.all(left.map(({ context }) => context.close()));
      const problems = left.flatMap((visitor) => visitor.problems.unexpected());
      if (problems.length > 0) throw new Error(`problems on the pages of this test:\n${problems.join('\n')}`);
    });
    afterAll(() => browser?.close());
    const open = async (path: string, visit?: Visit): Promise<Page> => {
      const visitor = await newVisitor(browser, system(), visit);
      visitors.push(visitor);
      const page = await visitor.context.newPage();
      onTestFailed(() => tellWhatIsShown(page));
      await goTo(page, path);
      return page;
    };
    journeys({ system, open });
  });
}

/** For whoever reads the failure: what a screen reader would find on the page. */
async function tellWhatIsShown(page: Page): Promise<void> {
  if (page.isClosed()) return;
  console.error(`The page ${page.url()} shows:\n${await page.locator('body').ariaSnapshot()}`);
}
