import type { VersionOrigin } from '../../../domain/registry/version.ts';
import type { ConnectionId, EntryId, VersionId } from '../../../domain/shared/ids.ts';
import type { Sql } from '../database.ts';
import { newId } from '../new-id.ts';

export type NewVersion = {
  entryId: EntryId;
  version: string;
  origin: Extract<VersionOrigin, { connectionId: ConnectionId }>;
  /** `owner/name`. */
  sourceRepo: string;
  contentHash: string;
  now: Date;
};

/** Adds a version from a repository. The entry is locked, and the archive's row is there. */
export async function insertVersion(
  sql: Sql,
  { entryId, version, origin, sourceRepo, contentHash, now }: NewVersion,
): Promise<{ id: VersionId; publishedAt: Date }> {
  const id = newId<VersionId>();
  const publishedAt = await laterThanAll(sql, entryId, now);
  await sql
    .insertInto('registry_versions')
    .values({
      ...{ id, entryId, version, source: 'github', sourceRepo, contentHash, publishedAt },
      ...{ originKind: origin.kind, connectionId: origin.connectionId, sourceRef: origin.commit },
      sourceTag: origin.kind === 'tag' ? origin.tag : null,
    })
    .execute();
  return { id, publishedAt };
}

// An entry's versions have rising times, so that "newest" is never a tie, whatever the clocks of several servers say.
async function laterThanAll(sql: Sql, entryId: EntryId, now: Date): Promise<Date> {
  const newest = await sql
    .selectFrom('registry_versions')
    .select('publishedAt')
    .where('entryId', '=', entryId)
    .orderBy('publishedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest === undefined || newest.publishedAt < now ? now : new Date(newest.publishedAt.getTime() + 1);
}
