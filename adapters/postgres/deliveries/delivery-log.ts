import type { Actor } from '../../../domain/access/actor.ts';
import { repositoryFullName } from '../../../domain/connections/connection.ts';
import type { DeliveryId } from '../../../domain/shared/ids.ts';
import type {
  DeliveryDetail,
  DeliveryLog,
  DeliveryQuery,
  DeliveryScope,
  Verdicts,
} from '../../../ports/deliveries/delivery-log.ts';
import { recordAudit } from '../access/audit-records.ts';
import type { Database, Sql } from '../database.ts';
import { pageOf, parseCursor } from '../row-cursor.ts';
import { isStorable } from '../storable-text.ts';
import { inScope, selectDecisions, selectDeliveries, toDecision } from './delivery-rows.ts';

/** How many decisions of one delivery are told: a repository may have any number of connections. */
const maxDecisions = 200;

export function postgresDeliveryLog(database: Database): DeliveryLog {
  return {
    list: (query) => inScope(database, query.scope, (sql) => list(sql, query)),
    find: (id, scope) => inScope(database, scope, (sql) => find(sql, id, scope)),
    reopen: (id, scope, by) => reopen(database, id, scope, by),
    dropBodies: (receivedBefore, limit) => dropBodies(database, receivedBefore, limit),
  };
}

async function list(sql: Sql, query: DeliveryQuery): ReturnType<DeliveryLog['list']> {
  const { scope, event, status, repository, guid, verdict, since, until, limit } = query;
  const texts = [event, repository, guid].filter((text) => text !== undefined);
  if (!texts.every(isStorable)) return { deliveries: [], nextCursor: null };
  let page = selectDeliveries(sql, scope)
    .orderBy('d.receivedAt', 'desc')
    .orderBy('d.id', 'desc')
    .limit(limit + 1);
  if (event !== undefined) page = page.where('d.event', '=', event);
  if (status !== undefined) page = page.where('d.status', '=', status);
  if (guid !== undefined) page = page.where('d.guid', '=', guid);
  if (repository !== undefined) {
    page = page.where('d.repositoryKey', '=', repository.toLowerCase());
  }
  if (verdict !== undefined) {
    page = page.where(({ exists, not, selectFrom }) => {
      const decided = selectFrom('github_decisions as x')
        .select('x.id')
        .whereRef('x.deliveryId', '=', 'd.id')
        .where('x.organizationId', '=', scope.organizationId);
      return verdict === 'none' ? not(exists(decided)) : exists(decided.where('x.verdict', '=', verdict));
    });
  }
  if (since !== undefined) page = page.where('d.receivedAt', '>=', since);
  if (until !== undefined) page = page.where('d.receivedAt', '<', until);
  const cursor = parseCursor<DeliveryId>(query.cursor);
  if (cursor !== null) {
    const { createdAt: receivedAt, id } = cursor;
    page = page
      .where('d.receivedAt', '<=', receivedAt)
      .where((where) => where.or([where('d.receivedAt', '<', receivedAt), where('d.id', '<', id)]));
  }
  const rows = await page.execute();
  const { page: shown, nextCursor } = pageOf(
    rows.map((delivery) => ({ createdAt: delivery.receivedAt, id: delivery.id, delivery })),
    limit,
  );
  const verdicts = await verdictsOf(
    sql,
    scope,
    shown.map(({ id }) => id),
  );
  const deliveries = shown.map(({ id, delivery }) => ({ ...delivery, verdicts: { ...none, ...verdicts.get(id) } }));
  return { deliveries, nextCursor };
}

const none: Verdicts = { publish: 0, joined: 0, skip: 0, preview: 0 };

async function verdictsOf(sql: Sql, { organizationId }: DeliveryScope, ids: readonly DeliveryId[]) {
  const counts = new Map<DeliveryId, Partial<Verdicts>>();
  if (ids.length === 0) return counts;
  const rows = await sql
    .selectFrom('github_decisions as x')
    .select(({ fn }) => ['x.deliveryId', 'x.verdict', fn.countAll<string>().as('count')])
    .where('x.organizationId', '=', organizationId)
    .where('x.deliveryId', 'in', ids)
    .groupBy(['x.deliveryId', 'x.verdict'])
    .execute();
  for (const { deliveryId, verdict, count } of rows) {
    counts.set(deliveryId, { ...counts.get(deliveryId), [verdict]: Number(count) });
  }
  return counts;
}

async function find(sql: Sql, id: DeliveryId, scope: DeliveryScope): Promise<DeliveryDetail | null> {
  const row = await selectDeliveries(sql, scope)
    .where('d.id', '=', id)
    .select(['d.headers', 'd.body'])
    .executeTakeFirst();
  if (row === undefined) return null;
  const { headers, body, ...delivery } = row;
  const decisions = await selectDecisions(sql, scope)
    .where('x.deliveryId', '=', id)
    .leftJoin('github_connections as c', 'c.id', 'x.connectionId')
    .select(['c.repositoryOwner', 'c.repositoryName'])
    .orderBy('x.createdAt')
    .orderBy('x.id')
    .limit(maxDecisions)
    .execute();
  const told = decisions.map(({ repositoryOwner, repositoryName, ...decision }) => {
    const named = repositoryOwner !== null && repositoryName !== null;
    return {
      ...toDecision(decision),
      repository: named ? repositoryFullName({ repositoryOwner, repositoryName }) : null,
    };
  });
  return { delivery, headers: headers ?? {}, body, decisions: told };
}

/** The inbox is the service's: requests' own role may only look into it, so what it may see is asked first. */
const reopen = (
  database: Database,
  id: DeliveryId,
  scope: DeliveryScope,
  by: Actor,
): ReturnType<DeliveryLog['reopen']> =>
  database.transaction(async (sql) => {
    const seen = () => selectDeliveries(sql, scope).where('d.id', '=', id).executeTakeFirst();
    if ((await seen()) === undefined) return { kind: 'not-found' };
    const now = database.now();
    const inbox = sql.updateTable('webhook_deliveries').where('id', '=', id).where('body', 'is not', null);
    const reopened = await inbox
      .set({ status: 'pending', tries: 0, error: null, failedAt: null, retryAt: null, leasedUntil: null })
      .where((where) => where.or([where('status', '!=', 'pending'), where('retryAt', 'is not', null)]))
      .returning(['guid', 'event'])
      .executeTakeFirst();
    const delivery = await seen();
    if (delivery === undefined) return { kind: 'not-found' };
    if (reopened === undefined)
      return delivery.status === 'pending' ? { kind: 'pending', delivery } : { kind: 'body-gone' };
    await recordAudit(
      sql,
      by,
      { action: 'delivery.reopened', target: { type: 'delivery', id }, details: reopened },
      now,
    );
    return { kind: 'reopened', delivery };
  });

const dropBodies = async (database: Database, receivedBefore: Date, limit: number): Promise<number> => {
  const dropped = await database
    .sql()
    .updateTable('webhook_deliveries')
    .set({ body: null })
    .where('id', 'in', (old) =>
      old
        .selectFrom('webhook_deliveries')
        .select('id')
        .where('body', 'is not', null)
        .where('status', '!=', 'pending')
        .where('receivedAt', '<', receivedBefore)
        .orderBy('receivedAt')
        .limit(limit),
    )
    .executeTakeFirst();
  return Number(dropped.numUpdatedRows);
};
