import type { Context } from 'koa';
import { Problem } from '../problem.ts';

/**
 * Refuses what a session shall change unless the browser says that a page of ours asks for it. Browsers that do not send
 * the first header (over plain HTTP) send the second one with every unsafe method. Source: W3C Fetch Metadata; RFC 6454.
 */
export function refuseCrossSite(ctx: Context, publicUrl: string): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(ctx.method)) return;
  const site = ctx.get('Sec-Fetch-Site');
  const isOurs = site === '' ? ctx.get('Origin') === new URL(publicUrl).origin : site === 'same-origin';
  if (isOurs) return;
  const detail =
    'Changes in a session are taken from the pages of this service only, and this request does not come from there. ' +
    'Open the dashboard at its own address, or send an API key.';
  throw new Problem(403, 'cross_site_request', detail);
}
