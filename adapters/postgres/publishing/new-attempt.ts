import { repositoryFullName } from '../../../domain/connections/connection.ts';
import { isAutomatic, type TriggerKind } from '../../../domain/publishing/attempt.ts';
import type { PublishOutcome, SkipReason } from '../../../domain/publishing/outcome.ts';
import { skipped } from '../../../domain/publishing/outcomes.ts';
import { isWriteBackOn, statusContext } from '../../../domain/publishing/write-back.ts';
import type { AttemptId, ConnectionId, Sha } from '../../../domain/shared/ids.ts';
import { type LockedConnection, lockConnection } from '../connections/connection-rows.ts';
import type { Sql } from '../database.ts';
import { newId } from '../new-id.ts';
import { branchRefOf, nextRun, releaseKey, runsOf } from './key-runs.ts';

export type NewAttempt = {
  id?: AttemptId;
  connection: LockedConnection;
  trigger: TriggerKind;
  ref: string;
  /** Null until a step resolves it; such an attempt has no run number yet. */
  commit: Sha | null;
  brand: string;
  now: Date;
};

/** Adds a pending run of its key; an automatic one takes the key over. The connection is locked. */
export async function insertRun(sql: Sql, attempt: NewAttempt): Promise<AttemptId> {
  const { connection, trigger, ref, commit, brand } = attempt;
  const id = attempt.id ?? newId<AttemptId>();
  const holdsKey = isAutomatic(trigger);
  if (commit !== null && holdsKey) await releaseKey(sql, { connection, ref, commit });
  const writesBack = await isWritingBack(sql, connection);
  await sql
    .insertInto('github_publish_attempts')
    .values({
      ...{ ...(await columnsOf(sql, attempt)), id, holdsKey, status: 'pending', workflowId: `publish/${id}` },
      writeBackStatus: writesBack ? 'pending' : 'disabled',
      statusContext: writesBack ? statusContext(brand, connection.id) : null,
    })
    .execute();
  return id;
}

/** What was pushed while the connection was paused is published now: whatever its branch's head is. */
export async function sweepBranch(sql: Sql, id: ConnectionId, brand: string, now: Date): Promise<void> {
  const connection = await lockConnection(sql, id);
  if (connection === null || !connection.autoPublish || connection.pausedReason !== null) return;
  await insertRun(sql, { connection, trigger: 'sweep', ref: branchRefOf(connection), commit: null, brand, now });
}

/** Adds a finished attempt for a skip that was decided without a run: people look for it among the attempts. */
export async function insertSkip(sql: Sql, attempt: NewAttempt, reason: SkipReason): Promise<AttemptId> {
  const { connection, ref, now } = attempt;
  const { defaultBranch, tagPattern, pausedReason } = connection;
  const repository = repositoryFullName(connection);
  const outcome: PublishOutcome = skipped(reason, { repository, ref, defaultBranch, tagPattern, pausedReason });
  const id = newId<AttemptId>();
  await sql
    .insertInto('github_publish_attempts')
    .values({
      ...{ ...(await columnsOf(sql, attempt)), id, holdsKey: false, writeBackStatus: 'disabled' },
      ...{ status: 'skipped', reason, outcome, message: 'message' in outcome ? outcome.message : null },
      finishedAt: now,
    })
    .execute();
  return id;
}

async function columnsOf(sql: Sql, { connection, trigger, ref, commit, now }: NewAttempt) {
  const { id: connectionId, organizationId, entryId, settingsRevision } = connection;
  const run = commit === null ? 0 : nextRun(await runsOf(sql, { connection, ref, commit }));
  return { connectionId, organizationId, entryId, settingsRevision, trigger, ref, commit, run, createdAt: now };
}

async function isWritingBack(sql: Sql, connection: LockedConnection): Promise<boolean> {
  const organization = await sql
    .selectFrom('organizations')
    .select('writeBackMode')
    .where('id', '=', connection.organizationId)
    .executeTakeFirstOrThrow();
  return isWriteBackOn(organization.writeBackMode, connection.writeBackEnabled);
}
