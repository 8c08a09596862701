import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SetupStateId } from '../../domain/shared/ids.ts';
import { newId, newOrganization, openWorld, type PersistenceWorld, type Tenant } from './persistence-world.ts';

describe('setup states on PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;

  beforeAll(async () => {
    world = await openWorld();
    tenant = await newOrganization(world);
  }, 60_000);
  afterAll(() => world.close());

  /** Starts one that expires after a minute; gives its hash. */
  async function start(by = tenant.by, mostOpen = 10): Promise<string> {
    const stateHash = createHash('sha256').update(randomBytes(32)).digest('hex');
    const createdAt = world.now();
    const expiresAt = new Date(createdAt.getTime() + 60_000);
    await world.postgres.setupStates.start(
      { id: newId<SetupStateId>(), stateHash, createdAt, expiresAt },
      mostOpen,
      by,
    );
    return stateHash;
  }
  const find = (hash: string, { organizationId } = tenant) => world.postgres.setupStates.find(hash, organizationId);

  it('are kept for their organization and member, and for nobody else', async () => {
    const stranger = await newOrganization(world);
    const hash = await start();
    expect(await find(hash)).toEqual({
      organizationId: tenant.organizationId,
      memberId: tenant.ownerId,
      createdAt: world.now(),
      expiresAt: new Date(world.now().getTime() + 60_000),
      usedAt: null,
    });
    expect(await find(hash, stranger)).toBeNull();
    expect(await world.postgres.setupStates.use(hash, stranger.by)).toBe(false);
    expect(await find(hash)).toMatchObject({ usedAt: null });
  });

  it('are used once, also when two ask at the same time', async () => {
    const hash = await start();
    const uses = [world.postgres, world.other, world.postgres].map(({ setupStates }) =>
      setupStates.use(hash, tenant.by),
    );
    expect((await Promise.all(uses)).filter((used) => used)).toHaveLength(1);
    expect(await find(hash)).toMatchObject({ usedAt: world.now() });
  });

  it('are of no use once they expired, and are cleared away a day later', async () => {
    const hash = await start();
    world.advance(60_000);
    expect(await world.postgres.setupStates.use(hash, tenant.by)).toBe(false);
    await start();
    expect(await find(hash)).not.toBeNull();
    world.advance(25 * 3_600_000);
    await start();
    expect(await find(hash)).toBeNull();
  });

  it('are open only so many at a time: the newest', async () => {
    const { by } = await newOrganization(world);
    const hashes: string[] = [];
    for (let number = 0; number < 4; number += 1) {
      world.advance(1);
      hashes.push(await start(by, 3));
    }
    const used = await Promise.all(hashes.map((hash) => world.postgres.setupStates.use(hash, by)));
    expect(used).toEqual([false, true, true, true]);
  });

  it('leave a line in the audit log, without anything of the secret', async () => {
    const { by, organizationId } = await newOrganization(world);
    const hash = await start(by);
    const lines = await world.query('select * from audit_log where organization_id = $1', [organizationId]);
    expect(lines).toMatchObject([{ action: 'installation_setup.started', target_type: 'installation_setup' }]);
    expect(JSON.stringify(lines)).not.toContain(hash);
  });
});
