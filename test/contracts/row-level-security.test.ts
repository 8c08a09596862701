import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, database, serviceRole } from '../../adapters/postgres/database.ts';
import { createOrm, type Orm } from '../../adapters/postgres/orm.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import { furnished } from './furnished-organization.ts';
import { newConnection, newId, openWorld, type PersistenceWorld, type Tenant } from './persistence-world.ts';

describe('row-level security', () => {
  let world: PersistenceWorld;
  let orm: Orm;
  let on: Database;
  let ours: Tenant & { connection: Connection };
  let theirs: Tenant & { connection: Connection };

  beforeAll(async () => {
    world = await openWorld();
    orm = createOrm({ databaseUrl: world.databaseUrl, poolSize: 2, role: serviceRole });
    on = database(orm, world.now);
    ours = await furnished(world, 'ours');
    theirs = await furnished(world, 'theirs');
  }, 60_000);
  afterAll(async () => {
    await orm.close(true);
    await world.close();
  });

  /** A query of a request's transaction in which everything but the organization may be wrong. */
  const asRequest = (statement: string, organizationId: OrganizationId | null = ours.organizationId) =>
    orm.em.fork().transactional(async (em) => {
      await em.execute("select set_config('role', 'waybill_requests', true)");
      if (organizationId) await em.execute("select set_config('waybill.organization_id', ?, true)", [organizationId]);
      return await em.execute<Record<string, unknown>[]>(statement);
    });
  const countIn = async (table: string, organizationId: OrganizationId | null) =>
    Number((await asRequest(`select count(*) from ${table}`, organizationId))[0]?.count);
  const total = async (table: string) => Number((await world.query(`select count(*) from ${table}`))[0]?.count);
  const tablesOfRequests = async () =>
    (
      await world.query(`select relname as name from pg_class where relnamespace = 'public'::regnamespace
        and relkind in ('r', 'p') and has_table_privilege('waybill_requests', oid, 'select') order by 1`)
    ).map(({ name }) => String(name));

  describe('on every table', () => {
    it('is forced, with a policy for the service', async () => {
      const without = await world.query(`select relname from pg_class c where relnamespace = 'public'::regnamespace
        and relkind in ('r', 'p') and relname <> 'migrations' and not (relrowsecurity and relforcerowsecurity and exists (
          select from pg_policies p where p.tablename = c.relname and p.roles = '{waybill_service}' and p.qual = 'true'))`);
      expect(without, 'give new tables their policies (migrations/row-policies.ts)').toEqual([]);
    });

    it('lets requests reach no table without a policy of theirs', async () => {
      const tables = await tablesOfRequests();
      expect(tables).toContain('github_connections');
      const policies = await world.query(`select tablename from pg_policies where roles = '{waybill_requests}'`);
      expect(policies.map(({ tablename }) => tablename).toSorted()).toEqual(tables);
      expect(tables).not.toContain('migrations');
      expect(tables).not.toContain('github_installation_tombstones');
    });

    it('is passed by neither role', async () => {
      const roles = await world.query(`select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcanlogin,
        pg_has_role(rolname, 'waybill_service', 'member') as serves
        from pg_roles where rolname like 'waybill\\_%' order by rolname`);
      const weak = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcanlogin: false };
      expect(roles).toEqual([
        { ...weak, rolname: 'waybill_requests', serves: false },
        { ...weak, rolname: 'waybill_service', serves: true },
      ]);
    });
  });

  describe('for a query that forgets its organization', () => {
    it('shows rows of its own only, in every table', async () => {
      for (const table of await tablesOfRequests()) {
        const all = await total(table);
        const [own, foreign] = [await countIn(table, ours.organizationId), await countIn(table, theirs.organizationId)];
        expect({ table, own: own > 0, foreign: foreign > 0, all: own + foreign }).toEqual({
          ...{ table, own: true, foreign: true, all },
        });
      }
    });

    it('changes and deletes rows of its own only', async () => {
      const changed = await on.within(ours.organizationId, async (sql) => {
        const updated = await sql.updateTable('github_connections').set({ defaultBranch: 'trunk' }).executeTakeFirst();
        const deleted = await sql.deleteFrom('github_connections').executeTakeFirst();
        expect([updated.numUpdatedRows, deleted.numDeletedRows]).toEqual([1n, 1n]);
        return await sql.selectFrom('github_connections').select('id').execute();
      });
      expect(changed).toEqual([]);
      expect(await world.query('select id, default_branch from github_connections')).toEqual([
        { id: theirs.connection.id, default_branch: 'main' },
      ]);
      ours = { ...ours, connection: await newConnection(world, ours, { entryId: ours.connection.entryId }) };
    });

    it('shows nothing where no organization is set', async () => {
      for (const table of await tablesOfRequests()) expect([table, await countIn(table, null)]).toEqual([table, 0]);
    });
  });

  describe('of requests', () => {
    const refused = /violates row-level security policy/;

    it('refuses rows for another organization, new or moved there', async () => {
      const entry = {
        id: newId(),
        organizationId: theirs.organizationId,
        name: 'planted',
        entryType: 'skill',
      } as const;
      await expect(
        on.within(ours.organizationId, (sql) =>
          sql
            .insertInto('registry_entries')
            .values({ ...entry, id: newId(), visibility: 'org', createdAt: world.now() })
            .execute(),
        ),
      ).rejects.toThrow(refused);
      await expect(
        on.within(ours.organizationId, (sql) =>
          sql.updateTable('registry_entries').set({ organizationId: theirs.organizationId }).execute(),
        ),
      ).rejects.toThrow(refused);
    });

    it("refuses rows below another organization's", async () => {
      const key = `insert into api_keys (id, member_id, created_by, name, key_hash, prefix, permissions, created_at)
        values ('${newId()}', '${theirs.ownerId}', '${theirs.ownerId}', 'x', repeat('a', 64), 'x', '{}', now())`;
      await expect(asRequest(key)).rejects.toThrow(refused);
      expect(await asRequest(key, theirs.organizationId)).toBeDefined();
    });

    it.each([
      'select * from github_installation_tombstones',
      'select * from user_sessions',
      'update sign_in_links set used_at = null',
      "update users set login = 'x'",
      'select * from migrations',
      'delete from audit_log',
      "update audit_log set action = 'nothing'",
      'update webhook_deliveries set status = status',
      'delete from organizations',
      'insert into registry_archives select * from registry_archives',
      'insert into github_installations select * from github_installations',
      'truncate registry_entries cascade',
      'alter table registry_entries no force row level security',
      'create table mine (id int)',
    ])('refuses %s', async (statement) => {
      await expect(asRequest(statement)).rejects.toThrow(/permission denied|must be owner/);
    });
  });

  it('lets the service see and change all rows', async () => {
    const sql = on.sql();
    const connections = await sql.selectFrom('github_connections').select('id').execute();
    expect(connections.map(({ id }) => id).toSorted()).toEqual([ours.connection.id, theirs.connection.id].toSorted());
    const updated = await on.transaction((inside) =>
      inside.updateTable('organizations').set({ name: 'renamed' }).executeTakeFirst(),
    );
    expect(updated.numUpdatedRows).toBe(2n);
  });

  it('ends with its transaction, whatever comes of it: the next user of the connection is the service', async () => {
    const visible = async () => (await on.sql().selectFrom('organizations').select('id').execute()).length;
    const seenWithin = ({ organizationId }: Tenant, fails: boolean) =>
      on
        .within(organizationId, async (sql) => {
          const seen = await sql.selectFrom('organizations').select('id').execute();
          expect(seen).toEqual([{ id: organizationId }]);
          if (fails) throw new Error('on purpose');
        })
        .catch((error: Error) => expect(error.message).toBe('on purpose'));
    await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        await seenWithin(n % 2 ? ours : theirs, n % 3 === 0);
        expect(await visible()).toBe(2);
      }),
    );
    const settings = "select current_user, current_setting('waybill.organization_id', true) as organization";
    for (let n = 0; n < 4; n += 1) {
      expect(await orm.em.fork().execute(settings)).toEqual([{ current_user: 'waybill_service', organization: '' }]);
    }
  });
});
