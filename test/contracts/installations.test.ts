import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstallationId } from '../../domain/shared/ids.ts';
import {
  installationFacts,
  newConnection,
  newGitHubId,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  type Tenant,
} from './persistence-world.ts';

describe('installations on PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;

  beforeAll(async () => {
    world = await openWorld();
    tenant = await newOrganization(world);
  }, 60_000);
  afterAll(() => world.close());

  it('keeps what GitHub says last', async () => {
    const { installations } = world.postgres;
    const facts = installationFacts();
    const kept = await installations.keep(facts);
    expect(kept).toEqual({
      kind: 'kept',
      installation: {
        ...facts,
        id: expect.any(String),
        organizationId: null,
        createdAt: world.now(),
        updatedAt: world.now(),
      },
    });
    world.advance(1000);
    const suspended = { ...facts, suspended: true, permissions: { contents: 'read' }, events: [] };
    await installations.keep(suspended);
    const found = await installations.find(facts.installationId);
    expect(found).toMatchObject({ ...suspended, updatedAt: world.now() });
    expect(found?.id).toBe(kept.kind === 'kept' ? kept.installation.id : null);
    expect(await installations.find(newGitHubId<InstallationId>())).toBeNull();
  });

  it('is bound to one organization, and events leave that alone', async () => {
    const { installations } = world.postgres;
    const facts = installationFacts();
    await installations.keep(facts);
    const bound = await installations.bind(facts, tenant.organizationId);
    expect(bound).toMatchObject({ kind: 'bound', installation: { organizationId: tenant.organizationId } });
    expect((await installations.bind(facts, tenant.organizationId)).kind).toBe('bound');
    const stranger = await newOrganization(world);
    expect(await installations.bind(facts, stranger.organizationId)).toEqual({ kind: 'bound-elsewhere' });
    await installations.keep({ ...facts, accountLogin: 'renamed' });
    expect(await installations.listOf(tenant.organizationId)).toMatchObject([{ accountLogin: 'renamed' }]);
    expect(await installations.listOf(stranger.organizationId)).toEqual([]);
  });

  it('is bound once when two organizations ask at the same time', async () => {
    const facts = installationFacts();
    const results = await Promise.all([
      world.postgres.installations.bind(facts, tenant.organizationId),
      world.other.installations.bind(facts, (await newOrganization(world)).organizationId),
    ]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['bound', 'bound-elsewhere']);
  });

  it('pauses its connections when it is removed, and a late event does not raise it', async () => {
    const { installations, connections } = world.postgres;
    const facts = installationFacts();
    await installations.bind(facts, tenant.organizationId);
    const connection = await newConnection(world, tenant, { installationId: facts.installationId });
    await installations.remove(facts.installationId);
    await installations.remove(facts.installationId);
    expect(await installations.find(facts.installationId)).toBeNull();
    expect(await installations.keep(facts)).toEqual({ kind: 'deleted' });
    expect(await installations.find(facts.installationId)).toBeNull();
    const paused = await connections.find(connection.id, tenant.organizationId);
    expect(paused?.pausedReason).toBe('installation_deleted');
  });

  it('stays removed when a late event comes at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const facts = installationFacts();
      await Promise.all([
        world.postgres.installations.remove(facts.installationId),
        world.other.installations.keep(facts),
        world.postgres.installations.keep(facts),
      ]);
      expect(await world.postgres.installations.find(facts.installationId)).toBeNull();
    }
  });

  it('on the same account takes the paused connections of the earlier one back', async () => {
    const { installations, connections } = world.postgres;
    const earlier = installationFacts();
    const { accountId: repositoryOwnerId, installationId } = earlier;
    await installations.bind(earlier, tenant.organizationId);
    const stranger = await newOrganization(world);
    const paused = await newConnection(world, tenant, { installationId, repositoryOwnerId });
    const transferred = await newConnection(world, tenant, { installationId, repositoryOwnerId });
    const elsewhere = await newConnection(world, stranger, { installationId, repositoryOwnerId });
    const otherAccount = await newConnection(world, tenant, { installationId });
    await connections.pauseRepository(transferred.repositoryId, 'repository_transferred');
    await installations.remove(installationId);

    const later = installationFacts({ accountId: earlier.accountId });
    await installations.bind(later, tenant.organizationId);
    expect(await connections.find(paused.id, tenant.organizationId)).toMatchObject({
      pausedReason: null,
      installationId: later.installationId,
    });
    const untouched: [typeof paused, string][] = [
      [transferred, 'repository_transferred'],
      [elsewhere, 'installation_deleted'],
      [otherAccount, 'installation_deleted'],
    ];
    for (const [{ id, organizationId }, pausedReason] of untouched) {
      expect(await connections.find(id, organizationId)).toMatchObject({ pausedReason, installationId });
    }
  });

  it('that was unbound can be bound again, since GitHub still knows it', async () => {
    const { installations } = world.postgres;
    const facts = installationFacts();
    await installations.bind(facts, tenant.organizationId);
    await installations.remove(facts.installationId);
    expect((await installations.bind(facts, tenant.organizationId)).kind).toBe('bound');
    expect((await installations.keep(facts)).kind).toBe('kept');
  });
});
