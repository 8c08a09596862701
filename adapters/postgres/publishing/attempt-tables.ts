import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Connection } from '../../../domain/connections/connection.ts';
import type { AttemptStatus, TriggerKind, WriteBackStatus } from '../../../domain/publishing/attempt.ts';
import type { PublishOutcome } from '../../../domain/publishing/outcome.ts';
import type { AttemptId, ConnectionId, Sha } from '../../../domain/shared/ids.ts';
import type { StepHistory } from '../../../ports/workflow-engine.ts';
import { OrganizationRow } from '../access/access-tables.ts';
import { isCommit, isSha256, oneOf } from '../check-constraints.ts';
import { EntryRow, VersionRow } from '../registry/registry-tables.ts';

/** As JSON has it. */
export type DeletedConnection = Omit<Connection, 'createdAt' | 'updatedAt'> & { createdAt: string; updatedAt: string };

/** `connectionId` has no foreign key: the attempts of a deleted connection stay, so that they can be explained. */
export const AttemptRow = defineEntity({
  name: 'AttemptRow',
  tableName: 'github_publish_attempts',
  properties: {
    id: p.uuid().primary().$type<AttemptId>(),
    organizationId: () => p.manyToOne(OrganizationRow).mapToPk().fieldName('organization_id'),
    connectionId: p.uuid().$type<ConnectionId>(),
    entryId: () => p.manyToOne(EntryRow).mapToPk().fieldName('entry_id'),
    trigger: p.text().$type<TriggerKind>(),
    ref: p.text(),
    commit: p.text().$type<Sha>().nullable(),
    /** Counts the runs of (connection, ref, commit); 0 before the commit is known, and for joined attempts. */
    run: p.integer(),
    /** The connection's settings that the run publishes by. */
    settingsRevision: p.integer(),
    /** Whether this is the automatic run of its key: it is pending, or its outcome settles the key. */
    holdsKey: p.boolean(),
    /** The attempt that this one turned out to repeat. */
    joinedTo: p.uuid().$type<AttemptId>().nullable(),
    status: p.text().$type<AttemptStatus>(),
    reason: p.text().nullable(),
    message: p.text().nullable(),
    outcome: p.json().$type<PublishOutcome>().nullable(),
    version: p.text().nullable(),
    versionId: () => p.manyToOne(VersionRow).mapToPk().nullable().fieldName('version_id').deleteRule('no action'),
    writeBackStatus: p.text().$type<WriteBackStatus>(),
    writeBackMessage: p.text().nullable(),
    writeBackAt: p.datetime(3).nullable(),
    announceBegunAt: p.datetime(3).nullable(),
    concludeBegunAt: p.datetime(3).nullable(),
    checkRunId: p.text().nullable(),
    statusContext: p.text().nullable(),
    workflowId: p.text().nullable(),
    engine: p.text().$type<'temporal' | 'embedded'>().nullable(),
    startedAt: p.datetime(3).nullable(),
    history: p.json().$type<StepHistory[]>().nullable(),
    /** The packed bytes, once there are some; archives that no version came of are swept. */
    contentHash: p.text().nullable(),
    cancelledAt: p.datetime(3).nullable(),
    conclusionStartedAt: p.datetime(3).nullable(),
    /** The transaction that changed the row last, and the change's number; a trigger sets both. */
    changedXid: p.bigint('number').defaultRaw('0'),
    changedSeq: p.bigint('number').defaultRaw('0'),
    /** What the connection was, where it was deleted before the attempt's run was over. */
    deletedConnection: p.json().$type<DeletedConnection>().nullable(),
    createdAt: p.datetime(3),
    finishedAt: p.datetime(3).nullable(),
  },
  indexes: [
    { name: 'github_publish_attempts_list', properties: ['organizationId', 'createdAt', 'id'] },
    { name: 'github_publish_attempts_connection', properties: ['connectionId', 'createdAt', 'id'] },
    { name: 'github_publish_attempts_ref', properties: ['organizationId', 'ref', 'createdAt', 'id'] },
    { name: 'github_publish_attempts_commit', properties: ['commit', 'connectionId'] },
    {
      name: 'github_publish_attempts_version',
      properties: ['versionId', 'createdAt'],
      where: 'version_id is not null',
    },
    { name: 'github_publish_attempts_status', properties: ['organizationId', 'status', 'createdAt', 'id'] },
    {
      name: 'github_publish_attempts_unstarted',
      properties: ['createdAt', 'id'],
      where: "status = 'pending'::text and engine is null",
    },
    {
      name: 'github_publish_attempts_started',
      properties: ['startedAt', 'id'],
      where: "engine is not null and (status = 'pending'::text or write_back_status = 'pending'::text)",
    },
    {
      name: 'github_publish_attempts_without_history',
      properties: ['finishedAt', 'id'],
      where: 'workflow_id is not null and finished_at is not null and history is null',
    },
    { name: 'github_publish_attempts_reason', properties: ['organizationId', 'reason', 'createdAt', 'id'] },
    { name: 'github_publish_attempts_trigger', properties: ['organizationId', 'trigger', 'createdAt', 'id'] },
    { name: 'github_publish_attempts_entry', properties: ['entryId', 'createdAt', 'id'] },
    { name: 'github_publish_attempts_changes', properties: ['organizationId', 'changedXid', 'changedSeq'] },
    {
      name: 'github_publish_attempts_cancelled',
      properties: ['cancelledAt'],
      where: 'cancelled_at is not null and conclusion_started_at is null',
    },
    { name: 'github_publish_attempts_pending', properties: ['connectionId'], where: "status = 'pending'::text" },
  ],
  uniques: [
    {
      name: 'github_publish_attempts_run',
      properties: ['connectionId', 'ref', 'commit', 'run'],
      where: 'joined_to is null',
    },
    {
      name: 'github_publish_attempts_key',
      properties: ['connectionId', 'settingsRevision', 'ref', 'commit'],
      where: 'holds_key',
    },
  ],
  triggers: [stamping('github_attempt_inserted', 'insert'), stamping('github_attempt_updated', 'update')],
  checks: [
    {
      name: 'github_publish_attempts_trigger_check',
      expression: oneOf('trigger', ['branch', 'tag', 'manual', 're-run', 'sweep']),
    },
    {
      name: 'github_publish_attempts_status_check',
      expression: oneOf('status', ['pending', 'published', 'skipped', 'failed']),
    },
    {
      name: 'github_publish_attempts_finished_check',
      expression:
        "(status = 'pending'::text) = (finished_at is null) and (status = 'pending'::text) = (outcome is null)",
    },
    {
      name: 'github_publish_attempts_write_back_status_check',
      expression: oneOf('write_back_status', ['disabled', 'pending', 'success', 'failed', 'unsupported']),
    },
    { name: 'github_publish_attempts_engine_check', expression: oneOf('engine', ['temporal', 'embedded']) },
    { name: 'github_publish_attempts_commit_check', expression: isCommit('commit') },
    { name: 'github_publish_attempts_content_hash_check', expression: isSha256('content_hash') },
  ],
});

/** Written out in migration 0008; only that there is such a trigger can be compared. */
function stamping(name: string, event: 'insert' | 'update') {
  return { name, timing: 'before' as const, events: [event], expression: 'execute function github_attempt_changed()' };
}
