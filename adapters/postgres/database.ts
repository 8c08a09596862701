import { setTimeout as pause } from 'node:timers/promises';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import type { Orm } from './orm.ts';

type EntityManager = Orm['em'];

/** Typed SQL over the tables; columns go by their property names. */
function sqlOf(em: EntityManager) {
  return em.getKysely({ columnNamingStrategy: 'property', convertValues: true });
}

export type Sql = ReturnType<typeof sqlOf>;

/** What the adapter's methods work with. `sql` and `transaction` run as the service, which sees every row. */
export type Database = {
  now(): Date;
  /** One statement, outside of any transaction. */
  sql(): Sql;
  /** One transaction, `read committed`; tried again when it lost a race against others. */
  transaction<T>(work: (sql: Sql, lock: Lock) => Promise<T>): Promise<T>;
  /** The same for a request of that organization: only its rows exist, for reading and writing. */
  within<T>(organizationId: OrganizationId, work: (sql: Sql, lock: Lock) => Promise<T>): Promise<T>;
};

/** Waits for the lock of that name; it is held to the transaction's end. */
export type Lock = (name: string) => Promise<void>;

const maxTries = 8;

/** Roles of PostgreSQL, made by migration 0010; neither passes by row-level security. */
export const serviceRole = 'waybill_service';
const requestsRole = 'waybill_requests';

/** `orm` connects as the service's role. */
export function database(orm: Orm, clock: () => Date): Database {
  return {
    now: clock,
    sql: () => sqlOf(orm.em.fork()),
    transaction: (work) => winning(() => inTransaction(orm, work)),
    within: (organizationId, work) =>
      winning(() =>
        inTransaction(orm, async (sql, lock) => {
          await actFor(sql, organizationId);
          return await work(sql, lock);
        }),
      ),
  };
}

async function winning<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tryNumber = 1; ; tryNumber += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (tryNumber === maxTries || !isLostRace(error)) throw error;
      await pause(Math.random() * 10 * tryNumber);
    }
  }
}

/** To the transaction's end. MikroORM's `fork({ session })` reaches its own transactions only, not Kysely's. */
async function actFor(sql: Sql, organizationId: OrganizationId): Promise<void> {
  await sql
    .selectNoFrom(({ fn, val }) => [
      fn('set_config', [val('role'), val(requestsRole), val(true)]).as('role'),
      fn('set_config', [val('waybill.organization_id'), val(organizationId), val(true)]).as('organization'),
    ])
    .execute();
}

/**
 * One transaction, tried once. Kysely's own, since MikroORM's `transactional` keeps the connection for ever when the
 * server died and the roll-back fails too: a full pool of such connections answers nobody.
 */
export function inTransaction<T>(orm: Orm, work: (sql: Sql, lock: Lock) => Promise<T>): Promise<T> {
  return sqlOf(orm.em.fork())
    .transaction()
    .setIsolationLevel('read committed')
    .execute((sql) => work(sql, lockOf(sql)));
}

function lockOf(sql: Sql): Lock {
  return async (name) => {
    await sql
      .selectNoFrom(({ fn, val }) =>
        fn('pg_advisory_xact_lock', [fn('hashtextextended', [val(`waybill/${name}`), val(0)])]).as('locked'),
      )
      .execute();
  };
}

/** Whether PostgreSQL refused the row because of that unique key. */
export function violates(error: unknown, constraint: string): boolean {
  return codeOf(error) === '23505' && constraintOf(error) === constraint;
}

const deadlock = '40P01';
const serializationFailure = '40001';

// Two runs of one key that were planned at once: the one that came too late plans again.
function isLostRace(error: unknown): boolean {
  const code = codeOf(error);
  if (code === deadlock || code === serializationFailure) return true;
  return violates(error, 'github_publish_attempts_run') || violates(error, 'github_publish_attempts_key');
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function constraintOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'constraint' in error ? error.constraint : undefined;
}
