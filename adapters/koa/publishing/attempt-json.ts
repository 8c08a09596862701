import { z } from 'zod';
import type { Attempt } from '../../../domain/publishing/attempt.ts';
import type { StepHistory } from '../../../ports/workflow-engine.ts';
import type { ShownAttempt } from '../../../workflows/publishing/show-attempt.use-case.ts';
import { commitSha, count, sha256Hash, timestamp, uuid } from '../answer-fields.ts';
import { type AttemptLinkDeps, attemptLinks } from './attempt-links.ts';

export const attemptStatus = z.enum(['pending', 'published', 'skipped', 'failed']);
export const attemptTrigger = z.enum(['branch', 'tag', 'manual', 're-run', 'sweep']);
/** A pull request makes no attempt, only a preview. */
export const decisionTrigger = z.enum([...attemptTrigger.options, 'pull_request']);
export const writeBackStatus = z.enum(['disabled', 'pending', 'success', 'failed', 'unsupported']);

const attemptFields = {
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

const tryFields = {
  number: count(1),
  started_at: timestamp,
  finished_at: timestamp.nullable(),
  error: z.string().nullable().meta({ description: 'With TENANCY=multi, errors of the service itself are not told.' }),
  retry_at: timestamp.nullable(),
};

const stepSchema = z
  .strictObject({
    name: z.string(),
    started_at: timestamp,
    finished_at: timestamp.nullable(),
    tries: z.array(z.strictObject(tryFields)),
  })
  .meta({ id: 'Step', description: 'One step of an attempt with all of its tries.' });

const annotationSchema = z.strictObject({
  path: z.string(),
  line: count(1),
  column: count(1).nullable(),
  code: z.string(),
  message: z.string(),
});

const packageSchema = z
  .strictObject({
    content_hash: sha256Hash,
    tar_hash: sha256Hash.nullable(),
    manifest_hash: sha256Hash.nullable(),
    size_bytes: count().nullable().meta({ description: 'Of the `.tar.gz`.' }),
    unpacked_bytes: count().nullable(),
    files: z
      .array(z.strictObject({ path: z.string(), hash: sha256Hash, size: count(), mode: z.enum(['0644', '0755']) }))
      .nullable()
      .meta({ description: 'Null: no version came of these bytes, and they were removed since.' }),
  })
  .meta({ id: 'AttemptPackage', description: 'What was packed; hashes are lower-case hex SHA-256.' });

const personSchema = z
  .strictObject({ member_id: uuid, name: z.string() })
  .meta({ id: 'AttemptPerson', description: 'A member, who may be gone since.' });

const decisionSchema = z
  .strictObject({
    delivery_id: uuid,
    guid: z.string().nullable().meta({ description: "GitHub's `X-GitHub-Delivery`." }),
    event: z.string().nullable(),
    action: z.string().nullable(),
    verdict: z.enum(['publish', 'joined', 'skip', 'preview']),
    reason: z.string().nullable(),
    trigger: decisionTrigger,
    ref: z.string(),
    commit: commitSha.nullable(),
    decided_at: timestamp,
  })
  .meta({ id: 'AttemptDecision', description: 'What a webhook delivery called for.' });

export const attemptDetailSchema = z
  .strictObject({
    ...attemptFields,
    engine: z.enum(['temporal', 'embedded']).nullable(),
    workflow_id: z.string().nullable(),
    engine_url: z
      .string()
      .nullable()
      .meta({ description: "The workflow in Temporal's own pages, where TEMPORAL_UI_URL names them." }),
    commit_url: z.string().nullable().meta({ description: 'The commit on GitHub.' }),
    check_run_url: z.string().nullable().meta({ description: 'The check-run on GitHub, where one was written.' }),
    requested_by: personSchema.nullable().meta({ description: 'Whoever asked for a `manual` run or a `re-run`.' }),
    cancelled_by: personSchema.nullable(),
    can: z
      .strictObject({ rerun: z.boolean(), cancel: z.boolean() })
      .meta({ description: 'What whoever asks may do about it now.' }),
    steps: z.array(stepSchema),
    fix: z.string().nullable().meta({ description: 'What to do about it, in one sentence; null: nothing.' }),
    fault: z
      .enum(['repository', 'service'])
      .nullable()
      .meta({ description: "Of a failure: whether the repository's maintainer can mend it, or a later run may." }),
    annotations: z.array(annotationSchema).meta({ description: 'The lines of the repository that are to be changed.' }),
    decisions: z.array(decisionSchema).meta({ description: 'The deliveries that it serves; none of a manual run.' }),
    package: packageSchema.nullable().meta({ description: 'Null: nothing was packed (yet).' }),
    write_back_message: z.string().nullable(),
    write_back_at: timestamp.nullable(),
  })
  .meta({ id: 'AttemptDetail' });

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

/** An attempt with all that explains it. */
export function attemptDetailJson(deps: AttemptLinkDeps, shown: ShownAttempt): z.input<typeof attemptDetailSchema> {
  const { attempt, outcome, writeBackAt, decisions, steps, fix, can } = shown;
  return {
    ...attemptJson(attempt),
    engine: attempt.engine,
    workflow_id: attempt.workflowId === '' ? null : attempt.workflowId,
    ...attemptLinks(deps, attempt),
    requested_by: personJson(shown.requestedBy),
    cancelled_by: personJson(shown.cancelledBy),
    can,
    steps: steps.map(stepJson),
    fix,
    fault: outcome?.kind === 'failed' ? outcome.fault : null,
    annotations: outcome?.kind === 'failed' ? outcome.annotations : [],
    decisions: decisions.map(decisionJson),
    package: shown.package && packageJson(shown.package),
    write_back_message: attempt.writeBackMessage,
    write_back_at: writeBackAt?.toISOString() ?? null,
  };
}

function decisionJson(decision: ShownAttempt['decisions'][number]): z.input<typeof decisionSchema> {
  const { deliveryId, attemptId: _, connectionId: __, decidedAt, ...told } = decision;
  return { ...told, delivery_id: deliveryId, decided_at: decidedAt.toISOString() };
}

function personJson(person: ShownAttempt['requestedBy']): z.input<typeof personSchema> | null {
  return person && { member_id: person.memberId, name: person.name };
}

function packageJson({ contentHash, archive }: NonNullable<ShownAttempt['package']>): z.input<typeof packageSchema> {
  return {
    content_hash: contentHash,
    tar_hash: archive?.tarHash ?? null,
    manifest_hash: archive?.manifestHash ?? null,
    size_bytes: archive?.sizeBytes ?? null,
    unpacked_bytes: archive?.unpackedBytes ?? null,
    files: archive?.files ?? null,
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
