import type { Preview, WantedPreview } from '../../../domain/previews/preview.ts';
import { planPreview } from '../../../domain/previews/preview-plan.ts';
import type { PreviewId } from '../../../domain/shared/ids.ts';
import type { LockedConnection } from '../connections/connection-rows.ts';
import type { Sql } from '../database.ts';
import { newId } from '../new-id.ts';

export type NewPreview = { connection: LockedConnection; wanted: WantedPreview; isRerun: boolean; now: Date };

/**
 * Makes the preview that is called for, unless one serves the head already; a re-run is always a new one, unless one is
 * pending. The connection is locked, so that one follows the other.
 */
export async function insertPreview(
  sql: Sql,
  { connection, wanted, isRerun, now }: NewPreview,
): Promise<'made' | 'joined' | 'outdated'> {
  const ofPull = await knownPreviews(sql, connection, wanted);
  const known = isRerun
    ? ofPull.filter(({ headSha, status }) => headSha === wanted.headSha && status === 'pending')
    : ofPull;
  const plan = planPreview({ sha: wanted.headSha, at: wanted.headAt }, known);
  if (plan.kind === 'join') return 'joined';
  if (plan.kind === 'outdated') return 'outdated';
  if (plan.supersedes.length > 0) await supersede(sql, plan.supersedes, now);
  const run = 1 + Math.max(0, ...ofPull.filter(({ headSha }) => headSha === wanted.headSha).map((it) => it.run));
  const id = newId<PreviewId>();
  const { organizationId, entryId, settingsRevision } = connection;
  const columns = { ...wanted, id, organizationId, entryId, settingsRevision, connectionId: connection.id, run };
  await sql
    .insertInto('github_previews')
    .values({ ...columns, status: 'pending', workflowId: `preview/${id}`, createdAt: now })
    .execute();
  return 'made';
}

/** The previews of the pull request, and those of its head for other pull requests to the same branch. */
async function knownPreviews(sql: Sql, connection: LockedConnection, wanted: WantedPreview) {
  const rows = await sql
    .selectFrom('github_previews')
    .select(['id', 'headSha', 'headAt', 'status', 'run', 'settingsRevision'])
    .where('connectionId', '=', connection.id)
    .where('baseRef', '=', wanted.baseRef)
    .where((where) => where.or([where('pullNumber', '=', wanted.pullNumber), where('headSha', '=', wanted.headSha)]))
    .execute();
  return rows.map(({ settingsRevision, ...row }) => {
    return { ...row, sameSettings: settingsRevision === connection.settingsRevision };
  });
}

async function supersede(sql: Sql, ids: Preview['id'][], now: Date): Promise<void> {
  await sql
    .updateTable('github_previews')
    .set({ status: 'superseded', finishedAt: now })
    .where('id', 'in', ids)
    .where('status', '=', 'pending')
    .execute();
}
