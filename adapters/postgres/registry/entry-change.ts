import type { Actor } from '../../../domain/access/actor.ts';
import type { Entry, PublishedVersion } from '../../../domain/registry/version.ts';
import type { EntryId, VersionId } from '../../../domain/shared/ids.ts';
import type { Sql } from '../database.ts';
import { selectEntries } from './entry-lists.ts';
import { type LockedEntry, lockEntryOf } from './entry-rows.ts';
import { selectVersions, toVersion, versionsById } from './version-rows.ts';

/** A transaction of somebody who changes something of his organization's. */
export type Change = { sql: Sql; by: Actor; now: Date };

/** Locks the entry; null when it is not of that organization. */
export function lockForChange({ sql, by }: Change, entryId: EntryId): Promise<LockedEntry | null> {
  return lockEntryOf(sql, entryId, by.organizationId);
}

/** The entry as it stands in this transaction, and one of its versions. */
export async function publishedIn(
  { sql }: Change,
  entryId: EntryId,
  versionId: VersionId,
): Promise<{ entry: Entry; version: PublishedVersion }> {
  const entry = await selectEntries(sql).where('e.id', '=', entryId).executeTakeFirstOrThrow();
  const version = (await versionsById(sql, [versionId])).get(versionId);
  if (version === undefined) throw new Error(`Version ${versionId} does not exist`);
  return { entry, version };
}

export async function versionNamed({ sql }: Change, entryId: EntryId, name: string): Promise<PublishedVersion | null> {
  const row = await selectVersions(sql)
    .where('v.entryId', '=', entryId)
    .where('v.version', '=', name)
    .executeTakeFirst();
  return row === undefined ? null : toVersion(row);
}
