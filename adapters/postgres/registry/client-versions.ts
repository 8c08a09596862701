import { timeOfChoice } from '../../../domain/registry/rollback.ts';
import type { Entry, PublishedVersion } from '../../../domain/registry/version.ts';
import type { EntryId } from '../../../domain/shared/ids.ts';
import type { ClientVersion, RegistryChanges } from '../../../ports/registry/registry-changes.ts';
import { recordAudit } from '../access/audit-records.ts';
import { storable } from '../storable-text.ts';
import { type Change, lockForChange, publishedIn, versionNamed } from './entry-change.ts';
import { moveCurrent, versionFacts } from './entry-rows.ts';
import { insertVersion } from './new-version.ts';

/** See `RegistryChanges.pushVersion`. */
export async function pushVersion(
  change: Change,
  entryId: EntryId,
  pushed: ClientVersion,
): ReturnType<RegistryChanges['pushVersion']> {
  const entry = await lockForChange(change, entryId);
  if (entry === null) return { kind: 'not-found' };
  const existing = await versionNamed(change, entryId, pushed.version);
  if (existing === null) return { kind: 'pushed', ...(await firstVersion(change, entryId, pushed)) };
  if (existing.contentHash !== pushed.contentHash) return { kind: 'version-taken', existing };
  return { kind: 'repeated', ...(await publishedIn(change, entryId, existing.id)) };
}

/** Adds a version whose name is free in the locked (or new) entry, and makes it current by the client's choice. */
export async function firstVersion(
  change: Change,
  entryId: EntryId,
  { version, contentHash, changeSummary, sourceRepo }: ClientVersion,
): Promise<{ entry: Entry; version: PublishedVersion }> {
  const { sql, by, now } = change;
  const added = await insertVersion(sql, {
    ...{ entryId, version, contentHash, sourceRepo, by, now },
    ...{ origin: { kind: 'client' }, changeSummary: storable(changeSummary) },
  });
  const state = { versions: await versionFacts(sql, entryId), currentId: null, currentChosenAt: null };
  await moveCurrent(sql, entryId, { to: added.id, chosenAt: timeOfChoice(state, now) }, 'pushed', now);
  const target = { type: 'version', id: added.id } as const;
  const details = { entry_id: entryId, version, content_hash: contentHash };
  await recordAudit(sql, by, { action: 'version.pushed', target, details }, now);
  return publishedIn(change, entryId, added.id);
}
