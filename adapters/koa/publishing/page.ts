import { type Html, html } from '../html.ts';
import { page } from '../page.ts';

/** What stands at a link that names no attempt. */
export function missingAttemptPage(): string {
  const main = html`<h1>There is no such attempt</h1>
<p>The link may be cut off, or the attempt's connection was deleted since. Published versions stay all the same.</p>
<p>Open the check on the commit again, or ask for the attempt with <code>GET /api/v1/github/attempts</code>.</p>`;
  return page('No such attempt', main, null);
}

/** A time as people read it, and machines too. */
export function timeOf(iso: string | Date): Html {
  const time = (typeof iso === 'string' ? new Date(iso) : iso).toISOString();
  return html`<time datetime="${time}">${time.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

/** A span of time in the largest units that tell it: `240 ms`, `3.2 s`, `2 min 5 s`, `1 h 2 min`. */
export function durationOf(startedAt: string | Date, finishedAt: string | Date): string {
  const durationMs = Math.max(0, new Date(finishedAt).getTime() - new Date(startedAt).getTime());
  if (durationMs < 1_000) return `${durationMs} ms`;
  if (durationMs < 60_000) return `${(durationMs / 1_000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1_000);
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
