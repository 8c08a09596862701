import type { InstallId } from '../../../domain/shared/ids.ts';
import type { NewInstall, RegistryChanges } from '../../../ports/registry/registry-changes.ts';
import { newId } from '../new-id.ts';
import { storable } from '../storable-text.ts';
import type { Change } from './entry-change.ts';
import { selectEntries } from './entry-lists.ts';

/**
 * See `RegistryChanges.recordInstall`. Installs are no changes of the registry: the row itself says who made it, and the
 * audit log is left for those who change what others get.
 */
export async function recordInstall(change: Change, install: NewInstall): ReturnType<RegistryChanges['recordInstall']> {
  const { sql, by, now } = change;
  const { entryId, contentHash } = install;
  const { organizationId, memberId, keyId } = by;
  const entries = selectEntries(sql).where('e.id', '=', entryId).where('e.organizationId', '=', organizationId);
  if ((await entries.executeTakeFirst()) === undefined) return { kind: 'not-found' };
  const receiptId = storable(install.receiptId);
  const version = contentHash === null ? undefined : await versionOf(change, install, contentHash);
  const id = newId<InstallId>();
  // Waits for another transaction that records the same receipt, and adds nothing once that has ended.
  await sql
    .insertInto('registry_installs')
    .values({
      ...{ id, organizationId, entryId, versionId: version?.id ?? null, contentHash, memberId, keyId, receiptId },
      ...{ deviceId: storable(install.deviceId), installPath: storable(install.installPath), installedAt: now },
    })
    .onConflict((conflict) => conflict.columns(['entryId', 'receiptId']).doNothing())
    .execute();
  if (receiptId === null) return { kind: 'recorded', id };
  const kept = await sql
    .selectFrom('registry_installs')
    .select('id')
    .where('entryId', '=', entryId)
    .where('receiptId', '=', receiptId)
    .executeTakeFirstOrThrow();
  return { kind: 'recorded', id: kept.id };
}

function versionOf({ sql }: Change, { entryId }: NewInstall, contentHash: string) {
  return sql
    .selectFrom('registry_versions')
    .select('id')
    .where('entryId', '=', entryId)
    .where('contentHash', '=', contentHash)
    .orderBy('publishedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}
