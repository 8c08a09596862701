import type { Context } from 'koa';

/**
 * Whether the client has these bytes already; then the answer is 304. Unlike Koa's `fresh`, a `Cache-Control: no-cache`
 * of the request does not count: fetch sends one with every If-None-Match. Source: RFC 9110, section 13.1.2.
 */
export function isKnown(ctx: Context, etag: string): boolean {
  const known = ctx
    .get('If-None-Match')
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''));
  if (!known.includes(etag) && !known.includes('*')) return false;
  ctx.status = 304;
  return true;
}
