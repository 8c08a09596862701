import { z } from 'zod';
import type { ConnectionId } from '../../../domain/shared/ids.ts';
import { requestSync, type SyncResult } from '../../../workflows/publishing/request-sync.use-case.ts';
import { commitSha, timestamp, uuid } from '../answer-fields.ts';
import { clientGoneOrClosing } from '../client-gone.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { HttpDeps } from '../http-deps.ts';
import { pathId, plainText } from '../input.ts';
import { unlessRefused } from '../problem.ts';
import { attemptStatus, writeBackStatus } from './attempt-json.ts';

const syncBody = z.strictObject({
  ref: plainText(1, 300)
    .optional()
    .meta({ description: "A branch or a tag, short or full; left out: the default branch's head." }),
});

const syncSchema = z
  .strictObject({
    connection_id: uuid,
    attempt_id: uuid,
    status: attemptStatus,
    reason: z.string().nullable(),
    version: z.string().nullable(),
    source_ref: commitSha.nullable(),
    published_at: timestamp.nullable(),
    message: z.string().nullable(),
    write_back_status: writeBackStatus,
    check_run_id: z.string().nullable(),
    status_context: z.string().nullable(),
  })
  .meta({ id: 'SyncResult', description: 'What a sync came to.' });

/** Publishes by hand, and waits for the end of the attempt as long as the caller does, within limits. */
export function syncEndpoints(deps: HttpDeps): Endpoint[] {
  return [sync(deps)];
}

const sync = (deps: HttpDeps) =>
  endpoint({
    method: 'post',
    path: '/api/v1/github/connections/{id}/sync',
    operationId: 'syncConnection',
    tag: 'Connections',
    summary: 'Publish what the repository has now',
    description:
      'Waits up to 25 seconds for the attempt. One that takes longer goes on; `Location` says where to look.',
    access: 'key',
    params: { id: pathId<ConnectionId>('connection') },
    headers: { Prefer: { description: '`respond-async`: answers as soon as the attempt is made (RFC 7240).' } },
    body: syncBody,
    bodyOptional: true,
    idempotent: true,
    answers: {
      200: { description: 'The attempt is done.', body: syncSchema },
      202: { description: 'The attempt goes on.', body: syncSchema, headers: { Location: 'The attempt.' } },
    },
    refusals: { 404: ['connection_not_found'] },
  }).handle(async ({ ctx, caller, params: { id: connectionId }, body: { ref } }) => {
    const signal = isAsyncPreferred(ctx.get('Prefer')) ? AbortSignal.abort() : clientGoneOrClosing(ctx, deps.closing);
    const result = unlessRefused(await requestSync(deps, { caller, connectionId, ref, signal }));
    if (result.kind !== 'pending') return { status: 200, body: syncJson(result) };
    const location = `${deps.publicUrl()}/api/v1/github/attempts/${result.attempt.id}`;
    return { status: 202, headers: { Location: location }, body: syncJson(result) };
  });

/** Source: https://www.rfc-editor.org/rfc/rfc7240#section-4.1 */
function isAsyncPreferred(header: string): boolean {
  return header.split(',').some((preference) => preference.split(';')[0]?.trim().toLowerCase() === 'respond-async');
}

/** `source_ref` is the commit of the version that the answer names; of an attempt without one, the commit it tried. */
function syncJson(result: SyncResult): z.input<typeof syncSchema> {
  const { attempt } = result;
  const version = result.kind === 'finished' ? result.version : null;
  return {
    connection_id: attempt.connectionId,
    attempt_id: attempt.id,
    status: attempt.status,
    reason: attempt.reason,
    version: version?.version ?? attempt.version,
    source_ref: version ? version.commit : attempt.commit,
    published_at: version?.publishedAt ?? null,
    message:
      result.kind === 'finished' ? result.message : 'The attempt is still under way. Location says where to look.',
    write_back_status: attempt.writeBackStatus,
    check_run_id: attempt.checkRunId,
    status_context: attempt.statusContext,
  };
}
