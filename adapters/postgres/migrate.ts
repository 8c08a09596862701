import { inTransaction } from './database.ts';
import type { Orm } from './orm.ts';

/**
 * Runs the migrations that have not run yet, all or none, and gives their names. Servers that start at once wait for
 * each other: the lock is held by a connection of its own until the migrations are committed.
 */
export function migrate(orm: Orm): Promise<string[]> {
  return underLock(orm, async () => (await orm.migrator.up()).map((migration) => migration.name));
}

/** Takes back all migrations later than `name`; `null`: all of them. Gives their names. */
export function migrateBack(orm: Orm, name: string | null): Promise<string[]> {
  return underLock(orm, async () => {
    const migrations = await orm.migrator.down({ to: name ?? 0 });
    return migrations.map((migration) => migration.name);
  });
}

function underLock<T>(orm: Orm, work: () => Promise<T>): Promise<T> {
  return inTransaction(orm, async (_, lock) => {
    await lock('migrations');
    return await work();
  });
}
