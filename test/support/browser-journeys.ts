import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { startBrowser } from './browser.ts';
import { goTo, newVisitor, type Visit, type Visitor } from './browser-context.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { startWaybillSystem, type WaybillSystem } from './waybill-system.ts';

export type InBrowser = {
  system(): WaybillSystem;
  /**
   * A page at that path, shown, in a context of its own: cookies and storage are shared only with the pages that
   * `page.context().newPage()` makes. When the test has ended, an unexpected problem on any of them fails it.
   */
  open(path: string, visit?: Visit): Promise<Page>;
  /** The same, nowhere yet. */
  newPage(visit?: Visit): Promise<Page>;
};

/** Tests in a real browser on a running system of their own, with GitHub's simulator. */
export function inBrowser(title: string, journeys: (under: InBrowser) => void): void {
  describe(title, () => {
    const parts: { postgres?: PostgresServer; system?: WaybillSystem; browser?: Browser } = {};
    let visitors: Visitor[] = [];
    beforeAll(async () => {
      parts.postgres = await startPostgres();
      parts.system = await startWaybillSystem({ postgres: parts.postgres, temporal: null, signIn: true });
      parts.browser = await startBrowser();
    });
    afterEach(async ({ task }) => {
      const left = visitors;
      visitors = [];
      const pages = left.flatMap(({ context }) => context.pages());
      if (task.result?.state === 'fail') await Promise.all(pages.map(tellWhatIsShown));
      await Promise.all(left.map(({ context }) => context.close()));
      const problems = left.flatMap((visitor) => visitor.problems.unexpected());
      if (problems.length > 0) throw new Error(`problems on the pages of this test:\n${problems.join('\n')}`);
    });
    afterAll(async () => {
      await parts.browser?.close();
      await parts.system?.close();
      await parts.postgres?.stop();
    });
    const system = () => started(parts.system);
    const newPage = async (visit?: Visit): Promise<Page> => {
      const visitor = await newVisitor(started(parts.browser), system(), visit);
      visitors.push(visitor);
      return visitor.context.newPage();
    };
    const open = async (path: string, visit?: Visit): Promise<Page> => {
      const page = await newPage(visit);
      await goTo(page, path);
      return page;
    };
    journeys({ system, open, newPage });
  });
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('this part of the system does not run');
  return part;
}

/** For whoever reads the failure: what a screen reader would find on the page. */
async function tellWhatIsShown(page: Page): Promise<void> {
  const tree = await page.locator('body').ariaSnapshot();
  console.error(`The page ${page.url()} shows:\n${tree}`);
}
