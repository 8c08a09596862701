import type { AttemptStatus } from '../../../domain/publishing/attempt.ts';
import { isSettled } from '../../../domain/publishing/attempt-key.ts';
import { type AutomaticRun, planAutomaticRun } from '../../../domain/publishing/automatic-run.ts';
import type { PublishOutcome } from '../../../domain/publishing/outcome.ts';
import type { Sha, VersionId } from '../../../domain/shared/ids.ts';
import type { LockedConnection } from '../connections/connection-rows.ts';
import type { Sql } from '../database.ts';

/** What an automatic trigger runs once. `ref` is a full ref name. */
export type AttemptKey = { connection: LockedConnection; ref: string; commit: Sha };

/** The runs of a key so far, newest first. Joined attempts are none. */
export function runsOf(sql: Sql, { connection, ref, commit }: AttemptKey) {
  return sql
    .selectFrom('github_publish_attempts')
    .select(['id', 'run', 'status', 'reason', 'outcome', 'versionId', 'settingsRevision'])
    .where('connectionId', '=', connection.id)
    .where('ref', '=', ref)
    .where('commit', '=', commit)
    .where('joinedTo', 'is', null)
    .orderBy('run', 'desc')
    .execute();
}

export type KeyRun = Awaited<ReturnType<typeof runsOf>>[number];

export function nextRun(runs: readonly KeyRun[]): number {
  return (runs[0]?.run ?? 0) + 1;
}

/** What an automatic trigger of the key does; the connection is locked. */
export async function planRun(sql: Sql, key: AttemptKey, runs: readonly KeyRun[]): Promise<AutomaticRun> {
  const ofKey = runs.map((run) => ({
    attemptId: run.id,
    status: run.status,
    settled: run.settingsRevision === key.connection.settingsRevision && settles(run.status, run.reason, run.outcome),
    hasVersion: run.versionId !== null,
  }));
  const settled = ofKey.findIndex((run) => run.settled);
  const settledVersion = runs[settled]?.versionId ?? null;
  return planAutomaticRun(ofKey, settledVersion !== null && (await currentMayMove(sql, key, settledVersion)));
}

/** Lets go of the key, so that a later run can take it. */
export async function releaseKey(sql: Sql, { connection, ref, commit }: AttemptKey): Promise<void> {
  await sql
    .updateTable('github_publish_attempts')
    .set({ holdsKey: false })
    .where('connectionId', '=', connection.id)
    .where('ref', '=', ref)
    .where('commit', '=', commit)
    .where('holdsKey', '=', true)
    .execute();
}

export function settles(status: AttemptStatus, reason: string | null, outcome: PublishOutcome | null): boolean {
  return isSettled({ status, reason, fault: outcome?.kind === 'failed' ? outcome.fault : null });
}

export function branchRefOf(connection: Pick<LockedConnection, 'defaultBranch'>): string {
  return `refs/heads/${connection.defaultBranch}`;
}

// A branch that came back to a published commit must run again when something else is, or may yet become, current.
async function currentMayMove(sql: Sql, { connection, ref }: AttemptKey, version: VersionId): Promise<boolean> {
  if (ref !== branchRefOf(connection)) return false;
  const current = await sql
    .selectFrom('registry_entries as e')
    .innerJoin('registry_versions as v', 'v.id', 'e.currentVersionId')
    .where('e.id', '=', connection.entryId)
    .select(['v.id', 'v.originKind'])
    .executeTakeFirst();
  // A commit version may have been made by hand from another ref at first.
  if (current !== undefined && (current.originKind === 'tag' || current.originKind === 'client')) return false;
  if (current !== undefined && current.id !== version) return true;
  return hasPending(sql, connection, ref);
}

async function hasPending(sql: Sql, connection: LockedConnection, ref: string): Promise<boolean> {
  const row = await sql
    .selectFrom('github_publish_attempts')
    .select('id')
    .where('connectionId', '=', connection.id)
    .where('ref', '=', ref)
    .where('status', '=', 'pending')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
