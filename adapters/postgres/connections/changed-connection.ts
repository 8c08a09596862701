import type { Actor } from '../../../domain/access/actor.ts';
import type { Connection } from '../../../domain/connections/connection.ts';
import { type ConnectionChanges, compareSettings } from '../../../domain/connections/connection-changes.ts';
import { changedPauses } from '../../../domain/connections/pauses.ts';
import type { ConnectionId } from '../../../domain/shared/ids.ts';
import { recordAudit } from '../access/audit-records.ts';
import type { Database, Sql } from '../database.ts';
import { sweepBranch } from '../publishing/new-attempt.ts';
import { countBranchEvent, findConnection, type LockedConnection, lockConnection } from './connection-rows.ts';
import { setPauses } from './pauses.ts';

/** See `Connections.update`. */
export function updateConnection(
  database: Database,
  brand: string,
  id: ConnectionId,
  changes: ConnectionChanges,
  by: Actor,
): Promise<Connection | null> {
  return database.within(by.organizationId, async (sql) => {
    const connection = await lockConnection(sql, id);
    if (connection?.organizationId !== by.organizationId) return null;
    const { changed, isDeciding } = compareSettings(connection, changes);
    const { pausedByMember, ...settings } = changed;
    const fields = Object.entries(changed);
    if (fields.length === 0) return findConnection(sql, id);
    const now = database.now();
    await sql
      .updateTable('github_connections')
      .set({
        ...Object.fromEntries(Object.entries(settings).map(([name, { to }]) => [name, to])),
        settingsRevision: connection.settingsRevision + Number(isDeciding),
        updatedAt: now,
      })
      .where('id', '=', id)
      .execute();
    // Whoever asked for the head of the branch before asked for that of another branch.
    if (changed.defaultBranch) await countBranchEvent(sql, id);
    if (pausedByMember) await pauseOrResume(sql, connection, pausedByMember.to === true, { brand, now });
    const details = Object.fromEntries(fields.map(([name, change]) => [snakeCase(name), change]));
    await recordAudit(sql, by, { action: 'connection.updated', target: { type: 'connection', id }, details }, now);
    return findConnection(sql, id);
  });
}

/** A connection that goes on publishes what was pushed meanwhile, as after any other pause. */
async function pauseOrResume(
  sql: Sql,
  connection: LockedConnection,
  isPaused: boolean,
  { brand, now }: { brand: string; now: Date },
): Promise<void> {
  const change = { [isPaused ? 'begun' : 'ended']: ['paused_by_member'] as const };
  const goesOn = await setPauses(sql, connection, changedPauses(connection.pausedReasons, change), now);
  if (goesOn) await sweepBranch(sql, connection.id, brand, now);
}

/** Fields are named in the audit log as the API names them. */
function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
