import type { DeliveryId } from '../../../domain/shared/ids.ts';
import type { Deliveries, DeliveryOrigin, ReceivedDelivery } from '../../../ports/deliveries/deliveries.ts';
import type { Database } from '../database.ts';
import { newId } from '../new-id.ts';
import { storable } from '../storable-text.ts';
import { recordDecisions } from './recorded-decisions.ts';

/** `brand` is part of the status contexts of new attempts. */
export function postgresDeliveries(database: Database, brand: string): Deliveries {
  return {
    receive: (delivery) => receive(database, delivery),
    claim: (leaseMs) => claim(database, leaseMs),
    recordDecisions: (id, decisions) => recordDecisions(database, brand, id, decisions),

    recordFailure: async (id, error, retryAt, more) => {
      const pending = database.sql().updateTable('webhook_deliveries').where('status', '=', 'pending');
      const status = retryAt === null ? 'failed' : 'pending';
      await pending
        .set({ status, error: storable(error), failedAt: database.now(), retryAt, leasedUntil: null })
        // It may have been reopened meanwhile, with its tries counted anew.
        .$if(more?.spendsNoTry === true, (waiting) =>
          waiting.set(({ eb, fn, val }) => ({ tries: fn<number>('greatest', [eb('tries', '-', 1), val(0)]) })),
        )
        .where('id', '=', id)
        .execute();
    },
  };
}

const receive = (database: Database, received: ReceivedDelivery): ReturnType<Deliveries['receive']> =>
  database.transaction(async (sql) => {
    const { guid, event, body, disposition: status } = received;
    const action = storable(received.action);
    const receivedAt = database.now();
    const origin = storable(received.origin ?? unknownOrigin);
    const headers = storable(received.headers ?? null);
    const stored = await sql
      .insertInto('webhook_deliveries')
      .values({ id: newId<DeliveryId>(), guid, event, action, body, headers, status, receivedAt, ...origin })
      .onConflict((conflict) => conflict.column('guid').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (stored !== undefined) return { kind: 'stored' };
    const reopened = await sql
      .updateTable('webhook_deliveries')
      .set({ status, body, tries: 0, leasedUntil: null, retryAt: null })
      .where('guid', '=', guid)
      .where((where) =>
        where.or([
          where('status', '=', 'failed'),
          // A try that failed half-way: the next one need not wait for its time any more.
          where.and([
            where('status', '=', 'pending'),
            where('retryAt', 'is not', null),
            where('leasedUntil', 'is', null),
          ]),
        ]),
      )
      .returning('id')
      .executeTakeFirst();
    return { kind: reopened === undefined ? 'repeated' : 'reopened' };
  });

const claim = (database: Database, leaseMs: number): ReturnType<Deliveries['claim']> =>
  database.transaction(async (sql) => {
    const now = database.now();
    const due = await sql
      .selectFrom('webhook_deliveries')
      .select('id')
      .where('status', '=', 'pending')
      .where('body', 'is not', null)
      .where((where) => where.or([where('leasedUntil', 'is', null), where('leasedUntil', '<=', now)]))
      .where((where) => where.or([where('retryAt', 'is', null), where('retryAt', '<=', now)]))
      .orderBy('receivedAt')
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (due === undefined) return null;
    const claimed = await sql
      .updateTable('webhook_deliveries')
      .set((column) => ({
        leasedUntil: column.val(new Date(now.getTime() + leaseMs)),
        tries: column('tries', '+', 1),
      }))
      .where('id', '=', due.id)
      .returning(['id', 'guid', 'event', 'body', 'receivedAt', 'tries'])
      .executeTakeFirst();
    return claimed?.body ? { ...claimed, body: claimed.body } : null;
  });

const unknownOrigin: DeliveryOrigin = {
  ...{ installationId: null, repositoryId: null, repository: null, ref: null, commit: null },
};
