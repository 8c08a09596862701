import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateBack } from '../../adapters/postgres/migrate.ts';
import { openPostgres, type Postgres } from '../../adapters/postgres/open-postgres.ts';
import { createOrm } from '../../adapters/postgres/orm.ts';
import { migrations } from '../../migrations/migrations.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { brand } from './persistence-world.ts';

const names = migrations.map((migration) => migration.name);
const policies = names.indexOf('0010-row-level-security');

/** What an operator's logins, which are no superusers, need and get. One cluster per test: roles are the cluster's. */
describe('roles of the database', () => {
  let server: PostgresServer;
  const opened: Postgres[] = [];
  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(async () => {
    await Promise.all(opened.map((postgres) => postgres.close()));
    await server.stop();
  });

  const asSuperuser = async (...statements: string[]) => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  /** A database that belongs to a login of its own, of the same name. */
  const ownedDatabase = async (name: string, may: string) => {
    const url = new URL(await server.createDatabase(name));
    await asSuperuser(`create role ${name} login ${may} password 'x'`, `alter database ${name} owner to ${name}`);
    url.username = name;
    url.password = 'x';
    return url.href;
  };
  const open = (databaseUrl: string) => {
    const postgres = openPostgres({ databaseUrl, brand });
    opened.push(postgres);
    return postgres;
  };
  const works = async (postgres: Postgres) => {
    await postgres.ping();
    expect(await postgres.access.callerOf('0'.repeat(64))).toBeNull();
  };

  it('are missed with the statements that make them, by a login that may not make roles', async () => {
    const postgres = open(await ownedDatabase('plain', ''));
    const refusal = await postgres.migrate().catch((error: Error) => error);
    expect(refusal).toMatchObject({ message: expect.stringMatching(/role waybill_service is missing.*login plain/) });
    expect(refusal).toMatchObject({
      message: expect.stringContaining('create role waybill_service nologin; grant waybill_service to plain'),
    });
  });

  it('are made once when two databases of one cluster migrate at the same time', async () => {
    const urls = await Promise.all(['first', 'second', 'third'].map((name) => server.createDatabase(name)));
    const databases = urls.map(open);
    for (const ran of await Promise.all(databases.map((postgres) => postgres.migrate()))) expect(ran).toEqual(names);
    await Promise.all(databases.map(works));
  });

  it('are taken as an operator made them', async () => {
    const url = await ownedDatabase('granted', '');
    const postgres = open(url);
    await expect(postgres.migrate()).rejects.toThrow(/grant waybill_service to granted/);
    await asSuperuser('grant waybill_service, waybill_requests to granted');
    expect(await postgres.migrate()).toEqual(names);
    await works(postgres);
  });

  it('are refused when they pass by the policies', async () => {
    const postgres = open(await ownedDatabase('careless', 'superuser'));
    await asSuperuser('alter role waybill_requests bypassrls');
    await expect(postgres.migrate()).rejects.toThrow(/alter role waybill_requests nosuperuser nobypassrls/);
    await asSuperuser('alter role waybill_requests nobypassrls', 'grant waybill_service to waybill_requests');
    await expect(postgres.migrate()).rejects.toThrow(/revoke waybill_service from waybill_requests/);
    await asSuperuser('revoke waybill_service from waybill_requests');
  });

  it('stay for the other databases when one migrates back', async () => {
    const [url, other] = await Promise.all(['leaving', 'staying'].map((name) => server.createDatabase(name)));
    const [leaving, staying] = [open(url ?? ''), open(other ?? '')];
    await Promise.all([leaving.migrate(), staying.migrate()]);
    const orm = createOrm({ databaseUrl: url ?? '', poolSize: 2 });
    try {
      expect(await migrateBack(orm, names[policies - 1] ?? null)).toEqual(names.slice(policies).reverse());
    } finally {
      await orm.close(true);
    }
    await expect(leaving.access.callerOf('0'.repeat(64))).rejects.toThrow(/permission denied/);
    await works(staying);
    expect(await leaving.migrate()).toEqual(names.slice(policies));
    await works(leaving);
  });
});

it('lets a login that may make roles make them for itself, and see only through them', async () => {
  const server = await startPostgres();
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  const url = new URL(await server.createDatabase('own'));
  await admin.query("create role own login createrole password 'x'");
  await admin.query('alter database own owner to own');
  await admin.end();
  url.username = 'own';
  url.password = 'x';
  const postgres = openPostgres({ databaseUrl: url.href, brand });
  try {
    expect(await postgres.migrate()).toEqual(names);
    await postgres.ping();
    expect(await postgres.access.callerOf('0'.repeat(64))).toBeNull();
  } finally {
    await postgres.close();
    await server.stop();
  }
}, 60_000);
