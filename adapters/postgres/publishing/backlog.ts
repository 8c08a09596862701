import type { Backlog } from '../../../ports/publishing/backlog.ts';
import type { Database, Sql } from '../database.ts';

/** Counts through partial indexes only: what waits is little, however much is done. */
export function postgresBacklog(database: Database): Backlog {
  return {
    counts: () =>
      database.transaction(async (sql) => ({
        deliveriesPending: await deliveries(sql, 'pending'),
        deliveriesFailed: await deliveries(sql, 'failed'),
        ...(await attempts(sql)),
      })),
  };
}

async function deliveries(sql: Sql, status: 'pending' | 'failed'): Promise<number> {
  const counted = sql.selectFrom('webhook_deliveries').where('status', '=', status);
  return Number((await counted.select(({ fn }) => fn.countAll().as('n')).executeTakeFirstOrThrow()).n);
}

async function attempts(sql: Sql) {
  const all = () => sql.selectFrom('github_publish_attempts').select(({ fn }) => fn.countAll().as('n'));
  const waiting = await all().where('status', '=', 'pending').where('engine', 'is', null).executeTakeFirstOrThrow();
  const given = all().where('engine', 'is not', null);
  const running = await given.where('status', '=', 'pending').executeTakeFirstOrThrow();
  const untold = await given
    .where('status', '!=', 'pending')
    .where('writeBackStatus', '=', 'pending')
    .executeTakeFirstOrThrow();
  return {
    attemptsWaiting: Number(waiting.n),
    attemptsRunning: Number(running.n),
    writeBacksPending: Number(untold.n),
  };
}
