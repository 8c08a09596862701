import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { ensureDashboard } from '../../apps/dashboard/build.ts';
import { startBrowser } from './browser.ts';
import { goTo, narrow, newVisitor, type Visit } from './browser-context.ts';
import { type DashboardPage, dashboardPages } from './dashboard-pages.ts';
import { startPostgres } from './postgres-server.ts';
import { fillSample, type Sample } from './sample-organization.ts';
import { startWaybillSystem, type WaybillSystem } from './waybill-system.ts';

// Takes a picture of every page, on a system of its own with sample data: `npm run screenshots`, and for some pages only
// `npm run screenshots -- attempts attempt-failed`; `--to FOLDER` puts them elsewhere.
const ways: Record<string, Visit> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  narrow: { viewport: narrow },
};

/** Of a longer page its beginning is shown. */
const tallestPx = 1_600;

const docs = fileURLToPath(new URL('../../docs/screenshots', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { to: { type: 'string', default: docs } },
});
const wanted = dashboardPages.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
if (wanted.length === 0) throw new Error(`Pages are: ${dashboardPages.map(({ name }) => name).join(', ')}`);

await using stack = new AsyncDisposableStack();
await ensureDashboard();
const postgres = await startPostgres();
stack.defer(() => postgres.stop());
const system = await startWaybillSystem({ postgres, temporal: null, signIn: true });
stack.defer(() => system.close());
console.log('Filling a system with sample data ...');
const sample = await fillSample(system);
const browser = await startBrowser();
stack.defer(() => browser.close());
await mkdir(values.to, { recursive: true });
for (const page of wanted) await takePictures({ browser, system, sample }, page);

type Stage = { browser: Browser; system: WaybillSystem; sample: Sample };

async function takePictures(stage: Stage, { name, path, as = 'owner' }: DashboardPage): Promise<void> {
  for (const [way, visit] of Object.entries(ways)) {
    const { context, problems } = await newVisitor(stage.browser, stage.system, { ...visit, as });
    const page = await context.newPage();
    await goTo(page, path(stage.sample));
    // The room that is kept for a scrollbar, which no picture shows, would stand beside the header.
    await page.evaluate("document.documentElement.style.scrollbarGutter = 'auto'");
    const width = page.viewportSize()?.width ?? 0;
    const height = Math.min(await page.evaluate<number>('document.documentElement.scrollHeight'), tallestPx);
    await page.setViewportSize({ width, height: Math.max(height, page.viewportSize()?.height ?? 0) });
    await page.screenshot({ path: join(values.to, `${name}-${way}.png`), animations: 'disabled', caret: 'hide' });
    await context.close();
    problems.announce(/ 404 .*\/nowhere/);
    for (const problem of problems.unexpected()) console.error(`${name} (${way}): ${problem}`);
  }
  console.log(`${name}: ${Object.keys(ways).join(', ')}`);
}
