import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceRole } from '../../adapters/postgres/database.ts';
import { openPostgres } from '../../adapters/postgres/open-postgres.ts';
import { createOrm } from '../../adapters/postgres/orm.ts';
import { freePort } from '../../apps/quickstart/free-port.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { AttemptId } from '../../domain/shared/ids.ts';
import {
  attemptsOf,
  brand,
  commit,
  newConnection,
  newId,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  type Tenant,
} from './persistence-world.ts';

describe('an outage of PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;
  let connection: Connection;

  beforeAll(async () => {
    world = await openWorld();
    tenant = await newOrganization(world);
    connection = await newConnection(world, tenant);
  }, 60_000);
  afterAll(() => world.close());

  const request = () =>
    world.postgres.attempts.request(
      {
        ...{ id: newId<AttemptId>(), connectionId: connection.id, trigger: 'manual' },
        ...{ ref: 'refs/heads/main', commit: commit('a') },
      },
      tenant.by,
    );

  it('is told by ping, which throws where nobody listens', async () => {
    await expect(world.postgres.ping()).resolves.toBeUndefined();
    const nowhere = openPostgres({ databaseUrl: `postgres://postgres@127.0.0.1:${await freePort()}/x`, brand });
    await expect(nowhere.ping()).rejects.toThrow();
    await nowhere.close();
  });

  it('takes what else the URL says: TLS where it is asked for, options beside the role', async () => {
    const encrypted = openPostgres({ databaseUrl: `${world.databaseUrl}?sslmode=require`, brand });
    await expect(encrypted.ping()).rejects.toThrow(/does not support SSL/);
    await encrypted.close();
    const orm = createOrm({
      databaseUrl: `${world.databaseUrl}?options=-c%20statement_timeout%3D4321`,
      ...{ poolSize: 2, role: serviceRole },
    });
    const settings = "select current_user, current_setting('statement_timeout') as timeout";
    expect(await orm.em.fork().execute(settings)).toEqual([{ current_user: serviceRole, timeout: '4321ms' }]);
    await orm.close(true);
  });

  it.each([
    ['a restart', async () => world.server.restart()],
    [
      'a crash',
      async () => {
        await world.server.kill9();
        await expect(world.postgres.ping()).rejects.toThrow();
        await world.server.restart();
      },
    ],
  ])(
    'is over with %s: calls in flight throw or are kept, the next ones work',
    async (_, outage) => {
      const before = (await attemptsOf(world, connection)).length;
      const inFlight = Array.from({ length: 20 }, request);
      const settled = Promise.allSettled(inFlight);
      await inFlight[0];
      await outage();
      const kept = (await settled).filter(({ status }) => status === 'fulfilled').length;
      expect(kept).toBeGreaterThan(0);
      for (let n = 0; n < 15; n += 1) await world.postgres.ping();
      const { run } = await request();
      const after = await attemptsOf(world, connection);
      // A commit whose answer was lost may be there too, but every run that was promised is.
      expect(after.length).toBeGreaterThanOrEqual(before + kept + 1);
      expect(after).toHaveLength(run);
      expect(new Set(after.map((attempt) => attempt.run)).size).toBe(run);
    },
    30_000,
  );
});
