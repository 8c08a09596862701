import type { AttemptId, ConnectionId, EntryId, OrganizationId, Sha, VersionId } from '../shared/ids.ts';

/** Why an attempt was made. Manual runs and re-runs are always new runs of their key; the others run a key once. */
export type TriggerKind = 'branch' | 'tag' | 'manual' | 're-run' | 'sweep';

/** What asked for a decision; a pull request makes no attempt, only a preview. */
export type DecisionTrigger = TriggerKind | 'pull_request';

export function isAutomatic(trigger: TriggerKind): boolean {
  return trigger === 'branch' || trigger === 'tag' || trigger === 'sweep';
}

export type AttemptStatus = 'pending' | 'published' | 'skipped' | 'failed';
export type WriteBackStatus = 'disabled' | 'pending' | 'success' | 'failed' | 'unsupported';

/** One durable run for one connection, ref and commit: what is stored of it and shown to people. */
export type Attempt = {
  id: AttemptId;
  organizationId: OrganizationId;
  connectionId: ConnectionId;
  entryId: EntryId;
  entryName: string;
  /** `owner/name` as the connection has it now; null when that was deleted. */
  repository: string | null;
  trigger: TriggerKind;
  /** A full ref name; before a manual run was resolved, the name as it was asked for. */
  ref: string;
  /** Null until it is resolved: a manual run and a `create` event carry no commit. */
  commit: Sha | null;
  /** Counts the runs of (connection, ref, commit) from 1. */
  run: number;
  status: AttemptStatus;
  /** A stable code when skipped or failed; null when published or pending. */
  reason: string | null;
  message: string | null;
  version: string | null;
  versionId: VersionId | null;
  writeBackStatus: WriteBackStatus;
  /** What GitHub said when write-back failed or is unsupported. */
  writeBackMessage: string | null;
  checkRunId: string | null;
  statusContext: string | null;
  workflowId: string;
  /** The engine that runs it; null until it was handed over. */
  engine: 'temporal' | 'embedded' | null;
  createdAt: Date;
  finishedAt: Date | null;
};

/** Whether it has its outcome, and its commit was told, or is not to be, or could not be. */
export function isConcluded({ status, writeBackStatus }: Pick<Attempt, 'status' | 'writeBackStatus'>): boolean {
  return status !== 'pending' && writeBackStatus !== 'pending';
}
