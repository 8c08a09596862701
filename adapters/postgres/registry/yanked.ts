import { planUnyank, planYank } from '../../../domain/registry/yank.ts';
import type { EntryId } from '../../../domain/shared/ids.ts';
import type { RegistryChanges } from '../../../ports/registry/registry-changes.ts';
import { recordAudit } from '../access/audit-records.ts';
import { storable } from '../storable-text.ts';
import { type Change, lockForChange, publishedIn, versionNamed } from './entry-change.ts';
import { currentMoves, entryState, moveCurrent } from './entry-rows.ts';

/** See `RegistryChanges.yank`. */
export async function yank(
  change: Change,
  entryId: EntryId,
  wanted: { version: string; reason: string },
): ReturnType<RegistryChanges['yank']> {
  const { sql, by, now } = change;
  const entry = await lockForChange(change, entryId);
  if (entry === null) return { kind: 'not-found' };
  const version = await versionNamed(change, entryId, wanted.version);
  if (version === null) return { kind: 'version-not-found' };
  if (version.yanked === null) {
    const moved = planYank(await entryState(sql, entry), await currentMoves(sql, entryId), version.id);
    const reason = storable(wanted.reason);
    await sql
      .updateTable('registry_versions')
      .set({ yankedAt: now, yankReason: reason })
      .where('id', '=', version.id)
      .execute();
    if (moved !== null) await moveCurrent(sql, entryId, moved, 'yanked', now);
    const target = { type: 'version', id: version.id } as const;
    const details = { entry_id: entryId, version: version.version, reason };
    await recordAudit(sql, by, { action: 'version.yanked', target, details }, now);
  }
  return { kind: 'yanked', ...(await publishedIn(change, entryId, version.id)) };
}

/** See `RegistryChanges.unyank`. */
export async function unyank(change: Change, entryId: EntryId, name: string): ReturnType<RegistryChanges['unyank']> {
  const { sql, by, now } = change;
  const entry = await lockForChange(change, entryId);
  if (entry === null) return { kind: 'not-found' };
  const version = await versionNamed(change, entryId, name);
  if (version === null) return { kind: 'version-not-found' };
  if (version.yanked !== null) {
    const moved = planUnyank(await entryState(sql, entry), await currentMoves(sql, entryId), version.id);
    await sql
      .updateTable('registry_versions')
      .set({ yankedAt: null, yankReason: null })
      .where('id', '=', version.id)
      .execute();
    if (moved !== null) await moveCurrent(sql, entryId, moved, 'unyanked', now);
    const target = { type: 'version', id: version.id } as const;
    const details = { entry_id: entryId, version: version.version };
    await recordAudit(sql, by, { action: 'version.unyanked', target, details }, now);
  }
  return { kind: 'unyanked', ...(await publishedIn(change, entryId, version.id)) };
}
