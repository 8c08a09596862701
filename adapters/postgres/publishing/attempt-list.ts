import type { Attempt } from '../../../domain/publishing/attempt.ts';
import type { AttemptId, ConnectionId, OrganizationId } from '../../../domain/shared/ids.ts';
import type { AttemptQuery } from '../../../ports/publishing/attempts.ts';
import { beginningWith } from '../commit-prefix.ts';
import type { Sql } from '../database.ts';
import { pageOf, parseCursor } from '../row-cursor.ts';
import { isStorable } from '../storable-text.ts';
import { selectAttempts, toAttempt } from './attempt-rows.ts';

/** One page, newest first. Joined attempts are left out: the attempt that they belong to stands for them. */
export async function listAttempts(
  sql: Sql,
  query: AttemptQuery,
): Promise<{ attempts: Attempt[]; nextCursor: string | null }> {
  const { connectionId, ref, commit, status, reason, trigger, entryId, repository, since, until, limit } = query;
  const texts = [ref, commit, reason, repository].filter((text) => text !== undefined);
  if (!texts.every(isStorable)) return { attempts: [], nextCursor: null };
  let page = selectAttempts(sql)
    .where('a.organizationId', '=', query.organizationId)
    .where('a.joinedTo', 'is', null)
    .orderBy('a.createdAt', 'desc')
    .orderBy('a.id', 'desc')
    .limit(limit + 1);
  if (connectionId !== undefined) page = page.where('a.connectionId', '=', connectionId);
  if (ref !== undefined) page = page.where('a.ref', '=', ref);
  if (commit !== undefined) {
    const { from, to } = beginningWith(commit);
    page = page.where('a.commit', '>=', from).where('a.commit', '<', to);
  }
  if (status !== undefined) page = page.where('a.status', '=', status);
  if (reason !== undefined) page = page.where('a.reason', '=', reason);
  if (trigger !== undefined) page = page.where('a.trigger', '=', trigger);
  if (entryId !== undefined) page = page.where('a.entryId', '=', entryId);
  if (repository !== undefined) {
    page = page.where('a.connectionId', 'in', (nested) =>
      nested
        .selectFrom('github_connections as c')
        .select('c.id')
        .where('c.organizationId', '=', query.organizationId)
        .where('c.repositoryKey', '=', repository.toLowerCase()),
    );
  }
  if (since !== undefined) page = page.where('a.createdAt', '>=', since);
  if (until !== undefined) page = page.where('a.createdAt', '<', until);
  const cursor = parseCursor<AttemptId>(query.cursor);
  if (cursor !== null) {
    const { createdAt, id } = cursor;
    page = page
      .where('a.createdAt', '<=', createdAt)
      .where((where) => where.or([where('a.createdAt', '<', createdAt), where('a.id', '<', id)]));
  }
  const { page: attempts, nextCursor } = pageOf((await page.execute()).map(toAttempt), limit);
  return { attempts, nextCursor };
}

/** The newest attempt of each connection, as `listAttempts` orders them. */
export async function latestOf(
  sql: Sql,
  connectionIds: readonly ConnectionId[],
  organizationId: OrganizationId,
): Promise<Map<ConnectionId, Attempt>> {
  if (connectionIds.length === 0) return new Map();
  const latest = await sql
    .selectFrom('github_connections as c')
    .innerJoinLateral(
      ({ selectFrom }) =>
        selectFrom('github_publish_attempts as n')
          .select('n.id')
          .whereRef('n.connectionId', '=', 'c.id')
          .where('n.joinedTo', 'is', null)
          .orderBy('n.createdAt', 'desc')
          .orderBy('n.id', 'desc')
          .limit(1)
          .as('latest'),
      (join) => join.onTrue(),
    )
    .select('latest.id')
    .where('c.id', 'in', connectionIds)
    .where('c.organizationId', '=', organizationId)
    .execute();
  if (latest.length === 0) return new Map();
  const ids = latest.map(({ id }) => id);
  const rows = await selectAttempts(sql).where('a.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.connectionId, toAttempt(row)]));
}
