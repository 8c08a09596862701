import type { SetupStates } from '../../../ports/installations/setup-states.ts';
import { recordAudit } from '../access/audit-records.ts';
import type { Database } from '../database.ts';

/** How long a state that is over can still be told from one that never was. */
const keptAfterwardsMs = 24 * 3_600_000;

export function postgresSetupStates(database: Database): SetupStates {
  return {
    start: ({ id, stateHash, createdAt, expiresAt }, mostOpen, by) =>
      database.within(by.organizationId, async (sql, lock) => {
        const { organizationId, memberId } = by;
        const now = database.now();
        await lock(`setup-states/${organizationId}`);
        const row = { id, organizationId, memberId, stateHash, createdAt, expiresAt };
        await sql.insertInto('github_setup_states').values(row).execute();
        const over = new Date(now.getTime() - keptAfterwardsMs);
        const own = sql.deleteFrom('github_setup_states').where('organizationId', '=', organizationId);
        await own.where('expiresAt', '<', over).execute();
        const open = sql
          .selectFrom('github_setup_states')
          .select('id')
          .where('organizationId', '=', organizationId)
          .where('usedAt', 'is', null)
          .where('expiresAt', '>', now)
          .orderBy('createdAt', 'desc')
          .orderBy('id', 'desc');
        const surplus = (await open.offset(mostOpen).execute()).map((state) => state.id);
        if (surplus.length > 0) await own.where('id', 'in', surplus).execute();
        const details = { expires_at: expiresAt.toISOString() };
        const target = { type: 'installation_setup', id } as const;
        await recordAudit(sql, by, { action: 'installation_setup.started', target, details }, now);
      }),

    find: (stateHash, organizationId) =>
      database.within(organizationId, async (sql) => {
        const states = sql
          .selectFrom('github_setup_states')
          .select(['organizationId', 'memberId', 'createdAt', 'expiresAt', 'usedAt'])
          .where('stateHash', '=', stateHash)
          .where('organizationId', '=', organizationId);
        return (await states.executeTakeFirst()) ?? null;
      }),

    use: (stateHash, { organizationId }) =>
      database.within(organizationId, async (sql) => {
        const now = database.now();
        const used = await sql
          .updateTable('github_setup_states')
          .set({ usedAt: now })
          .where('stateHash', '=', stateHash)
          .where('organizationId', '=', organizationId)
          .where('usedAt', 'is', null)
          .where('expiresAt', '>', now)
          .executeTakeFirst();
        return used.numUpdatedRows === 1n;
      }),
  };
}
