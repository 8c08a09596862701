import type { BrowserContext, Page, Request } from 'playwright-core';
import { eventually } from './eventually.ts';

const requestsOf = new WeakMap<BrowserContext, Set<Request>>();

/** From now on it is known which requests of the context's pages are under way. */
export function followRequests(context: BrowserContext): void {
  const underWay = new Set<Request>();
  requestsOf.set(context, underWay);
  context.on('request', (request) => underWay.add(request));
  context.on('requestfinished', (request) => underWay.delete(request));
  context.on('requestfailed', (request) => underWay.delete(request));
  // A stream of events never ends; that it has begun is enough.
  context.on('response', (response) => {
    if (response.headers()['content-type']?.startsWith('text/event-stream')) underWay.delete(response.request());
  });
}

/** Waits until the page has its heading, all that it asked for has come, and nothing of it says that it is loading. */
export async function shown(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await eventually(`all that ${page.url()} asked for`, async () => {
    if (await isLoading(page)) return false;
    await page.evaluate(afterTwoFrames);
    return !(await isLoading(page));
  });
}

async function isLoading(page: Page): Promise<boolean> {
  const requests = [...(requestsOf.get(page.context()) ?? [])];
  if (requests.some((request) => request.serviceWorker() === null && request.frame().page() === page)) return true;
  return (await page.locator('[aria-busy="true"]').count()) > 0;
}

// As text, since it runs in the page, whose types are not known here.
const afterTwoFrames = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))';
