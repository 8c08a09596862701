import type { Actor } from '../../../domain/access/actor.ts';
import type { VersionOrigin, VersionSource } from '../../../domain/registry/version.ts';
import type { EntryId, VersionId } from '../../../domain/shared/ids.ts';
import type { Sql } from '../database.ts';
import { newId } from '../new-id.ts';
import { newestPublication } from './entry-rows.ts';

export type NewVersion = {
  entryId: EntryId;
  version: string;
  origin: VersionOrigin;
  /** `owner/name`. */
  sourceRepo: string | null;
  contentHash: string;
  changeSummary?: string | null;
  /** Who pushes it by a client. */
  by?: Actor;
  now: Date;
};

/** Adds a version. The entry is locked, and the archive's row is there. An entry without a description takes SKILL.md's. */
export async function insertVersion(
  sql: Sql,
  { entryId, version, origin, sourceRepo, contentHash, changeSummary = null, by, now }: NewVersion,
): Promise<{ id: VersionId; publishedAt: Date }> {
  const id = newId<VersionId>();
  const publishedAt = await laterThanAll(sql, entryId, now);
  const source: VersionSource = origin.kind === 'client' ? 'cli' : 'github';
  await sql
    .insertInto('registry_versions')
    .values({
      ...{ id, entryId, version, source, sourceRepo, contentHash, changeSummary, publishedAt },
      ...{ pushedBy: by?.memberId ?? null, pushedWith: by?.keyId ?? null, originKind: origin.kind },
      connectionId: origin.kind === 'client' ? null : origin.connectionId,
      sourceRef: origin.kind === 'client' ? null : origin.commit,
      sourceTag: origin.kind === 'tag' ? origin.tag : null,
    })
    .execute();
  await describeEntry(sql, entryId, contentHash);
  return { id, publishedAt };
}

async function describeEntry(sql: Sql, entryId: EntryId, contentHash: string): Promise<void> {
  const entry = await sql
    .selectFrom('registry_entries')
    .select('description')
    .where('id', '=', entryId)
    .executeTakeFirstOrThrow();
  if (entry.description !== null) return;
  const { skillManifest } = await sql
    .selectFrom('registry_archives')
    .select('skillManifest')
    .where('contentHash', '=', contentHash)
    .executeTakeFirstOrThrow();
  const description = skillManifest.description ?? null;
  await sql.updateTable('registry_entries').set({ description }).where('id', '=', entryId).execute();
}

// An entry's versions have rising times, so that "newest" is never a tie, whatever the clocks of several servers say; and
// what is published after somebody chose the current version is later than that choice.
async function laterThanAll(sql: Sql, entryId: EntryId, now: Date): Promise<Date> {
  const newest = await newestPublication(sql, entryId);
  const { currentChosenAt } = await sql
    .selectFrom('registry_entries')
    .select('currentChosenAt')
    .where('id', '=', entryId)
    .executeTakeFirstOrThrow();
  const last = Math.max(newest?.getTime() ?? 0, currentChosenAt?.getTime() ?? 0);
  return new Date(Math.max(now.getTime(), last + 1));
}
