import type { PauseReason } from '../../../domain/connections/connection.ts';
import { changedPauses } from '../../../domain/connections/pauses.ts';
import type { ConnectionId } from '../../../domain/shared/ids.ts';
import type { Sql } from '../database.ts';
import { type LockedConnection, lockConnections } from './connection-rows.ts';

/** Adds a reason to what pauses the connections; the reasons that hold already stay. */
export async function pauseConnections(sql: Sql, ids: ConnectionId[], reason: PauseReason, now: Date): Promise<void> {
  if (ids.length === 0) return;
  for (const connection of await lockConnections(sql, ids)) {
    await setPauses(sql, connection, changedPauses(connection.pausedReasons, { begun: [reason] }), now);
  }
}

/** Ends these reasons; gives the connections that nothing pauses any more, though something did. */
export async function endPauses(
  sql: Sql,
  ids: ConnectionId[],
  reasons: readonly PauseReason[],
  now: Date,
): Promise<ConnectionId[]> {
  if (ids.length === 0) return [];
  const resumed: ConnectionId[] = [];
  for (const connection of await lockConnections(sql, ids)) {
    const left = changedPauses(connection.pausedReasons, { ended: reasons });
    if (await setPauses(sql, connection, left, now)) resumed.push(connection.id);
  }
  return resumed;
}

/** Sets the reasons of a locked connection. Whether it was paused before, and is not any more. */
export async function setPauses(
  sql: Sql,
  { id, pausedReasons: before }: LockedConnection,
  pausedReasons: PauseReason[],
  now: Date,
): Promise<boolean> {
  if (before.length === pausedReasons.length && before.every((reason) => pausedReasons.includes(reason))) return false;
  await sql
    .updateTable('github_connections')
    .set({ pausedReason: pausedReasons[0] ?? null, pausedReasons, updatedAt: now })
    .where('id', '=', id)
    .execute();
  return before.length > 0 && pausedReasons.length === 0;
}
