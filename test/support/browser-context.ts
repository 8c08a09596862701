import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type PageProblems, watchPages } from './page-problems.ts';
import { followRequests, shown } from './page-shown.ts';
import type { WaybillSystem } from './waybill-system.ts';

export type Visit = {
  /** Who looks at it. Default: the owner. */
  as?: 'owner' | 'nobody';
  colorScheme?: 'light' | 'dark';
  /** The window's size in pixels. Default: 1280 x 800. */
  viewport?: { width: number; height: number };
  /** Problems that belong to the test. */
  expected?: RegExp[];
};

/** A context as a new visitor has it: with cookies and storage of its own. */
export type Visitor = { context: BrowserContext; problems: PageProblems };

/** The narrowest window that pages work in. */
export const narrow = { width: 360, height: 740 };

/** A context of its own on the system, signed in; its pages are watched. */
export async function newVisitor(browser: Browser, system: WaybillSystem, visit: Visit = {}): Promise<Visitor> {
  const { as = 'owner', colorScheme = 'light', viewport = { width: 1280, height: 800 } } = visit;
  const key = system.environment.WAYBILL_FIRST_API_KEY;
  const context = await browser.newContext({
    baseURL: system.url,
    colorScheme,
    viewport,
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    ...(as === 'owner' && { extraHTTPHeaders: { authorization: `Bearer ${key}` } }),
  });
  context.setDefaultTimeout(20_000);
  followRequests(context);
  const problems = await watchPages(context, system.url);
  problems.announce(...(visit.expected ?? []));
  return { context, problems };
}

/** Goes to a page and waits until it shows what it is about. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await shown(page);
}
