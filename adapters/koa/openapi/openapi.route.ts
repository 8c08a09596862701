import type { Router } from '@koa/router';
import { isKnown } from '../conditional.ts';
import type { Endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { sha256Hex } from '../sha256.ts';
import { openApiDocument } from './openapi-document.ts';
import { referencePage } from './reference-page.ts';

/** The API's description for programs, and the same as a page for people. */
export function openApiRoutes(router: Router, { publicUrl }: HttpDeps, endpoints: readonly Endpoint[]): void {
  const descriptions = endpoints.map(({ description }) => description);
  router.get('/api/v1/openapi.json', (ctx) => {
    const text = JSON.stringify(openApiDocument(descriptions, publicUrl()));
    const etag = `"${sha256Hex(text).slice(0, 32)}"`;
    ctx.set('ETag', etag);
    ctx.set('Cache-Control', 'public, no-cache');
    ctx.set('Access-Control-Allow-Origin', '*');
    if (isKnown(ctx, etag)) return;
    ctx.body = text;
    ctx.type = 'application/json; charset=utf-8';
  });
  router.get('/api/v1/reference', (ctx) => {
    ctx.set('Cache-Control', 'public, no-cache');
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = referencePage(openApiDocument(descriptions, publicUrl()));
  });
}
