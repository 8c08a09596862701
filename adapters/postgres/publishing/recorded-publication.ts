import { repositoryFullName } from '../../../domain/connections/connection.ts';
import type { PublishOutcome } from '../../../domain/publishing/outcome.ts';
import { outcomeOfPlan } from '../../../domain/publishing/plan-outcome.ts';
import type { BranchHead, CurrentChoice } from '../../../domain/registry/entry-state.ts';
import { type PushPlan, planPush } from '../../../domain/registry/push-plan.ts';
import type { Sha, VersionId } from '../../../domain/shared/ids.ts';
import type { Publication, PublicationResult } from '../../../ports/publishing/publications.ts';
import { type LockedConnection, lockConnection } from '../connections/connection-rows.ts';
import type { Database, Sql } from '../database.ts';
import { type LockedEntry, lockEntry, moveCurrent, versionFacts } from '../registry/entry-rows.ts';
import { insertVersion } from '../registry/new-version.ts';
import { findAttempt, type LockedAttempt, lockAttempt } from './attempt-rows.ts';
import { finish } from './finished-attempts.ts';
import { branchRefOf } from './key-runs.ts';
import { insertRun } from './new-attempt.ts';

type Scene = {
  publication: Publication;
  entry: LockedEntry;
  connection: LockedConnection;
  attempt: LockedAttempt;
  brand: string;
  now: Date;
};

/** See `Publications.record`. Locks the entry, then the connection, then the attempt. */
export function recordPublication(
  database: Database,
  brand: string,
  publication: Publication,
): Promise<PublicationResult> {
  return database.transaction(async (sql): Promise<PublicationResult> => {
    const seen = await findAttempt(sql, publication.attemptId);
    if (seen === null) throw new Error(`Attempt ${publication.attemptId} does not exist`);
    const entry = await lockEntry(sql, seen.entryId);
    const connection = await lockConnection(sql, seen.connectionId);
    const attempt = await lockAttempt(sql, seen.id);
    if (attempt.outcome !== null) return { kind: 'recorded', outcome: attempt.outcome };
    if (connection === null) throw new Error(`Connection ${seen.connectionId} does not exist`);
    const { head } = publication;
    if (head !== null && head.branchRevision !== connection.branchRevision) return { kind: 'head-outdated' };
    return record(sql, { publication, entry, connection, attempt, brand, now: database.now() });
  });
}

async function record(sql: Sql, scene: Scene): Promise<PublicationResult> {
  const { publication, entry, connection, attempt, now } = scene;
  const { candidate } = publication;
  const versions = await versionFacts(sql, entry.id);
  const state = { versions, currentId: entry.currentVersionId, currentChosenAt: entry.currentChosenAt };
  const plan = planPush(candidate, state, await branchHead(sql, scene));
  if (plan.kind === 'compare-needed') return plan;
  const pushed = await push(sql, scene, plan);
  const recorded = { publishedAt: pushed?.publishedAt ?? now, isCurrent: pushed?.isCurrent ?? false };
  const outcome: PublishOutcome = outcomeOfPlan(plan, candidate, recorded);
  const repository = repositoryFullName(connection);
  await finish(sql, attempt, { outcome, versionId: pushed?.versionId ?? null, repository, now });
  await followHead(sql, scene);
  return { kind: 'recorded', outcome };
}

type Pushed = { versionId: VersionId; publishedAt: Date; isCurrent: boolean };

/** Does what the plan says of versions and of the current one; null when it refuses the candidate. */
async function push(
  sql: Sql,
  scene: Scene,
  plan: Exclude<PushPlan, { kind: 'compare-needed' }>,
): Promise<Pushed | null> {
  const { publication, entry, connection, now } = scene;
  if (plan.kind === 'tag-moved' || plan.kind === 'version-taken') return null;
  const version =
    plan.kind === 'publish'
      ? await insertVersion(sql, {
          ...{ entryId: entry.id, version: plan.version, origin: publication.candidate.origin },
          ...{ sourceRepo: repositoryFullName(connection), contentHash: publication.contentHash, now },
        })
      : plan.existing;
  const currentId = await choose(sql, entry, plan.current, version.id, now);
  return { versionId: version.id, publishedAt: version.publishedAt, isCurrent: currentId === version.id };
}

async function choose(
  sql: Sql,
  entry: LockedEntry,
  choice: CurrentChoice,
  candidateId: VersionId,
  now: Date,
): Promise<VersionId | null> {
  if (choice.kind === 'keep') return entry.currentVersionId;
  const to = choice.to === 'candidate' ? candidateId : choice.to;
  await moveCurrent(sql, entry.id, { to, chosenAt: null }, 'derived', now);
  return to;
}

async function branchHead(sql: Sql, { publication, connection, entry }: Scene): Promise<BranchHead | null> {
  const { head } = publication;
  if (head === null) return null;
  const { commit, candidateFromCurrent } = head;
  return { commit, candidateFromCurrent, versionId: await versionOfBranchCommit(sql, connection, entry, commit) };
}

/** The version that a commit of the default branch stands for: an attempt published or found it, or it bears the commit. */
async function versionOfBranchCommit(
  sql: Sql,
  connection: LockedConnection,
  entry: LockedEntry,
  commit: Sha,
): Promise<VersionId | null> {
  const attempt = await sql
    .selectFrom('github_publish_attempts')
    .select('versionId')
    .where('connectionId', '=', connection.id)
    .where('ref', '=', branchRefOf(connection))
    .where('commit', '=', commit)
    .where('versionId', 'is not', null)
    .orderBy('run', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (attempt !== undefined) return attempt.versionId;
  const version = await sql
    .selectFrom('registry_versions')
    .select('id')
    .where('entryId', '=', entry.id)
    .where('sourceRef', '=', commit)
    .where('originKind', '=', 'branch')
    .orderBy('publishedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return version?.id ?? null;
}

/** The branch moved on to a commit that no attempt knows: its webhook may be lost, so an attempt is made for it here. */
async function followHead(sql: Sql, { publication, connection, brand, now }: Scene): Promise<void> {
  const { candidate, head } = publication;
  if (head === null || candidate.origin.kind !== 'branch' || head.commit === candidate.origin.commit) return;
  if (!connection.autoPublish || connection.pausedReason !== null) return;
  const ref = branchRefOf(connection);
  const known = await sql
    .selectFrom('github_publish_attempts')
    .select('id')
    .where('connectionId', '=', connection.id)
    .where('ref', '=', ref)
    .where('commit', '=', head.commit)
    .limit(1)
    .executeTakeFirst();
  if (known === undefined) {
    await insertRun(sql, { connection, trigger: 'sweep', ref, commit: head.commit, brand, now });
  }
}
