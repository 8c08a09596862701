import { repositoryFullName } from '../../../domain/connections/connection.ts';
import { explainPause } from '../../../domain/connections/pause-reason.ts';
import type { ConnectionWithAttempt } from '../../../workflows/connections/list-connections.use-case.ts';
import { attemptJson } from '../publishing/attempt-json.ts';

/** A connection as documented, and besides, when it does nothing for now, why and what mends that. */
export function connectionJson({ connection, lastAttempt }: ConnectionWithAttempt) {
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
    tag_pattern: connection.tagPattern,
    created_by: connection.createdBy,
    created_at: connection.createdAt.toISOString(),
    updated_at: connection.updatedAt.toISOString(),
    last_attempt: lastAttempt && attemptJson(lastAttempt),
    paused: pausedReason && { reason: pausedReason, ...explainPause(pausedReason, { repository }) },
  };
}
