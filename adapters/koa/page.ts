import type { Router } from '@koa/router';
import { isKnown } from './conditional.ts';
import { type Html, html } from './html.ts';
import { pageStyle } from './page-style.ts';
import { sha256Hex } from './sha256.ts';

const stylePath = '/assets/page.css';

/** A whole page. `refreshSeconds`: it loads itself again after that time; null: it stays as it is. */
export function page(title: string, main: Html, refreshSeconds: number | null): string {
  const refresh = refreshSeconds === null ? null : html`<meta http-equiv="refresh" content="${refreshSeconds}">`;
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${refresh}
<link rel="stylesheet" href="${stylePath}">
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`.markup;
}

const styleTag = `"${sha256Hex(pageStyle).slice(0, 32)}"`;

/** The style sheet that all pages share. */
export function pageStyleRoute(router: Router): void {
  router.get(stylePath, (ctx) => {
    ctx.set('ETag', styleTag);
    ctx.set('Cache-Control', 'public, max-age=3600');
    if (isKnown(ctx, styleTag)) return;
    ctx.type = 'text/css; charset=utf-8';
    ctx.body = pageStyle;
  });
}
