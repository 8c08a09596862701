import type { OrganizationId } from '../../../domain/shared/ids.ts';
import type { AttemptChange, AttemptChanges } from '../../../ports/publishing/attempt-changes.ts';
import type { Database, Sql } from '../database.ts';
import { selectAttempts, toAttempt } from './attempt-rows.ts';

/**
 * Changes by the transaction that made them. Numbers of a sequence become visible in another order than they were
 * drawn in; but what a transaction older than all running ones did is visible, and nothing is added to it any more.
 * Source: https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT
 */
export function postgresAttemptChanges(database: Database): AttemptChanges {
  return {
    position: async () => formatPosition({ xid: (await snapshot(database.sql())).xmin, seq: 0 }),
    changesSince: (position, organizationId, limit) => changesSince(database, position, organizationId, limit),
    current: (id, organizationId) =>
      database.within(organizationId, async (sql) => {
        const row = await selectAttempts(sql)
          .select('a.changedSeq')
          .where('a.id', '=', id)
          .where('a.organizationId', '=', organizationId)
          .executeTakeFirst();
        if (row === undefined) return null;
        const { changedSeq: revision, ...attempt } = row;
        return { attempt: toAttempt(attempt), revision };
      }),
  };
}

const changesSince = (
  database: Database,
  position: string,
  organizationId: OrganizationId,
  limit: number,
): ReturnType<AttemptChanges['changesSince']> =>
  database.within(organizationId, async (sql) => {
    const from = parsePosition(position);
    // Asked before the rows: what is older than `xmin` is among them.
    const { xmin, xmax } = await snapshot(sql);
    if (from === null || from.xid > xmax) return { kind: 'lost' };
    const rows = await selectAttempts(sql)
      .select(['a.changedXid', 'a.changedSeq', 'a.joinedTo'])
      .where('a.organizationId', '=', organizationId)
      .where('a.changedXid', '>=', from.xid)
      // Rows of a database that was restored may bear numbers that are yet to come here.
      .where('a.changedXid', '<', xmax)
      .where((where) => where.or([where('a.changedXid', '>', from.xid), where('a.changedSeq', '>', from.seq)]))
      .orderBy('a.changedXid')
      .orderBy('a.changedSeq')
      .limit(limit + 1)
      .execute();
    if (rows.length > limit) return { kind: 'lost' };
    const changes = rows.map(({ changedXid: xid, changedSeq: seq, joinedTo, ...attempt }): AttemptChange => {
      const at = formatPosition(xid < xmin ? { xid, seq } : { xid: xmin, seq: 0 });
      return { attempt: toAttempt(attempt), revision: seq, joinedTo, position: at };
    });
    const next = xmin > from.xid ? { xid: xmin, seq: 0 } : from;
    return { kind: 'changes', changes, next: formatPosition(next) };
  });

/** Of now: every transaction below `xmin` has ended, and none at `xmax` or above is visible. */
async function snapshot(sql: Sql): Promise<{ xmin: number; xmax: number }> {
  const row = await sql
    .selectNoFrom(({ fn }) => {
      // xid8 becomes a number by its text only.
      const bound = (name: string) => fn<string>('text', [fn(name, [fn('pg_current_snapshot', [])])]);
      return [bound('pg_snapshot_xmin').as('xmin'), bound('pg_snapshot_xmax').as('xmax')];
    })
    .executeTakeFirstOrThrow();
  return { xmin: Number(row.xmin), xmax: Number(row.xmax) };
}

type Position = { xid: number; seq: number };

function formatPosition({ xid, seq }: Position): string {
  return `${xid}-${seq}`;
}

function parsePosition(text: string): Position | null {
  const match = /^(\d{1,16})-(\d{1,16})$/.exec(text);
  const [xid, seq] = [Number(match?.[1]), Number(match?.[2])];
  return Number.isSafeInteger(xid) && Number.isSafeInteger(seq) ? { xid, seq } : null;
}
