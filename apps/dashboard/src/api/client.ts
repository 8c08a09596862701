import createClient, { type Middleware } from 'openapi-fetch';
import createQueryClient from 'openapi-react-query';
import type { Problem } from './problem.ts';
import type { components, paths } from './schema.ts';

/** A named shape of the API's description, e.g. `Schema<'Attempt'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** The organization that this tab works in. */
let organizationId: string | null = null;

export function workIn(id: string | null): void {
  organizationId = id;
}

/** The header that names the organization of a request. */
export function organizationHeader(): Record<string, string> {
  return organizationId === null ? {} : { 'Waybill-Organization': organizationId };
}

const namingOrganization: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(organizationHeader())) request.headers.set(name, value);
    return request;
  },
};

/** Where the service is away, a proxy answers in its place, without a problem and often without any body. */
const namingProblems: Middleware = {
  onResponse({ response: { ok, status, headers } }) {
    if (ok || headers.get('Content-Type')?.includes('json')) return undefined;
    const detail = `Something between here and the service answered with ${status}. Try again in a moment.`;
    return Response.json({ status, code: 'no_problem_given', detail } satisfies Problem, { status });
  },
};

let onSessionEnd = () => {};

/** Says what is done when a call finds the session ended. */
export function whenSessionEnds(act: () => void): void {
  onSessionEnd = act;
}

/** For answers that do not come by `client`, such as streams; it does so by itself. */
export function noticeSessionEnd({ status }: Response): void {
  if (status === 401) onSessionEnd();
}

const noticingSessionEnd: Middleware = {
  onResponse({ response }) {
    noticeSessionEnd(response);
  },
};

/** Plain calls, typed by the API's description; `api` has the same as queries and mutations. */
export const client = createClient<paths>({ credentials: 'same-origin' });
client.use(namingOrganization, namingProblems, noticingSessionEnd);

/** `useQuery`, `useInfiniteQuery` and `useMutation` by method and path. Their errors are `Problem`s, or of the network. */
export const api = createQueryClient(client);
