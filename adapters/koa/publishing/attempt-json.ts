import { z } from 'zod';
import type { Attempt } from '../../../domain/publishing/attempt.ts';
import type { StepHistory } from '../../../ports/workflow-engine.ts';
import { commitSha, count, timestamp, uuid } from '../answer-fields.ts';

export const writeBackStatus = z.enum(['disabled', 'pending', 'success', 'failed', 'unsupported']);

const attemptFields = {
  id: uuid,
  connection_id: uuid,
  trigger: z.enum(['branch', 'tag', 'manual', 're-run', 'sweep']),
  ref: z
    .string()
    .meta({ description: 'A full ref name; of a manual run, until it is resolved, the name that was asked for.' }),
  commit: commitSha.nullable(),
  run: count(1).meta({ description: 'Counts the runs of this connection, ref and commit.' }),
  status: z.enum(['pending', 'published', 'skipped', 'failed']),
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

const tryFields = {
  number: count(1),
  started_at: timestamp,
  finished_at: timestamp.nullable(),
  error: z.string().nullable(),
  retry_at: timestamp.nullable(),
};

export const stepSchema = z
  .strictObject({
    name: z.string(),
    started_at: timestamp,
    finished_at: timestamp.nullable(),
    tries: z.array(z.strictObject(tryFields)),
  })
  .meta({ id: 'Step', description: 'One step of an attempt with all of its tries.' });

export const attemptDetailSchema = z
  .strictObject({
    ...attemptFields,
    engine: z.enum(['temporal', 'embedded']).nullable(),
    workflow_id: z.string().nullable(),
    steps: z.array(stepSchema),
  })
  .meta({ id: 'AttemptDetail' });

/** An attempt as lists show it, and as a connection's `last_attempt`. */
export function attemptJson(attempt: Attempt): z.input<typeof attemptSchema> {
  return {
    id: attempt.id,
    connection_id: attempt.connectionId,
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

/** An attempt with its steps and all of their tries. */
export function attemptDetailJson(
  attempt: Attempt,
  steps: readonly StepHistory[],
): z.input<typeof attemptDetailSchema> {
  return {
    ...attemptJson(attempt),
    engine: attempt.engine,
    workflow_id: attempt.workflowId === '' ? null : attempt.workflowId,
    steps: steps.map(stepJson),
  };
}

function stepJson({ name, startedAt, finishedAt, tries }: StepHistory): z.input<typeof stepSchema> {
  return {
    name,
    started_at: startedAt,
    finished_at: finishedAt,
    tries: tries.map((stepTry) => ({
      number: stepTry.number,
      started_at: stepTry.startedAt,
      finished_at: stepTry.finishedAt,
      error: stepTry.error,
      retry_at: stepTry.retryAt,
    })),
  };
}
