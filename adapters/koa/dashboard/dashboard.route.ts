import { join } from 'node:path';
import type { Router } from '@koa/router';
import { send } from '@koa/send';
import type { Context, Next } from 'koa';
import type { HttpDeps } from '../http-deps.ts';
import { Problem } from '../problem.ts';

/** The paths of the dashboard's pages; which of them shows what is decided in the browser. */
const pages = [
  '/',
  '/sign-in',
  '/settings/*path',
  '/attempts',
  '/explain',
  '/deliveries',
  '/deliveries/*path',
  '/registry',
  '/registry/*path',
  '/organization',
  '/organization/*path',
  '/packages',
  '/packages/*path',
];

const yearMs = 365 * 24 * 3_600_000;

/** The built dashboard: its pages, and the files that they load. */
export function dashboardRoutes(router: Router, deps: Pick<HttpDeps, 'dashboard'>): void {
  // The files' names change with their contents.
  router.get('/dashboard/:file', async (ctx) => {
    const root = join(deps.dashboard.folder, 'dashboard');
    const found = await sendFile(ctx, ctx.params.file ?? '', { root, maxage: yearMs, immutable: true });
    if (!found)
      throw new Problem(404, 'not_found', 'There is no such file. Load the page again: it may have been renewed.');
  });
  router.get(pages, async (ctx) => {
    if (await sendDashboard(ctx, deps)) return;
    const detail = 'The dashboard is not built here: run "npm run build", then load the page again.';
    throw new Problem(503, 'dashboard_missing', detail);
  });
}

/** Where no route answered, people get a page that says so, and finds the way back. */
export function missingPages(deps: Pick<HttpDeps, 'dashboard'>) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const isPage = ctx.method === 'GET' && ctx.accepts('json', 'html') === 'html' && !ctx.path.startsWith('/api/');
    if (!isPage || !(await sendDashboard(ctx, deps))) return next();
    ctx.status = 404;
  };
}

/** Sends the dashboard's document, which is the same for all of its pages; false: it is not built here. */
export async function sendDashboard(ctx: Context, { dashboard }: Pick<HttpDeps, 'dashboard'>): Promise<boolean> {
  if (!(await sendFile(ctx, 'index.html', { root: dashboard.folder }))) return false;
  ctx.set('Cache-Control', 'no-cache');
  ctx.set('Content-Security-Policy', contentSecurityPolicy(dashboard.imageOrigins));
  return true;
}

/** Whether there is such a file; it goes out in Brotli to whoever takes that. */
async function sendFile(ctx: Context, path: string, options: Parameters<typeof send>[2]): Promise<boolean> {
  ctx.vary('Accept-Encoding');
  try {
    return (await send(ctx, path, { ...options, gzip: false })) !== undefined;
  } catch (error) {
    // It also refuses paths that lead out of the folder.
    if (error instanceof Error && 'status' in error && Number(error.status) < 500) return false;
    throw error;
  }
}

/** The one style that Primer writes into the page: that of its hidden announcements (@primer/live-region-element). */
const liveRegionStyle = "'sha256-DTxLo/p0U68OvQ0C/ZBm32x0lyr7xl7Dd6LHwBsg7sc='";

/** Scripts and styles are files of ours; nothing inline runs, whatever a package's text says. */
function contentSecurityPolicy(imageOrigins: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${liveRegionStyle}`,
    "connect-src 'self'",
    "font-src 'self'",
    // Primer's style sheets hold a few of their pictures as data.
    `img-src 'self' data: ${imageOrigins.join(' ')}`.trim(),
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
