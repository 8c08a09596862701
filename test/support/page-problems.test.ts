import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFindings, sidewaysOverflow } from './accessibility.ts';
import { startBrowser } from './browser.ts';
import { eventually } from './eventually.ts';
import { type PageProblems, watchPages } from './page-problems.ts';
import { followRequests, shown } from './page-shown.ts';

let browser: Browser;
let server: Server;
let origin: string;

const pages: Record<string, string> = {
  '/inline': '<h1>Inline</h1><script>window.ran = true</script>',
  '/script': '<h1>Script</h1><script src="/script.js"></script>',
  '/script.js':
    'console.error("told"); setTimeout(() => { throw new Error("thrown"); }); fetch("/broken"); fetch("/cut").catch(() => 0);',
  '/slow': '<body><p>Waits.</p><script src="/slow.js"></script>',
  '/slow.js':
    'document.body.innerHTML = "<h1>Slow</h1><p>Waits.</p>"; fetch("/late").then(async (it) => { document.querySelector("p").textContent = await it.text(); });',
  '/wide':
    '<h1>Wide</h1><p><img src="data:," width="600" height="10"></p><div><a style="width: 500px; display: block">x</a></div>',
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/cut') return void request.socket.destroy();
    const known = pages[path];
    response.statusCode = known === undefined ? (path === '/broken' ? 503 : 404) : 200;
    response.setHeader('Content-Type', path.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8');
    response.setHeader(
      'Content-Security-Policy',
      "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; style-src 'unsafe-inline'",
    );
    if (path === '/late') return void setTimeout(() => response.writeHead(200).end('It came late.'), 300);
    response.end(known);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => server.close(resolve));
});

async function visit(path: string, announced: RegExp[] = []): Promise<{ page: Page; problems: PageProblems }> {
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 360, height: 640 } });
  const problems = await watchPages(context, origin);
  problems.announce(/favicon/, ...announced);
  followRequests(context);
  const page = await context.newPage();
  await page.goto(path);
  await shown(page);
  return { page, problems };
}

test('a script that the policy forbids is told, and does not run', async () => {
  const { page, problems } = await visit('/inline');
  await eventually('the violation is told', () => problems.unexpected().length > 0);
  expect(problems.unexpected()).toEqual([
    expect.stringMatching(/^Content-Security-Policy: script-src-elem forbids inline.* on .*\/inline$/),
  ]);
  expect(await page.evaluate('window.ran')).toBe(undefined);
});

test('errors of the script, on the console and of the server are told, save for those announced', async () => {
  const { problems } = await visit('/script', [/503|\/cut/]);
  await eventually('both are told', () => problems.unexpected().length >= 2);
  expect(problems.unexpected().toSorted()).toEqual([
    expect.stringContaining('console: told ('),
    expect.stringContaining('uncaught: Error: thrown'),
  ]);
  const { problems: all } = await visit('/script');
  await eventually('all are told', () => all.unexpected().length >= 6);
  expect(all.unexpected()).toEqual(
    expect.arrayContaining([
      `answer: 503 to GET ${origin}/broken`,
      expect.stringMatching(/^no answer: net::ERR_\w+ for GET .*\/cut$/),
    ]),
  );
});

test('a page is shown when what it asked for has come', async () => {
  const { page } = await visit('/slow');
  expect(await page.locator('p').textContent()).toBe('It came late.');
});

test('what axe finds, and what reaches over the edge, is told with its place', async () => {
  const { page } = await visit('/wide');
  const findings = (await accessibilityFindings(page)).join('\n');
  expect(findings).toMatch(/^critical image-alt: .*\n {2}img\n/m);
  expect(findings).toMatch(/^serious document-title: /m);
  expect((await sidewaysOverflow(page)).join('\n')).toMatch(
    /^the page is \d+ px wide in a window of 360 px\n.*img ends at 6\d\d px/s,
  );
});
