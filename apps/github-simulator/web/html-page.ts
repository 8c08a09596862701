import type { WebAnswer } from './web-route.ts';

/** A page without scripts. `body` is HTML; texts in it have gone through `escapeHtml`. */
export function htmlPage(status: number, title: string, body: string): WebAnswer {
  const heading = escapeHtml(title);
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body:
      `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${heading} · GitHub simulator</title>` +
      `<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}` +
      `button{font:inherit;padding:.4rem 1rem;margin:1rem .5rem 0 0}label{display:block}</style>` +
      `<main><h1>${heading}</h1>${body}</main></html>`,
  };
}

export function notFoundPage(sentence: string): WebAnswer {
  return htmlPage(404, 'Not found', `<p>${escapeHtml(sentence)}</p>`);
}

export function hiddenFields(fields: Record<string, string | null>): string {
  return Object.entries(fields)
    .filter((field): field is [string, string] => field[1] !== null)
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
