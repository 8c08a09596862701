import type { Page, Response } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { goTo } from '../support/browser-context.ts';
import { inBrowser } from '../support/browser-journeys.ts';
import { dashboardPages } from '../support/dashboard-pages.ts';
import { fillSample, type Sample } from '../support/sample-organization.ts';

/** Of script, as transferred, for the first page that somebody opens. */
const mostScriptBytes = 250 * 1024;

inBrowser('the first load', ({ system, newPage }) => {
  let sample: Promise<Sample> | undefined;
  const filled = () => {
    sample ??= fillSample(system());
    return sample;
  };

  test.each([
    { path: '/attempts', as: 'owner' },
    { path: '/settings/github', as: 'owner' },
    { path: '/sign-in', as: 'nobody' },
  ] as const)('$path takes little script, as Brotli', async ({ path, as }) => {
    const page = await newPage({ as });
    const scripts = scriptsOf(page);
    await goTo(page, path);
    const loaded = await Promise.all(scripts);
    expect(loaded.length).toBeGreaterThan(0);
    expect(loaded.filter(({ encoding }) => encoding !== 'br')).toEqual([]);
    const bytes = loaded.reduce((sum, { bytes }) => sum + bytes, 0);
    expect(bytes, loaded.map((it) => `${it.bytes} ${it.url}`).join('\n')).toBeLessThan(mostScriptBytes);
  });

  describe('each page', () => {
    test.each(dashboardPages)('$name comes with the strict policy, and with nothing inline', async ({ path }) => {
      const url = `${system().url}${path(await filled())}`;
      const answer = await fetch(url, { headers: { Accept: 'text/html' } });
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/default-src 'none'/);
      expect(policy).not.toMatch(/unsafe|\*|script-src[^;]*(data:|blob:|https?:)/);
      const html = await answer.text();
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:/i);
    });
  });
});

type Loaded = { url: string; bytes: number; encoding: string };

/** Fills up while the page loads. */
function scriptsOf(page: Page): Promise<Loaded>[] {
  const scripts: Promise<Loaded>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(loaded(response));
  });
  return scripts;
}

async function loaded(response: Response): Promise<Loaded> {
  const { responseBodySize } = await response.request().sizes();
  const encoding = response.headers()['content-encoding'] ?? 'none';
  return { url: response.url(), bytes: responseBodySize, encoding };
}
