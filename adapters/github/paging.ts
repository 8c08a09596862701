import { z } from 'zod';
import type { Call } from './requests.ts';

/** Makes a call's answer carry, beside its data, whether GitHub's `Link` header names a next page. */
export function pageCall(call: (...request: Parameters<Call>) => Promise<PagedAnswer>): Call {
  return async (request) => {
    const { url, data, headers } = await call(request);
    return { url, data: { body: data, hasNext: /;\s*rel="?next"?/i.test(String(headers.link ?? '')) } };
  };
}

type PagedAnswer = { url: string; data: unknown; headers: Record<string, unknown> };

/** What `pageCall` gives. Source: https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export function pageOf<T>(body: z.ZodType<T>): z.ZodType<{ body: T; hasNext: boolean }> {
  return z.object({ body, hasNext: z.boolean() });
}

/** GitHub's largest page. */
export const largestPage = 100;
