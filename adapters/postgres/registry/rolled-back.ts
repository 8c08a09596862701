import { planRollback, timeOfChoice } from '../../../domain/registry/rollback.ts';
import type { EntryId, OrganizationId } from '../../../domain/shared/ids.ts';
import type { RegistryChanges } from '../../../ports/registry/registry-changes.ts';
import { recordAudit } from '../access/audit-records.ts';
import type { Sql } from '../database.ts';
import { storable } from '../storable-text.ts';
import { type Change, lockForChange, publishedIn } from './entry-change.ts';
import { currentMoves, entryState, moveCurrent, readEntryOf } from './entry-rows.ts';

/** See `RegistryChanges.rollBack`. */
export async function rollBack(
  change: Change,
  entryId: EntryId,
  wanted: { targetVersion: string | null; reason: string | null },
): ReturnType<RegistryChanges['rollBack']> {
  const { sql, by, now } = change;
  const entry = await lockForChange(change, entryId);
  if (entry === null) return { kind: 'not-found' };
  const state = await entryState(sql, entry);
  const plan = planRollback(state, await currentMoves(sql, entryId), wanted.targetVersion);
  if (plan.kind !== 'roll-back') return plan;
  const reason = storable(wanted.reason);
  if (plan.left !== null) {
    await sql
      .updateTable('registry_versions')
      .set({ rolledBack: true, rolledBackAt: now, rollbackReason: reason })
      .where('id', '=', plan.left.id)
      .execute();
  }
  await sql
    .updateTable('registry_versions')
    .set({ rolledBack: false, rolledBackAt: null, rollbackReason: null })
    .where('id', '=', plan.to.id)
    .execute();
  const chosenAt = timeOfChoice(state, now);
  await moveCurrent(sql, entryId, { to: plan.to.id, chosenAt }, 'rolled-back', now);
  const target = { type: 'entry', id: entryId } as const;
  const details = { from: plan.left?.version ?? null, to: plan.to.version, reason };
  await recordAudit(sql, by, { action: 'entry.rolled_back', target, details }, now);
  const left = plan.left && (await publishedIn(change, entryId, plan.left.id)).version;
  return { kind: 'rolled-back', left, ...(await publishedIn(change, entryId, plan.to.id)) };
}

/** See `Registry.rollbackTarget`. */
export async function rollbackTarget(
  sql: Sql,
  entryId: EntryId,
  organizationId: OrganizationId,
): Promise<string | null> {
  const entry = await readEntryOf(sql, entryId, organizationId);
  if (entry === null) return null;
  const plan = planRollback(await entryState(sql, entry), await currentMoves(sql, entryId), null);
  return plan.kind === 'roll-back' ? plan.to.version : null;
}
