import type { Actor } from '../../../domain/access/actor.ts';
import { repositoryFullName } from '../../../domain/connections/connection.ts';
import { skipped } from '../../../domain/publishing/outcomes.ts';
import type { InstallationId, OrganizationId } from '../../../domain/shared/ids.ts';
import { recordAudit } from '../access/audit-records.ts';
import { lockConnections } from '../connections/connection-rows.ts';
import { pauseConnections } from '../connections/pauses.ts';
import type { Database, Sql } from '../database.ts';
import { skipPending } from '../publishing/finished-attempts.ts';
import { auditDetailsOf, auditTargetOf, findInstallation, lockInstallation } from './installation-rows.ts';

/** See `Installations.unbind`. */
export function unbindInstallation(
  database: Database,
  installationId: InstallationId,
  by: Actor,
): Promise<{ pausedConnections: number } | null> {
  // As the service: afterwards the row is no organization's any more.
  return database.transaction(async (sql, lock) => {
    await lockInstallation(lock, installationId);
    const installation = await findInstallation(sql, installationId);
    if (installation === null || installation.organizationId !== by.organizationId) return null;
    const now = database.now();
    await sql
      .updateTable('github_installations')
      .set({ organizationId: null, updatedAt: now })
      .where('id', '=', installation.id)
      .execute();
    const pausedConnections = await pauseUnbound(sql, installationId, by.organizationId, now);
    const details = { ...auditDetailsOf(installation), connections_paused: pausedConnections };
    await recordAudit(sql, by, { action: 'installation.unbound', target: auditTargetOf(installation), details }, now);
    return { pausedConnections };
  });
}

async function pauseUnbound(
  sql: Sql,
  installationId: InstallationId,
  organizationId: OrganizationId,
  now: Date,
): Promise<number> {
  const rows = await sql
    .selectFrom('github_connections')
    .select('id')
    .where('installationId', '=', installationId)
    .where('organizationId', '=', organizationId)
    .execute();
  if (rows.length === 0) return 0;
  const connections = await lockConnections(
    sql,
    rows.map((row) => row.id),
  );
  const ids = connections.map((connection) => connection.id);
  await pauseConnections(sql, ids, 'installation_unbound', now);
  for (const connection of connections) {
    const pausedReason = connection.pausedReason ?? 'installation_unbound';
    const outcome = skipped('connection_paused', { repository: repositoryFullName(connection), pausedReason });
    await skipPending(sql, connection, outcome, now);
  }
  return ids.length;
}
