import type { RestRequest } from './route.ts';

export type Page<T> = { items: T[]; headers: Record<string, string> };

/** The page that `page` and `per_page` (30, at most 100) ask for, with GitHub's `Link` header when there are others. */
export function pageOf<T>(request: RestRequest, all: readonly T[]): Page<T> {
  const perPage = perPageOf(request);
  const page = positive(request.query.get('page')) ?? 1;
  const last = Math.max(1, Math.ceil(all.length / perPage));
  const links: [string, number][] = [];
  if (page > 1) links.push(['prev', Math.min(page - 1, last)]);
  if (page < last) links.push(['next', page + 1], ['last', last]);
  if (page > 1) links.push(['first', 1]);
  const start = (page - 1) * perPage;
  return {
    items: all.slice(start, start + perPage),
    headers: linkHeader(links.map(([relation, number]) => [relation, linkUrl(request, { page: String(number) })])),
  };
}

export function perPageOf(request: RestRequest): number {
  return Math.min(100, positive(request.query.get('per_page')) ?? 30);
}

export function linkUrl(request: RestRequest, changes: Record<string, string>): string {
  const query = new URLSearchParams(request.query);
  for (const [name, value] of Object.entries(changes)) query.set(name, value);
  return `${request.simulation.urls.api}${request.path}?${query}`;
}

export function linkHeader(links: readonly (readonly [relation: string, url: string])[]): Record<string, string> {
  if (links.length === 0) return {};
  return { Link: links.map(([relation, url]) => `<${url}>; rel="${relation}"`).join(', ') };
}

function positive(text: string | null): number | undefined {
  const value = Number(text);
  return text !== null && Number.isInteger(value) && value > 0 ? value : undefined;
}
