import type { PauseReason } from '../../../domain/connections/connection.ts';
import type { ConnectionId } from '../../../domain/shared/ids.ts';
import type { Sql } from '../database.ts';

/** Weakest first. An event never hides a stronger reason, whose end would then go unseen. */
const byStrength: readonly PauseReason[] = [
  'repository_removed_from_installation',
  'installation_deleted',
  'repository_transferred',
  'repository_deleted',
];

/** Pauses the connections, save those that are paused for a stronger reason. */
export async function pauseConnections(sql: Sql, ids: ConnectionId[], reason: PauseReason, now: Date): Promise<void> {
  if (ids.length === 0) return;
  const weaker = byStrength.slice(0, byStrength.indexOf(reason));
  await sql
    .updateTable('github_connections')
    .set({ pausedReason: reason, updatedAt: now })
    .where('id', 'in', ids)
    .where((where) =>
      where.or([
        where('pausedReason', 'is', null),
        ...(weaker.length === 0 ? [] : [where('pausedReason', 'in', weaker)]),
      ]),
    )
    .execute();
}
