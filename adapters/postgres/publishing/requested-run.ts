import type { Actor } from '../../../domain/access/actor.ts';
import type { Attempt } from '../../../domain/publishing/attempt.ts';
import type { RequestedRun } from '../../../ports/publishing/attempts.ts';
import { recordAudit } from '../access/audit-records.ts';
import { countBranchEvent, lockConnection } from '../connections/connection-rows.ts';
import type { Database } from '../database.ts';
import { findAttempt } from './attempt-rows.ts';
import { branchRefOf } from './key-runs.ts';
import { insertRun } from './new-attempt.ts';

/** Makes a run that a person asked for; asking twice with one id makes one. Throws when the connection is gone. */
export function requestRun(database: Database, brand: string, run: RequestedRun, by: Actor): Promise<Attempt> {
  return database.within(by.organizationId, async (sql) => {
    const connection = await lockConnection(sql, run.connectionId);
    const isOwn = connection?.organizationId === by.organizationId;
    const known = await findAttempt(sql, run.id);
    if (known !== null) return known;
    if (connection === null || !isOwn) throw new Error(`Connection ${run.connectionId} does not exist`);
    const { id, trigger, ref, commit } = run;
    if (ref === connection.defaultBranch || ref === branchRefOf(connection)) {
      await countBranchEvent(sql, connection.id);
    }
    const now = database.now();
    await insertRun(sql, { id, connection, trigger, ref, commit, brand, now });
    const details = { connection_id: connection.id, trigger, ref, commit };
    await recordAudit(sql, by, { action: 'attempt.requested', target: { type: 'attempt', id }, details }, now);
    const made = await findAttempt(sql, id);
    if (made === null) throw new Error(`Attempt ${id} was not stored`);
    return made;
  });
}
