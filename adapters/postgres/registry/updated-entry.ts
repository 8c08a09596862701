import type { Entry } from '../../../domain/registry/version.ts';
import type { EntryId } from '../../../domain/shared/ids.ts';
import type { EntryChanges, RegistryChanges } from '../../../ports/registry/registry-changes.ts';
import { recordAudit } from '../access/audit-records.ts';
import { storable } from '../storable-text.ts';
import { type Change, lockForChange } from './entry-change.ts';
import { selectEntries, withCurrent } from './entry-lists.ts';

/** See `RegistryChanges.updateEntry`. */
export async function updateEntry(
  change: Change,
  entryId: EntryId,
  wanted: { changes: EntryChanges; confirmed: boolean },
): ReturnType<RegistryChanges['updateEntry']> {
  const { sql, by, now } = change;
  if ((await lockForChange(change, entryId)) === null) return { kind: 'not-found' };
  const entry = await selectEntries(sql).where('e.id', '=', entryId).executeTakeFirstOrThrow();
  const changed = differing(entry, wanted.changes);
  const shows = wanted.changes.visibility !== undefined && wanted.changes.visibility !== 'org';
  const asks =
    shows && (entry.hiddenReason !== null || (changed.visibility && (await readsPrivately(change, entryId))));
  if (asks && !wanted.confirmed) return { kind: 'confirmation-needed', entry };
  const unhides = entry.hiddenReason !== null && (shows || changed.visibility === 'org');
  if (unhides || Object.keys(changed).length > 0) {
    await sql
      .updateTable('registry_entries')
      .set({ ...changed, ...(unhides && { hiddenReason: null, hiddenAt: null }) })
      .where('id', '=', entryId)
      .execute();
    const details = { ...changed, ...(shows && wanted.confirmed && { confirm_public: true }) };
    await recordAudit(sql, by, { action: 'entry.updated', target: { type: 'entry', id: entryId }, details }, now);
  }
  const [updated] = await withCurrent(sql, await selectEntries(sql).where('e.id', '=', entryId).execute());
  if (updated === undefined) throw new Error(`Entry ${entryId} does not exist`);
  return { kind: 'updated', ...updated };
}

function differing(entry: Entry, { visibility, description }: EntryChanges): EntryChanges {
  const text = storable(description);
  return {
    ...(visibility !== undefined && visibility !== entry.visibility && { visibility }),
    ...(text !== undefined && text !== entry.description && { description: text }),
  };
}

/** Whether the entry is, or was, fed from a repository that is private, or not known to be public. */
async function readsPrivately({ sql }: Change, entryId: EntryId): Promise<boolean> {
  const connection = await sql
    .selectFrom('github_connections')
    .select('repositoryPrivate')
    .where('entryId', '=', entryId)
    // Who learns just now that it was made private hides what is public by then.
    .forShare()
    .executeTakeFirst();
  if (connection !== undefined) return connection.repositoryPrivate !== false;
  // What a deleted connection knew of its repository went with it.
  const version = await sql
    .selectFrom('registry_versions')
    .select('id')
    .where('entryId', '=', entryId)
    .where('originKind', '!=', 'client')
    .limit(1)
    .executeTakeFirst();
  return version !== undefined;
}
