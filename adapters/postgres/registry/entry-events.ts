import type { Visibility } from '../../../domain/registry/version.ts';
import type { EntryId, MemberId, OrganizationId, VersionId } from '../../../domain/shared/ids.ts';
import type { EntryEvent } from '../../../ports/registry/entry-history.ts';
import type { Sql } from '../database.ts';

/** The newest events of one kind that are older than `before`, and in its millisecond those of a lower id; at most `limit`. */
export type PartOfHistory = (
  sql: Sql,
  of: { entryId: EntryId; organizationId: OrganizationId },
  page: { limit: number; before: { time: Date; id: string } },
) => Promise<EntryEvent[]>;

/** What people did to the entry, from the audit log. */
export const changesOfEntry: PartOfHistory = async (sql, { entryId, organizationId }, { limit, before }) => {
  const rows = await sql
    .selectFrom('audit_log as a')
    .innerJoin('members as m', 'm.id', 'a.memberId')
    .select(['a.id', 'a.action', 'a.details', 'a.createdAt', 'm.id as memberId', 'm.name'])
    .where('a.organizationId', '=', organizationId)
    .where('a.targetType', '=', 'entry')
    .where('a.targetId', '=', entryId)
    .where('a.createdAt', '<=', before.time)
    .where((where) => where.or([where('a.createdAt', '<', before.time), where('a.id', '<', before.id as never)]))
    .orderBy('a.createdAt', 'desc')
    .orderBy('a.id', 'desc')
    .limit(limit)
    .execute();
  return rows.flatMap(({ action, details, ...row }): EntryEvent[] => {
    const event = { id: row.id, at: row.createdAt, by: personOf(row) };
    if (action === 'entry.created') return [{ ...event, kind: 'created', visibility: visibilityIn(details) }];
    if (action === 'entry.updated') return [{ ...event, kind: 'updated', changes: changesIn(details) }];
    if (action !== 'entry.rolled_back') return [];
    const { from, to, reason } = details;
    return [{ ...event, kind: 'rolled-back', from: text(from), version: text(to) ?? '', reason: text(reason) }];
  });
};

/** Versions as they came. */
export const newVersions: PartOfHistory = async (sql, { entryId }, { limit, before }) => {
  const rows = await sql
    .selectFrom('registry_versions as v')
    .leftJoin('members as m', 'm.id', 'v.pushedBy')
    .select(['v.id', 'v.version', 'v.originKind', 'v.publishedAt', 'm.id as memberId', 'm.name'])
    .where('v.entryId', '=', entryId)
    .where('v.publishedAt', '<=', before.time)
    .where((where) => where.or([where('v.publishedAt', '<', before.time), where('v.id', '<', before.id as never)]))
    .orderBy('v.publishedAt', 'desc')
    .orderBy('v.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ originKind, version, ...row }) => {
    const kind = originKind === 'client' ? 'pushed' : 'published';
    return { id: row.id, at: row.publishedAt, by: personOf(row), kind, version };
  });
};

/** Yanks, and those that were taken back, from the audit log. */
export const yanks: PartOfHistory = async (sql, { entryId, organizationId }, { limit, before }) => {
  const rows = await sql
    .selectFrom('audit_log as a')
    .innerJoin('members as m', 'm.id', 'a.memberId')
    .select(['a.id', 'a.action', 'a.details', 'a.createdAt', 'm.id as memberId', 'm.name'])
    .where('a.organizationId', '=', organizationId)
    // As in the index of these few records: policies keep the entry's id in the JSON from being one.
    .where('a.action', 'in', ['version.unyanked', 'version.yanked'])
    .where(({ eb, ref }) => eb(ref('a.details', '->>').key('entry_id'), '=', entryId))
    .where('a.createdAt', '<=', before.time)
    .where((where) => where.or([where('a.createdAt', '<', before.time), where('a.id', '<', before.id as never)]))
    .orderBy('a.createdAt', 'desc')
    .orderBy('a.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ action, details, ...row }): EntryEvent => {
    const event = { id: row.id, at: row.createdAt, by: personOf(row), version: text(details.version) ?? '' };
    return action === 'version.yanked'
      ? { ...event, kind: 'yanked', reason: text(details.reason) ?? '' }
      : { ...event, kind: 'unyanked' };
  });
};

/** Moves of the current version that no other event tells of. */
export const movesOfCurrent: PartOfHistory = async (sql, { entryId }, { limit, before }) => {
  const rows = await sql
    .selectFrom('registry_current_moves as c')
    .select(['c.id', 'c.cause', 'c.movedAt', 'c.versionId'])
    .where('c.entryId', '=', entryId)
    .where('c.cause', 'not in', ['pushed', 'rolled-back'])
    .where('c.movedAt', '<=', before.time)
    .where((where) => where.or([where('c.movedAt', '<', before.time), where('c.id', '<', before.id)]))
    .orderBy('c.movedAt', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit)
    .execute();
  // A join would be made before the limit, with the policies of all versions that ever were current.
  const names = await versionNames(
    sql,
    rows.map(({ versionId }) => versionId),
  );
  return rows.flatMap(({ id, movedAt: at, cause, versionId }): EntryEvent[] => {
    if (cause === 'pushed' || cause === 'rolled-back') return [];
    const version = versionId === null ? null : (names.get(versionId) ?? null);
    return [{ id, at, by: null, kind: 'current-moved', version, cause }];
  });
};

async function versionNames(sql: Sql, ids: readonly (VersionId | null)[]): Promise<Map<VersionId, string>> {
  const wanted = ids.filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await sql.selectFrom('registry_versions').select(['id', 'version']).where('id', 'in', wanted).execute();
  return new Map(rows.map(({ id, version }) => [id, version]));
}

function personOf({ memberId, name }: { memberId: MemberId | null; name: string | null }): EntryEvent['by'] {
  return memberId === null || name === null ? null : { memberId, name };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function visibilityIn({ visibility }: Readonly<Record<string, unknown>>): Visibility | null {
  return visibility === 'public' || visibility === 'org' || visibility === 'unlisted' ? visibility : null;
}

function changesIn(details: Readonly<Record<string, unknown>>) {
  const visibility = visibilityIn(details);
  return {
    ...(visibility !== null && { visibility }),
    ...('description' in details && { description: text(details.description) }),
  };
}
