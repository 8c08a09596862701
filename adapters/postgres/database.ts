import { setTimeout as pause } from 'node:timers/promises';
import type { Orm } from './orm.ts';

type EntityManager = Orm['em'];

/** Typed SQL over the tables; columns go by their property names. Runs in the entity manager's transaction, if any. */
export function sqlOf(em: EntityManager) {
  return em.getKysely({ columnNamingStrategy: 'property', convertValues: true });
}

export type Sql = ReturnType<typeof sqlOf>;

/** What the adapter's methods work with. */
export type Database = {
  now(): Date;
  /** One statement, outside of any transaction. */
  sql(): Sql;
  /** One transaction, `read committed`; tried again when it lost a race against others. */
  transaction<T>(work: (sql: Sql, lock: Lock) => Promise<T>): Promise<T>;
};

/** Waits for the lock of that name; it is held to the transaction's end. */
export type Lock = (name: string) => Promise<void>;

const maxTries = 8;

export function database(orm: Orm, clock: () => Date): Database {
  return {
    now: clock,
    sql: () => sqlOf(orm.em.fork()),
    transaction: async (work) => {
      for (let tryNumber = 1; ; tryNumber += 1) {
        try {
          return await orm.em.fork().transactional((em) => work(sqlOf(em), lockOf(em)));
        } catch (error) {
          if (tryNumber === maxTries || !isLostRace(error)) throw error;
          await pause(Math.random() * 10 * tryNumber);
        }
      }
    },
  };
}

function lockOf(em: EntityManager): Lock {
  return async (name) => {
    await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`waybill/${name}`]);
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
