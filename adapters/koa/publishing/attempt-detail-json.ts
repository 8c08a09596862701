import { z } from 'zod';
import type { StepHistory } from '../../../ports/workflow-engine.ts';
import type { ShownAttempt } from '../../../workflows/publishing/show-attempt.use-case.ts';
import { commitSha, count, sha256Hash, timestamp, uuid } from '../answer-fields.ts';
import { attemptFields, attemptJson, decisionTrigger } from './attempt-json.ts';
import { type AttemptLinkDeps, attemptLinks } from './attempt-links.ts';

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
