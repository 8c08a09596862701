import type { Connection } from '../../../domain/connections/connection.ts';
import type { ConnectionId } from '../../../domain/shared/ids.ts';
import type { Sql } from '../database.ts';

/** Connections with their entry's name; `where` and `order` are the caller's. */
export function selectConnections(sql: Sql) {
  return sql
    .selectFrom('github_connections as c')
    .innerJoin('registry_entries as e', 'e.id', 'c.entryId')
    .select(['c.id', 'c.organizationId', 'c.entryId', 'e.name as entryName', 'c.installationId', 'c.repositoryId'])
    .select(['c.repositoryOwnerId', 'c.repositoryOwner', 'c.repositoryName', 'c.defaultBranch', 'c.skillPath'])
    .select(['c.repositoryPrivate', 'c.repositoryArchived', 'c.pausedReason', 'c.pausedReasons'])
    .select(['c.autoPublish', 'c.writeBackEnabled', 'c.prPreviewEnabled', 'c.tagPattern', 'c.settingsRevision'])
    .select(['c.createdBy', 'c.createdAt', 'c.updatedAt']);
}

export async function findConnection(sql: Sql, id: ConnectionId): Promise<Connection | null> {
  return (await selectConnections(sql).where('c.id', '=', id).executeTakeFirst()) ?? null;
}

/**
 * Locks the connections that still exist, in the order of their ids: what is decided for one connection is decided
 * one after the other. Whoever locks an entry too locks it first.
 */
export function lockConnections(sql: Sql, ids: ConnectionId[]) {
  return sql
    .selectFrom('github_connections')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

export type LockedConnection = Awaited<ReturnType<typeof lockConnections>>[number];

export async function lockConnection(sql: Sql, id: ConnectionId): Promise<LockedConnection | null> {
  return (await lockConnections(sql, [id]))[0] ?? null;
}

/** Counts an event of the connection's default branch: whoever asked for the branch's head before asks again. */
export async function countBranchEvent(sql: Sql, id: ConnectionId): Promise<void> {
  await sql
    .updateTable('github_connections')
    .set((column) => ({ branchRevision: column('branchRevision', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
