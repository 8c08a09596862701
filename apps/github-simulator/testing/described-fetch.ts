import { findRoute } from '../rest/routes.ts';
import { objectionsToAnswer } from './openapi-description.ts';

export type DescribedFetch = {
  fetch: typeof globalThis.fetch;
  /** `METHOD template status` of every answer so far. */
  seen: Set<string>;
  /** Everything that GitHub's description objects to in the answers so far. */
  objections: string[];
};

/** `fetch` that holds each answer of the simulator against GitHub's OpenAPI description. */
export function createDescribedFetch(apiUrl: string): DescribedFetch {
  const seen = new Set<string>();
  const objections: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const response = await globalThis.fetch(input, init);
    const url = new URL(input instanceof Request ? input.url : input);
    const method = (init?.method ?? 'GET').toUpperCase();
    const path = url.href.slice(apiUrl.length).split('?')[0] ?? '';
    const template = findRoute(method, path)?.route.path;
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    if (template === undefined || response.redirected) return response;
    seen.add(`${method} ${template} ${response.status}`);
    const body: unknown = isJson ? await response.clone().json() : undefined;
    if (!isJson && response.status !== 204 && response.status !== 304) return response;
    for (const objection of objectionsToAnswer({ method, template, status: response.status, body })) {
      if (body !== undefined) objections.push(`${method} ${template} ${response.status}: ${objection}`);
    }
    return response;
  };
  return { fetch, seen, objections };
}
