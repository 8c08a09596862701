import type { Attempt } from '../../../domain/publishing/attempt.ts';
import type { RequestedRun } from '../../../ports/publishing/attempts.ts';
import { countBranchEvent, lockConnection } from '../connections/connection-rows.ts';
import type { Database } from '../database.ts';
import { findAttempt } from './attempt-rows.ts';
import { branchRefOf } from './key-runs.ts';
import { insertRun } from './new-attempt.ts';

/** Makes a run that a person asked for; asking twice with one id makes one. Throws when the connection is gone. */
export function requestRun(database: Database, brand: string, run: RequestedRun): Promise<Attempt> {
  return database.transaction(async (sql) => {
    const connection = await lockConnection(sql, run.connectionId);
    const known = await findAttempt(sql, run.id);
    if (known !== null) return known;
    if (connection === null) throw new Error(`Connection ${run.connectionId} does not exist`);
    const { id, trigger, ref, commit } = run;
    if (ref === connection.defaultBranch || ref === branchRefOf(connection)) {
      await countBranchEvent(sql, connection.id);
    }
    await insertRun(sql, { id, connection, trigger, ref, commit, brand, now: database.now() });
    const made = await findAttempt(sql, id);
    if (made === null) throw new Error(`Attempt ${id} was not stored`);
    return made;
  });
}
