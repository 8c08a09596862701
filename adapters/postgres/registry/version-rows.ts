import type { PublishedVersion, VersionOrigin } from '../../../domain/registry/version.ts';
import type { VersionId } from '../../../domain/shared/ids.ts';
import type { Sql } from '../database.ts';

/** Published versions with what is known of their bytes; `where` and `order` are the caller's. */
export function selectVersions(sql: Sql) {
  return sql
    .selectFrom('registry_versions as v')
    .innerJoin('registry_archives as a', 'a.contentHash', 'v.contentHash')
    .selectAll('v')
    .select(['a.tarHash', 'a.manifestHash', 'a.sizeBytes']);
}

type VersionRow = Awaited<ReturnType<ReturnType<typeof selectVersions>['execute']>>[number];

export function toVersion(row: VersionRow): PublishedVersion {
  const { id, entryId, version, source, sourceRepo, contentHash, tarHash, manifestHash, sizeBytes } = row;
  const { changeSummary, rolledBack, yankedAt, yankReason, publishedAt } = row;
  const yanked = yankedAt === null || yankReason === null ? null : { reason: yankReason, at: yankedAt };
  return {
    ...{ id, entryId, version, origin: toOrigin(row), source, sourceRepo, contentHash, tarHash, manifestHash },
    ...{ sizeBytes, changeSummary, rolledBack, yanked, publishedAt },
  };
}

/** Versions by their ids. */
export async function versionsById(sql: Sql, ids: VersionId[]): Promise<Map<VersionId, PublishedVersion>> {
  if (ids.length === 0) return new Map();
  const rows = await selectVersions(sql).where('v.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, toVersion(row)]));
}

export function toOrigin(
  row: Pick<VersionRow, 'id' | 'originKind' | 'connectionId' | 'sourceRef' | 'sourceTag'>,
): VersionOrigin {
  const { originKind: kind, connectionId, sourceRef: commit, sourceTag: tag } = row;
  if (kind === 'client') return { kind };
  if (connectionId === null || commit === null) throw new Error(`Version ${row.id} lacks its connection or commit`);
  if (kind !== 'tag') return { kind, connectionId, commit };
  if (tag === null) throw new Error(`Version ${row.id} lacks its tag`);
  return { kind, connectionId, commit, tag };
}
