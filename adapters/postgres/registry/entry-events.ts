import type { Visibility } from '../../../domain/registry/version.ts';
import type { EntryId, MemberId, OrganizationId } from '../../../domain/shared/ids.ts';
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
    .selectFrom('registry_versions as v')
    .innerJoin('audit_log as a', (join) =>
      join.on(({ eb, cast }) => eb('a.targetId', '=', cast<string>('v.id', 'text'))),
    )
    .innerJoin('members as m', 'm.id', 'a.memberId')
    .select(['a.id', 'a.action', 'a.details', 'a.createdAt', 'm.id as memberId', 'm.name', 'v.version'])
    .where('v.entryId', '=', entryId)
    .where('a.organizationId', '=', organizationId)
    .where('a.targetType', '=', 'version')
    .where('a.action', 'in', ['version.yanked', 'version.unyanked'])
    .where('a.createdAt', '<=', before.time)
    .where((where) => where.or([where('a.createdAt', '<', before.time), where('a.id', '<', before.id as never)]))
    .orderBy('a.createdAt', 'desc')
    .orderBy('a.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ action, details, version, ...row }): EntryEvent => {
    const event = { id: row.id, at: row.createdAt, by: personOf(row), version };
    return action === 'version.yanked'
      ? { ...event, kind: 'yanked', reason: text(details.reason) ?? '' }
      : { ...event, kind: 'unyanked' };
  });
};

/** Moves of the current version that no other event tells of. */
export const movesOfCurrent: PartOfHistory = async (sql, { entryId }, { limit, before }) => {
  const rows = await sql
    .selectFrom('registry_current_moves as c')
    .leftJoin('registry_versions as v', 'v.id', 'c.versionId')
    .select(['c.id', 'c.cause', 'c.movedAt', 'v.version'])
    .where('c.entryId', '=', entryId)
    .where('c.cause', 'not in', ['pushed', 'rolled-back'])
    .where('c.movedAt', '<=', before.time)
    .where((where) => where.or([where('c.movedAt', '<', before.time), where('c.id', '<', before.id)]))
    .orderBy('c.movedAt', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit)
    .execute();
  return rows.flatMap(({ id, movedAt: at, cause, version }): EntryEvent[] =>
    cause === 'pushed' || cause === 'rolled-back' ? [] : [{ id, at, by: null, kind: 'current-moved', version, cause }],
  );
};

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
