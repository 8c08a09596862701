import { z } from 'zod';
import { repositoryFullName } from '../../../domain/connections/connection.ts';
import { explainPause } from '../../../domain/connections/pause-reason.ts';
import { isPausedByMember } from '../../../domain/connections/pauses.ts';
import type { ConnectionWithAttempt } from '../../../workflows/connections/connection-standing.ts';
import { count, timestamp, uuid } from '../answer-fields.ts';
import { attemptJson, attemptSchema } from '../publishing/attempt-json.ts';

const pauseSchema = z
  .strictObject({ reason: z.string(), sentence: z.string(), fix: z.string() })
  .meta({ id: 'Pause', description: 'Why a connection does nothing for now, and what mends that.' });

const repositorySchema = z
  .strictObject({ id: count(1), owner_id: count(1), private: z.boolean().nullable(), archived: z.boolean() })
  .meta({
    id: 'ConnectedRepository',
    description:
      'What the connection is bound to, by numbers that names follow. `private` is null until GitHub told. From an archived ' +
      'repository versions are published; nothing can be written back to it.',
  });

const previewSchema = z.strictObject({ enabled: z.boolean(), missing: z.array(z.string()) }).meta({
  id: 'PullRequestPreview',
  description:
    'Whether pull requests to the default branch get a check-run that says what they would publish, and what is missing for ' +
    'that: `permission checks:write`, `permission pull_requests:read` and `event pull_request` of the App (to be accepted on ' +
    'the account), `setting write_back_mode:checks` of the organization, or `installation`: it is not bound any more.',
});

const writeBackSchema = z.strictObject({ enabled: z.boolean(), missing: z.array(z.string()) }).meta({
  id: 'ConnectionWriteBack',
  description:
    'Whether outcomes are written to the commits, and what is missing for that: `permission checks:write` and ' +
    '`permission statuses:write` of the App (to be accepted on the account), `repository`: it is archived, ' +
    '`setting write_back_mode:checks` of the organization, or `installation`: it is not bound any more.',
});

export const connectionSchema = z
  .strictObject({
    id: uuid,
    org_id: uuid,
    entry_id: uuid,
    entry_name: z.string(),
    installation_id: count(1),
    repo_owner: z.string(),
    repo_name: z.string(),
    repo_full_name: z.string(),
    default_branch: z.string(),
    skill_path: z.string(),
    auto_publish: z.boolean(),
    write_back_enabled: z.boolean(),
    write_back: writeBackSchema,
    tag_pattern: z.string(),
    pr_preview_enabled: z.boolean(),
    pr_preview: previewSchema,
    created_by: uuid,
    created_at: timestamp,
    updated_at: timestamp,
    last_attempt: attemptSchema.nullable(),
    paused: pauseSchema.nullable(),
    paused_by_member: z.boolean().meta({ description: 'Whether a member paused it, whatever else pauses it.' }),
    repository: repositorySchema,
  })
  .meta({ id: 'Connection', description: 'One repository path that publishes into one entry.' });

/** A connection as documented, and besides, when it does nothing for now, why and what mends that. */
export function connectionJson({
  connection,
  lastAttempt,
  previewMissing,
  writeBackMissing,
}: ConnectionWithAttempt): z.input<typeof connectionSchema> {
  const repository = repositoryFullName(connection);
  const { pausedReason } = connection;
  return {
    id: connection.id,
    org_id: connection.organizationId,
    entry_id: connection.entryId,
    entry_name: connection.entryName,
    installation_id: connection.installationId,
    repo_owner: connection.repositoryOwner,
    repo_name: connection.repositoryName,
    repo_full_name: repository,
    default_branch: connection.defaultBranch,
    skill_path: connection.skillPath,
    auto_publish: connection.autoPublish,
    write_back_enabled: connection.writeBackEnabled,
    write_back: { enabled: connection.writeBackEnabled, missing: writeBackMissing },
    tag_pattern: connection.tagPattern,
    pr_preview_enabled: connection.prPreviewEnabled,
    pr_preview: { enabled: connection.prPreviewEnabled, missing: previewMissing },
    created_by: connection.createdBy,
    created_at: connection.createdAt.toISOString(),
    updated_at: connection.updatedAt.toISOString(),
    last_attempt: lastAttempt && attemptJson(lastAttempt),
    paused: pausedReason && { reason: pausedReason, ...explainPause(pausedReason, { repository }) },
    paused_by_member: isPausedByMember(connection.pausedReasons),
    repository: {
      id: connection.repositoryId,
      owner_id: connection.repositoryOwnerId,
      private: connection.repositoryPrivate,
      archived: connection.repositoryArchived,
    },
  };
}
