import type { Connection } from '../../../domain/connections/connection.ts';
import type { ConnectionId, OrganizationId, RepositoryId } from '../../../domain/shared/ids.ts';
import type { ConnectionQuery, RepositoryLinks } from '../../../ports/connections/connections.ts';
import type { Database, Sql } from '../database.ts';
import { containing } from '../like-pattern.ts';
import { pageOf, parseCursor } from '../row-cursor.ts';
import { isStorable } from '../storable-text.ts';
import { selectConnections } from './connection-rows.ts';

/** See `Connections.list`. */
export async function listConnections(
  sql: Sql,
  query: ConnectionQuery,
): Promise<{ connections: Connection[]; nextCursor: string | null }> {
  const { installationId, entryId, repository, search, limit } = query;
  if (!isStorable(`${repository}${search}`)) return { connections: [], nextCursor: null };
  let rows = selectConnections(sql)
    .where('c.organizationId', '=', query.organizationId)
    .orderBy('c.createdAt', 'desc')
    .orderBy('c.id', 'desc');
  if (entryId !== undefined) rows = rows.where('c.entryId', '=', entryId);
  if (installationId !== undefined) rows = rows.where('c.installationId', '=', installationId);
  if (repository !== undefined) {
    rows = rows.where('c.repositoryKey', '=', repository.toLowerCase());
  }
  if (search !== undefined) {
    const pattern = containing(search);
    rows = rows.where(({ cast, eb, fn, val }) => {
      const slash = cast<string>(val('/'), 'text');
      const fullName = fn<string>('concat', ['c.repositoryOwner', slash, 'c.repositoryName']);
      return eb.or([fullName, eb.ref('c.skillPath'), eb.ref('e.name')].map((text) => eb(text, 'ilike', pattern)));
    });
  }
  const cursor = parseCursor<ConnectionId>(query.cursor);
  if (cursor !== null) {
    const { createdAt, id } = cursor;
    rows = rows
      .where('c.createdAt', '<=', createdAt)
      .where((where) => where.or([where('c.createdAt', '<', createdAt), where('c.id', '<', id)]));
  }
  if (limit === undefined) return { connections: await rows.execute(), nextCursor: null };
  const { page, nextCursor } = pageOf(await rows.limit(limit + 1).execute(), limit);
  return { connections: page, nextCursor };
}

/** See `Connections.linksOf`. As the service: whether another organization is connected is told, and nothing more of it. */
export async function linksOf(
  database: Database,
  repositoryIds: readonly RepositoryId[],
  organizationId: OrganizationId,
): Promise<Map<RepositoryId, RepositoryLinks>> {
  const links = new Map<RepositoryId, RepositoryLinks>();
  if (repositoryIds.length === 0) return links;
  const rows = await database
    .sql()
    .selectFrom('github_connections')
    .select(['id', 'repositoryId', 'organizationId'])
    .where('repositoryId', 'in', repositoryIds)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
  for (const row of rows) {
    const known = links.get(row.repositoryId) ?? { own: [], elsewhere: false };
    const isOwn = row.organizationId === organizationId;
    const own = isOwn ? [...known.own, row.id] : known.own;
    links.set(row.repositoryId, { own, elsewhere: known.elsewhere || !isOwn });
  }
  return links;
}
