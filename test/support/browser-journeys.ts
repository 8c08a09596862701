import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { startBrowser } from './browser.ts';
import { goTo, newVisitor, type Visit, type Visitor } from './browser-context.ts';
import type { EngineName } from './engines.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { startTemporalServer, type TemporalServer } from './temporal-server.ts';
import { startWaybillSystem, type WaybillSystem } from './waybill-system.ts';

export type InBrowser = {
  engine: EngineName;
  /** With its own pages, which attempts link to; throws with the embedded engine. */
  temporal(): TemporalServer;
  system(): WaybillSystem;
  /**
   * A page at that path, shown, in a context of its own: cookies and storage are shared only with the pages that
   * `page.context().newPage()` makes. When the test has ended, an unexpected problem on any of them fails it.
   */
  open(path: string, visit?: Visit): Promise<Page>;
  /** The same, nowhere yet. */
  newPage(visit?: Visit): Promise<Page>;
};

/** Tests in a real browser on a running system of their own, with GitHub's simulator and the embedded engine. */
export function inBrowser(title: string, journeys: (under: InBrowser) => void): void {
  describe(title, () => inBrowserOn('embedded', journeys));
}

/** The same tests in a real browser on both engines, each on a system of its own. */
export function inBrowserOnEachEngine(title: string, journeys: (under: InBrowser) => void): void {
  describe.each(['embedded', 'temporal'] as const)(`${title} (%s engine)`, (engine) => inBrowserOn(engine, journeys));
}

type Parts = { postgres?: PostgresServer; temporal?: TemporalServer; system?: WaybillSystem; browser?: Browser };

function inBrowserOn(engine: EngineName, journeys: (under: InBrowser) => void): void {
  const parts: Parts = {};
  let visitors: Visitor[] = [];
  beforeAll(() => start(parts, engine));
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
    await parts.temporal?.stop();
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
  journeys({ engine, system, temporal: () => started(parts.temporal), open, newPage });
}

/** What was started when one part fails to start is in `parts`, and is stopped. */
async function start(parts: Parts, engine: EngineName): Promise<void> {
  parts.postgres = await startPostgres();
  if (engine === 'temporal') parts.temporal = await startTemporalServer({ ui: true });
  // Set on both engines: what did not run on Temporal has no page there.
  const settings = { TEMPORAL_UI_URL: parts.temporal?.uiUrl ?? 'http://127.0.0.1:8233' };
  const temporal = parts.temporal ?? null;
  parts.system = await startWaybillSystem({ postgres: parts.postgres, temporal, settings, signIn: true });
  parts.browser = await startBrowser();
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
