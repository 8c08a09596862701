import type { EntryId } from '../../../domain/shared/ids.ts';
import type { Sql } from '../database.ts';

/** Hides what the public can see of the entry (`domain/registry/listing.ts`), since its source was made private. */
export async function hideEntry(sql: Sql, id: EntryId, now: Date): Promise<void> {
  await sql
    .updateTable('registry_entries')
    .set({ hiddenReason: 'source_made_private', hiddenAt: now })
    .where('id', '=', id)
    .where('visibility', '!=', 'org')
    .where('hiddenReason', 'is', null)
    .execute();
}

/** The source is public again. */
export async function showEntry(sql: Sql, id: EntryId): Promise<void> {
  await sql
    .updateTable('registry_entries')
    .set({ hiddenReason: null, hiddenAt: null })
    .where('id', '=', id)
    .where('hiddenReason', '=', 'source_made_private')
    .execute();
}
