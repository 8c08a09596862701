import type { SkillManifest } from '../../../domain/publishing/skill-manifest.ts';
import type { PackedArchive } from '../../../domain/registry/version.ts';
import type { AttemptId } from '../../../domain/shared/ids.ts';
import type { Publications } from '../../../ports/publishing/publications.ts';
import type { Database } from '../database.ts';
import { storable } from '../storable-text.ts';
import { recordPublication } from './recorded-publication.ts';

/** `brand` is part of the status contexts of new attempts. */
export function postgresPublications(database: Database, brand: string): Publications {
  return {
    recordArchive: (archive, manifest, packedFor) => recordArchive(database, archive, manifest, packedFor),
    archive: async (contentHash) => {
      const row = await database
        .sql()
        .selectFrom('registry_archives')
        .select(['contentHash', 'tarHash', 'manifestHash', 'sizeBytes', 'unpackedBytes', 'compressor', 'fileManifest'])
        .where('contentHash', '=', contentHash)
        .executeTakeFirst();
      if (row === undefined) return null;
      const { fileManifest: files, ...archive } = row;
      return { ...archive, files };
    },
    forgetUnpublished: async (packedBefore) => {
      const forgotten = await database
        .sql()
        .deleteFrom('registry_archives')
        .where('packedAt', '<', packedBefore)
        .where('contentHash', 'not in', (sql) => sql.selectFrom('registry_versions').select('contentHash'))
        .where(({ not, exists, selectFrom }) => {
          const waiting = selectFrom('github_publish_attempts as a').select('a.id').where('a.status', '=', 'pending');
          return not(exists(waiting.whereRef('a.contentHash', '=', 'registry_archives.contentHash')));
        })
        .executeTakeFirst();
      return Number(forgotten.numDeletedRows);
    },
    branchRevision: (attemptId) => branchRevision(database, attemptId),
    record: (publication) => recordPublication(database, brand, publication),
  };
}

const recordArchive = (
  database: Database,
  { files, ...archive }: PackedArchive,
  skillManifest: SkillManifest,
  packedFor: AttemptId | undefined,
): Promise<void> =>
  database.transaction(async (sql) => {
    const packedAt = database.now();
    await sql
      .insertInto('registry_archives')
      .values({ ...archive, fileManifest: files, skillManifest: storable(skillManifest), packedAt })
      .onConflict((conflict) => conflict.column('contentHash').doUpdateSet({ packedAt }))
      .execute();
    if (packedFor === undefined) return;
    const { contentHash } = archive;
    await sql.updateTable('github_publish_attempts').set({ contentHash }).where('id', '=', packedFor).execute();
  });

/** 0 when the connection is gone: its attempts have ended then, and `record` gives their outcome. */
async function branchRevision(database: Database, attemptId: AttemptId): Promise<number> {
  const row = await database
    .sql()
    .selectFrom('github_publish_attempts as a')
    .innerJoin('github_connections as c', 'c.id', 'a.connectionId')
    .select('c.branchRevision')
    .where('a.id', '=', attemptId)
    .executeTakeFirst();
  return row?.branchRevision ?? 0;
}
