import { z } from 'zod';
import type { Attempt } from '../../../domain/publishing/attempt.ts';
import { commitSha, count, timestamp, uuid } from '../answer-fields.ts';

export const attemptStatus = z.enum(['pending', 'published', 'skipped', 'failed']);
export const attemptTrigger = z.enum(['branch', 'tag', 'manual', 're-run', 'sweep']);
/** A pull request makes no attempt, only a preview. */
export const decisionTrigger = z.enum([...attemptTrigger.options, 'pull_request']);
export const writeBackStatus = z.enum(['disabled', 'pending', 'success', 'failed', 'unsupported']);

export const attemptFields = {
  id: uuid,
  connection_id: uuid,
  entry_id: uuid,
  entry_name: z.string(),
  repo_full_name: z.string().nullable().meta({ description: 'Null when the connection was deleted.' }),
  trigger: attemptTrigger,
  ref: z
    .string()
    .meta({ description: 'A full ref name; of a manual run, until it is resolved, the name that was asked for.' }),
  commit: commitSha.nullable(),
  run: count().meta({
    description: 'Counts the runs of this connection, ref and commit; 0 until the commit is known.',
  }),
  status: attemptStatus,
  reason: z.string().nullable().meta({ description: 'A stable code when skipped or failed.' }),
  message: z.string().nullable(),
  version: z.string().nullable(),
  write_back_status: writeBackStatus,
  check_run_id: z.string().nullable(),
  status_context: z.string().nullable(),
  created_at: timestamp,
  finished_at: timestamp.nullable(),
};

export const attemptSchema = z
  .strictObject(attemptFields)
  .meta({ id: 'Attempt', description: 'One durable run for one connection, ref and commit.' });

/** An attempt as lists show it, and as a connection's `last_attempt`. */
export function attemptJson(attempt: Attempt): z.input<typeof attemptSchema> {
  return {
    id: attempt.id,
    connection_id: attempt.connectionId,
    entry_id: attempt.entryId,
    entry_name: attempt.entryName,
    repo_full_name: attempt.repository,
    trigger: attempt.trigger,
    ref: attempt.ref,
    commit: attempt.commit,
    run: attempt.run,
    status: attempt.status,
    reason: attempt.reason,
    message: attempt.message,
    version: attempt.version,
    write_back_status: attempt.writeBackStatus,
    check_run_id: attempt.checkRunId,
    status_context: attempt.statusContext,
    created_at: attempt.createdAt.toISOString(),
    finished_at: attempt.finishedAt?.toISOString() ?? null,
  };
}
