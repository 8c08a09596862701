import type { Installation } from '../../../domain/installations/installation.ts';
import type { InstallationId } from '../../../domain/shared/ids.ts';
import type { Lock, Sql } from '../database.ts';

// The row may not exist yet: what happens to one installation is put in order by a lock on its id.
export function lockInstallation(lock: Lock, id: InstallationId): Promise<void> {
  return lock(`installation/${id}`);
}

export async function findInstallation(sql: Sql, id: InstallationId): Promise<Installation | null> {
  const rows = sql.selectFrom('github_installations').selectAll().where('installationId', '=', id);
  return (await rows.executeTakeFirst()) ?? null;
}

/** How the audit log names an installation. */
export function auditTargetOf({ id }: Installation) {
  return { type: 'installation', id } as const;
}

/** And what it keeps of it. */
export function auditDetailsOf({ installationId, accountLogin }: Installation) {
  return { installation_id: installationId, account_login: accountLogin };
}
