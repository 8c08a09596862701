import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, migrateBack } from '../../adapters/postgres/migrate.ts';
import { openPostgres } from '../../adapters/postgres/open-postgres.ts';
import { createOrm } from '../../adapters/postgres/orm.ts';
import { migrations } from '../../migrations/migrations.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

const names = migrations.map((migration) => migration.name);

/** Every table, column, constraint and index of the schema, as PostgreSQL describes them. */
async function schemaOf(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ line: string }>(`
      select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable as line
        from information_schema.columns where table_schema = 'public'
      union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
        from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
      union all select indexdef from pg_indexes where schemaname = 'public' order by 1`);
    return rows.map((row) => row.line).filter((line) => !line.includes('migrations'));
  } finally {
    await client.end();
  }
}

describe('migrations', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());

  it('agree with the entities, save for the one foreign key that entities cannot say', async () => {
    const orm = createOrm({ databaseUrl: await server.createDatabase('agree'), poolSize: 2 });
    try {
      await migrate(orm);
      const difference = await orm.schema.getUpdateSchemaSQL({ wrap: false });
      expect(difference.trim()).toBe(
        'alter table "registry_entries" drop constraint "registry_entries_current_version";',
      );
    } finally {
      await orm.close(true);
    }
  });

  it('run forth, back to nothing step by step, and forth again to the same schema', async () => {
    const databaseUrl = await server.createDatabase('back');
    const orm = createOrm({ databaseUrl, poolSize: 2 });
    try {
      expect(await migrate(orm)).toEqual(names);
      const schema = await schemaOf(databaseUrl);
      expect(schema.length).toBeGreaterThan(100);
      for (const [index, name] of names.slice(0, -1).entries()) {
        expect(await migrateBack(orm, name)).toEqual(names.slice(index + 1).reverse());
        expect(await migrate(orm)).toEqual(names.slice(index + 1));
        expect(await schemaOf(databaseUrl)).toEqual(schema);
      }
      expect(await migrateBack(orm, null)).toEqual([...names].reverse());
      expect(await schemaOf(databaseUrl)).toEqual([]);
      expect(await migrate(orm)).toEqual(names);
      expect(await schemaOf(databaseUrl)).toEqual(schema);
    } finally {
      await orm.close(true);
    }
  });

  it('run once when several servers start at the same time', async () => {
    const databaseUrl = await server.createDatabase('together');
    const servers = Array.from({ length: 4 }, () => openPostgres({ databaseUrl, brand: 'selftune', poolSize: 1 }));
    try {
      const ran = await Promise.all(servers.map((postgres) => postgres.migrate()));
      expect(ran.flat()).toEqual(names);
      expect(await servers[0]?.migrate()).toEqual([]);
    } finally {
      await Promise.all(servers.map((postgres) => postgres.close()));
    }
  });
});
