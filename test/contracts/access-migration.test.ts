import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrate, migrateBack } from '../../adapters/postgres/migrate.ts';
import { createOrm, type Orm } from '../../adapters/postgres/orm.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { hash } from './persistence-world.ts';

let server: PostgresServer;
let orm: Orm;
let rows: (sql: string, parameters?: unknown[]) => Promise<Record<string, unknown>[]>;
let client: pg.Client;

beforeAll(async () => {
  server = await startPostgres();
  const databaseUrl = await server.createDatabase('keys');
  orm = createOrm({ databaseUrl, poolSize: 2 });
  client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  rows = async (sql, parameters = []) => (await client.query(sql, parameters)).rows;
  await migrate(orm);
  await migrateBack(orm, '0003-attempt-queues');
}, 60_000);

afterAll(async () => {
  await client?.end();
  await orm?.close(true);
  await server?.stop();
});

it('gives organization:manage to the keys of owners that are in use, and takes it back', async () => {
  const organization = randomUUID();
  await rows("insert into organizations (id, name, plan, created_at) values ($1, 'acme', 'pro', now())", [
    organization,
  ]);
  const keys: Record<string, string> = {};
  for (const [name, role, ended] of [
    ['ada', 'owner', null],
    ['bea', 'admin', null],
    ['cem', 'owner', 'key'],
    ['dan', 'owner', 'member'],
  ] as const) {
    const [member, key] = [randomUUID(), randomUUID()];
    keys[name] = key;
    await rows(
      `insert into members (id, organization_id, name, role, created_at, removed_at)
        values ($1, $2, $3, $4, now(), case when $5 then now() end)`,
      [member, organization, name, role, ended === 'member'],
    );
    await rows(
      `insert into api_keys (id, member_id, key_hash, prefix, permissions, created_at, revoked_at)
        values ($1, $2, $3, 'st_live_abcd', '{registry:push}', now(), case when $4 then now() end)`,
      [key, member, hash(key), ended === 'key'],
    );
  }
  const permissionsOf = async (name: string) =>
    (await rows('select permissions from api_keys where id = $1', [keys[name]]))[0]?.permissions;

  await migrate(orm);
  expect(await permissionsOf('ada')).toEqual(['registry:push', 'organization:manage']);
  for (const name of ['bea', 'cem', 'dan']) expect(await permissionsOf(name)).toEqual(['registry:push']);
  const named = await rows('select name, role, created_by = member_id as own from api_keys');
  expect(named).toEqual(Array.from({ length: 4 }, () => ({ name: 'st_live_abcd', role: null, own: true })));

  await migrateBack(orm, '0003-attempt-queues');
  expect(await permissionsOf('ada')).toEqual(['registry:push']);
});
