import { z } from 'zod';
import type { AttemptId, ConnectionId, EntryId } from '../../../domain/shared/ids.ts';
import { cancelAttempt } from '../../../workflows/publishing/cancel-attempt.use-case.ts';
import { listAttempts } from '../../../workflows/publishing/list-attempts.use-case.ts';
import { rerunAttempt } from '../../../workflows/publishing/rerun-attempt.use-case.ts';
import { showAttempt } from '../../../workflows/publishing/show-attempt.use-case.ts';
import { nextCursor } from '../answer-fields.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pageCursor, pageLimit, pathId, plainText, rowId } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { repositoryName, timeOfQuery } from '../query-fields.ts';
import { attemptDetailJson, attemptDetailSchema } from './attempt-detail-json.ts';
import { attemptJson, attemptSchema, attemptStatus, attemptTrigger } from './attempt-json.ts';

const path = '/api/v1/github/attempts';

const listQuery = z.strictObject({
  connection_id: rowId<ConnectionId>().optional(),
  ref: plainText(1, 300).optional(),
  commit: z
    .string()
    .toLowerCase()
    .regex(/^[0-9a-f]{7,64}$/, 'Give 7 to 64 hex digits of a commit.')
    .meta({ pattern: '^[0-9a-fA-F]{7,64}$', description: 'A commit, abbreviated to 7 hex digits or more.' })
    .optional(),
  status: attemptStatus.optional(),
  reason: z
    .string()
    .regex(/^[a-z0-9_]{1,64}$/, 'Give the code of a skip or of a failure, for example content_unchanged.')
    .optional()
    .meta({ description: 'The code of a skip or of a failure.' }),
  trigger: attemptTrigger.optional(),
  entry_id: rowId<EntryId>().optional(),
  repo: repositoryName.optional(),
  since: timeOfQuery.optional(),
  until: timeOfQuery.optional().meta({ description: 'Made before this time.' }),
  limit: pageLimit,
  cursor: pageCursor,
});

/** The organization's attempts: listed, shown, run again and cancelled. */
export function attemptsEndpoints(deps: HttpDeps): Endpoint[] {
  return [list(deps), show(deps), rerun(deps), cancel(deps)];
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
  }).handle(async ({ caller, query }) => {
    const { connection_id: connectionId, entry_id: entryId, repo: repository, ...rest } = query;
    const page = unlessRefused(await listAttempts(deps, { caller, connectionId, entryId, repository, ...rest }));
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
    const shown = unlessRefused(await showAttempt(deps, { caller, attemptId }));
    return { status: 200, body: attemptDetailJson(deps, shown) };
  });

const rerun = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path: `${path}/{id}/rerun`,
    operationId: 'rerunAttempt',
    tag: 'Attempts',
    summary: 'Run an attempt again',
    description: 'Makes a new run of the attempt’s ref and commit, with the trigger `re-run`. It goes on by itself.',
    access: 'key',
    params: { id: pathId<AttemptId>('attempt') },
    idempotent: true,
    answers: {
      202: { description: 'The new attempt.', body: attemptSchema, headers: { Location: 'The new attempt.' } },
    },
    refusals: { 404: ['attempt_not_found', 'connection_not_found'] },
  }).handle(async ({ caller, params: { id: attemptId } }) => {
    const { attempt } = unlessRefused(await rerunAttempt(deps, { caller, attemptId }));
    const location = `${deps.publicUrl()}${path}/${attempt.id}`;
    return { status: 202, headers: { Location: location }, body: attemptJson(attempt) };
  });

const cancel = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path: `${path}/{id}/cancel`,
    operationId: 'cancelAttempt',
    tag: 'Attempts',
    summary: 'Cancel an attempt',
    description:
      'Ends a pending attempt as skipped, `cancelled`. A step that is under way publishes nothing any more; what was announced on the commit is concluded. Cancelling again changes nothing.',
    access: 'key',
    params: { id: pathId<AttemptId>('attempt') },
    answers: { 200: { description: 'The cancelled attempt.', body: attemptSchema } },
    refusals: { 404: ['attempt_not_found'], 409: ['attempt_finished'] },
  }).handle(async ({ caller, params: { id: attemptId } }) => {
    const { attempt } = unlessRefused(await cancelAttempt(deps, { caller, attemptId }));
    return { status: 200, body: attemptJson(attempt) };
  });
