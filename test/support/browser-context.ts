import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type PageProblems, watchPages } from './page-problems.ts';
import { followRequests, shown } from './page-shown.ts';
import { signIn } from './sign-in.ts';
import type { WaybillSystem } from './waybill-system.ts';

export type Role = 'viewer' | 'member' | 'admin' | 'owner';

type Cookie = Parameters<BrowserContext['addCookies']>[0][number];

export type Visit = {
  /** Who looks at it: a member of that role. Default: the owner. */
  as?: Role | 'nobody';
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
  const context = await browser.newContext({
    baseURL: system.url,
    colorScheme,
    viewport,
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  });
  if (as !== 'nobody') await context.addCookies([await sessionCookie(system, as)]);
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

/** Signs in as a member of that role, who is made where there is none yet. */
async function sessionCookie(system: WaybillSystem, role: Role): Promise<Cookie> {
  const key = system.environment.WAYBILL_FIRST_API_KEY ?? '';
  const { cookie } = await signIn(system.url, key, await memberOf(system, role));
  const [name = '', value = ''] = cookie.split('=');
  return { name, value, url: system.url, httpOnly: true, sameSite: 'Lax' };
}

async function memberOf(system: WaybillSystem, role: Role): Promise<string> {
  const path = '/api/v1/organization/members';
  const listed = await system.api.request('GET', `${path}?limit=100`);
  const { members } = (await listed.json()) as { members: { id: string; role: Role }[] };
  const found = members.find((member) => member.role === role);
  if (found) return found.id;
  const made = await system.api.request('POST', path, { name: `A ${role}`, role });
  return ((await made.json()) as { id: string }).id;
}

/** More than a minute later somebody looks at the page again. */
export async function comeBackLater(page: Page): Promise<void> {
  await page.evaluate('Date.now = ((now) => () => now() + 90_000)(Date.now)');
  await page.evaluate("dispatchEvent(new Event('visibilitychange'))");
}
