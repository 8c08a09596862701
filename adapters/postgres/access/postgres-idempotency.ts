import { randomUUID } from 'node:crypto';
import { callerId } from '../../../domain/access/actor.ts';
import type { BegunRequest, IdempotencyKeys, IdempotencyScope } from '../../../ports/access/idempotency.ts';
import type { Database, Sql } from '../database.ts';
import { storable } from '../storable-text.ts';

const keptMs = 24 * 3_600_000;

export function postgresIdempotency(database: Database): IdempotencyKeys {
  const expiry = () => new Date(database.now().getTime() - keptMs);
  return {
    begin: (by, key, leaseMs) => begin(database, { by, key, leaseMs, expiry: expiry() }),

    keep: (by, key, lease, { fingerprint, answer }) =>
      database.within(by.organizationId, async (sql) => {
        const row = sql.updateTable('idempotency_keys').set({ fingerprint, answer: storable(answer) });
        await row
          .where('callerId', '=', callerId(by))
          .where('idempotencyKey', '=', key)
          .where('lease', '=', lease)
          .execute();
      }),

    release: (by, key, lease) =>
      database.within(by.organizationId, async (sql) => {
        await rowOf(sql, by, key).where('lease', '=', lease).execute();
      }),

    forgetExpired: async () => {
      const { numDeletedRows } = await database
        .sql()
        .deleteFrom('idempotency_keys')
        .where('createdAt', '<=', expiry())
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function rowOf(sql: Sql, by: IdempotencyScope, key: string) {
  return sql.deleteFrom('idempotency_keys').where('callerId', '=', callerId(by)).where('idempotencyKey', '=', key);
}

type Begin = { by: IdempotencyScope; key: string; leaseMs: number; expiry: Date };

const begin = (database: Database, { by, key, leaseMs, expiry }: Begin): Promise<BegunRequest> =>
  database.within(by.organizationId, async (sql) => {
    const now = database.now();
    await rowOf(sql, by, key)
      .where((where) =>
        where.or([
          where('createdAt', '<=', expiry),
          where.and([where('answer', 'is', null), where('leasedUntil', '<=', now)]),
        ]),
      )
      .execute();
    const lease = randomUUID();
    const leasedUntil = new Date(now.getTime() + leaseMs);
    const { organizationId } = by;
    const owner = callerId(by);
    // Of two at once, the later one waits here until the first one's row is there.
    const inserted = await sql
      .insertInto('idempotency_keys')
      .values({ callerId: owner, idempotencyKey: key, organizationId, lease, leasedUntil, createdAt: now })
      .onConflict((conflict) => conflict.columns(['callerId', 'idempotencyKey']).doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows) return { kind: 'begun', lease };
    const earlier = await sql
      .selectFrom('idempotency_keys')
      .select(['fingerprint', 'answer'])
      .where('callerId', '=', owner)
      .where('idempotencyKey', '=', key)
      .executeTakeFirst();
    // It was released just now: the next try takes it.
    if (earlier === undefined) return { kind: 'in-use' };
    const { fingerprint, answer } = earlier;
    return fingerprint === null || answer === null ? { kind: 'in-use' } : { kind: 'answered', fingerprint, answer };
  });
