import { z } from 'zod';
import { type AttemptId, type ConnectionId, parseSha } from '../../../domain/shared/ids.ts';
import { listAttempts } from '../../../workflows/publishing/list-attempts.use-case.ts';
import { showAttempt } from '../../../workflows/publishing/show-attempt.use-case.ts';
import { nextCursor } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pageCursor, pageLimit, pathId, plainText, rowId } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { attemptDetailJson, attemptDetailSchema, attemptJson, attemptSchema } from './attempt-json.ts';

const path = '/api/v1/github/attempts';

const listQuery = z.strictObject({
  connection_id: rowId<ConnectionId>().optional(),
  ref: plainText(1, 300).optional(),
  commit: z
    .string()
    .toLowerCase()
    .refine((text) => parseSha(text) !== null, 'Give the whole object name of the commit, 40 or 64 hex digits.')
    .meta({ pattern: '^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})$' })
    .optional(),
  status: z.enum(['pending', 'published', 'skipped', 'failed']).optional(),
  since: z.iso.datetime({ offset: true }).pipe(z.coerce.date()).optional(),
  limit: pageLimit,
  cursor: pageCursor,
});

/** Lists the organization's attempts, and shows one with its steps. */
export function attemptsEndpoints(deps: HttpDeps): Endpoint[] {
  return [list(deps), show(deps)];
}

const list = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path,
    operationId: 'listAttempts',
    tag: 'Attempts',
    summary: 'List attempts',
    access: 'key',
    query: listQuery,
    answers: {
      200: {
        description: 'A page, newest first.',
        body: z.strictObject({ attempts: z.array(attemptSchema), next_cursor: nextCursor }),
      },
    },
  }).handle(async ({ caller, query: { connection_id: connectionId, ...query } }) => {
    const page = unlessRefused(await listAttempts(deps, { caller, connectionId, ...query }));
    return { status: 200, body: { attempts: page.attempts.map(attemptJson), next_cursor: page.nextCursor } };
  });

const show = (deps: HttpDeps) =>
  endpoint({
    method: 'get',
    path: `${path}/{id}`,
    operationId: 'getAttempt',
    tag: 'Attempts',
    summary: 'Read an attempt with its steps',
    access: 'key',
    params: { id: pathId<AttemptId>('attempt') },
    answers: { 200: { description: 'The attempt.', body: attemptDetailSchema } },
    refusals: { 404: ['attempt_not_found'] },
  }).handle(async ({ caller, params: { id: attemptId } }) => {
    const { attempt, steps } = unlessRefused(await showAttempt(deps, { caller, attemptId }));
    return { status: 200, body: attemptDetailJson(attempt, steps) };
  });
