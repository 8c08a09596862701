import type { AuditRecordId, EntryId, OrganizationId, VersionId } from '../../../domain/shared/ids.ts';
import type { EntryEvent, EntryHistory, InstallCounts } from '../../../ports/registry/entry-history.ts';
import type { Database, Sql } from '../database.ts';
import { pageOf, parseCursor } from '../row-cursor.ts';
import { changesOfEntry, movesOfCurrent, newVersions, type PartOfHistory, yanks } from './entry-events.ts';

/** In one millisecond, what stands later here counts as the later. */
const parts: readonly PartOfHistory[] = [changesOfEntry, newVersions, yanks, movesOfCurrent];
const mostVersions = 100;

const noEnd = new Date('9999-12-31T00:00:00.000Z');
const firstId = '00000000-0000-0000-0000-000000000000';
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Events come from rows of several tables. */
type RowId = AuditRecordId | VersionId;

export function entryHistory(database: Database): EntryHistory {
  return {
    events: (entryId, organizationId, page) =>
      database.within(organizationId, (sql) => eventsPage(sql, { entryId, organizationId }, page)),
    countInstalls: (entryId, organizationId) =>
      database.within(organizationId, (sql) => countInstalls(sql, { entryId, organizationId })),
  };
}

type Of = { entryId: EntryId; organizationId: OrganizationId };

/** Each part gives as many events as the page may have; the newest of all of them are the page. */
async function eventsPage(
  sql: Sql,
  of: Of,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ events: EntryEvent[]; nextCursor: string | null }> {
  const [, rankText, rest] = /^(\d)\.(.+)$/.exec(cursor ?? '') ?? [];
  const end = parseCursor<RowId>(rest);
  const found: { createdAt: Date; id: RowId; rank: number; event: EntryEvent }[] = [];
  for (const [rank, partOf] of parts.entries()) {
    const before = end === null ? { time: noEnd, id: lastId } : beforeOf(end, rank - Number(rankText));
    for (const event of await partOf(sql, of, { limit: limit + 1, before })) {
      found.push({ createdAt: event.at, id: event.id as RowId, rank, event });
    }
  }
  found.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.rank - a.rank || (a.id < b.id ? 1 : -1));
  const { page, nextCursor } = pageOf(found, limit);
  const events = page.map(({ event }) => event);
  return { events, nextCursor: nextCursor && `${page.at(-1)?.rank}.${nextCursor}` };
}

/** Of the millisecond in which the page before ended, earlier parts give all that they have, and later ones nothing. */
function beforeOf({ createdAt: time, id }: { createdAt: Date; id: RowId }, rank: number) {
  if (rank === 0) return { time, id };
  return { time, id: rank < 0 ? lastId : firstId };
}

async function countInstalls(sql: Sql, { entryId, organizationId }: Of): Promise<InstallCounts> {
  const installs = sql
    .selectFrom('registry_installs as i')
    .where('i.entryId', '=', entryId)
    .where('i.organizationId', '=', organizationId)
    .select(({ fn }) => [
      fn.countAll<string>().as('installs'),
      fn.count<string>('i.deviceId').distinct().as('devices'),
    ]);
  const whole = await installs
    .select(({ fn }) => fn.max('i.installedAt').as('lastInstalledAt'))
    .executeTakeFirstOrThrow();
  const versions = await installs
    .leftJoin('registry_versions as v', 'v.id', 'i.versionId')
    .select('v.version')
    .groupBy('v.version')
    .orderBy('installs', 'desc')
    .orderBy('v.version')
    .limit(mostVersions)
    .execute();
  const counted = <Row extends { installs: string; devices: string }>({ installs, devices }: Row) => {
    return { installs: Number(installs), devices: Number(devices) };
  };
  const { lastInstalledAt } = whole;
  return {
    ...counted(whole),
    lastInstalledAt: lastInstalledAt === null ? null : new Date(lastInstalledAt),
    versions: versions.map((row) => ({ version: row.version, ...counted(row) })),
  };
}
