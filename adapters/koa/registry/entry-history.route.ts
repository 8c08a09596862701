import { z } from 'zod';
import type { EntryId } from '../../../domain/shared/ids.ts';
import { countInstalls, listEntryEvents } from '../../../workflows/registry/entry-history.use-case.ts';
import { nextCursor } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pageCursor, pageLimit, pathId } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { eventJson, eventSchema, installsJson, installsSchema } from './entry-history-json.ts';

const path = '/api/v1/registry/{id}';
const params = { id: pathId<EntryId>('entry') };
const refusals = { 404: ['entry_not_found'] } as const;

/** What became of entries, and how often they were installed. */
export function entryHistoryEndpoints(deps: HttpDeps): Endpoint[] {
  return [history(deps), installs(deps)];
}

const history = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/history`,
    operationId: 'listEntryEvents',
    tag: 'Registry',
    summary: 'List what became of an entry',
    description:
      'Its versions as they came, rollbacks, yanks and changes with their reasons, and where the current version went.',
    access: 'key',
    params,
    query: z.strictObject({ limit: pageLimit, cursor: pageCursor }),
    answers: {
      200: {
        description: 'A page, newest first.',
        body: z.strictObject({ events: z.array(eventSchema), next_cursor: nextCursor }),
      },
    },
    refusals,
  }).handle(async ({ caller, params: { id: entryId }, query }) => {
    const page = unlessRefused(await listEntryEvents(deps, { caller, entryId, ...query }));
    return { status: 200, body: { events: page.events.map(eventJson), next_cursor: page.nextCursor } };
  });

const installs = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/installs`,
    operationId: 'countInstalls',
    tag: 'Registry',
    summary: 'Count the installs of an entry',
    description: 'What clients told by `recordInstall`.',
    access: 'key',
    params,
    answers: { 200: { description: 'The counts.', body: installsSchema } },
    refusals,
  }).handle(async ({ caller, params: { id: entryId } }) => {
    return { status: 200, body: installsJson(unlessRefused(await countInstalls(deps, { caller, entryId }))) };
  });
