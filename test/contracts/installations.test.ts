import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InstallationId, RepositoryId } from '../../domain/shared/ids.ts';
import {
  attemptsOf,
  branchAttempt,
  commit,
  installationFacts,
  newConnection,
  newGitHubId,
  newId,
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

  it('says how much goes through it', async () => {
    const [owner, stranger] = [await newOrganization(world), await newOrganization(world)];
    const { installations, deliveries } = world.postgres;
    const [used, unused] = [installationFacts(), installationFacts()];
    for (const facts of [used, unused]) await installations.bind(facts, owner.by);
    const { installationId } = used;
    const repositoryId = newGitHubId<RepositoryId>();
    for (const skillPath of ['a', 'b']) await newConnection(world, owner, { installationId, repositoryId, skillPath });
    await newConnection(world, owner, { installationId });
    await newConnection(world, stranger, { installationId });
    const origin = { installationId, repositoryId, repository: null, ref: null, commit: null };
    for (const guid of [newId(), newId()]) {
      world.advance(1000);
      const body = new TextEncoder().encode('{}');
      await deliveries.receive({ guid, event: 'push', action: null, body, disposition: 'pending', origin });
    }
    const uses = await installations.usesOf(owner.organizationId);
    expect(uses.get(installationId)).toEqual({ connections: 3, repositories: 2, lastEventAt: world.now() });
    expect(uses.get(unused.installationId)).toEqual({ connections: 0, repositories: 0, lastEventAt: null });
    expect(await installations.usesOf(stranger.organizationId)).toEqual(new Map());
  });

  it('is bound to one organization, and events leave that alone', async () => {
    const { installations } = world.postgres;
    const facts = installationFacts();
    await installations.keep(facts);
    const bound = await installations.bind(facts, tenant.by);
    expect(bound).toMatchObject({ kind: 'bound', installation: { organizationId: tenant.organizationId } });
    expect((await installations.bind(facts, tenant.by)).kind).toBe('bound');
    const stranger = await newOrganization(world);
    expect(await installations.bind(facts, stranger.by)).toEqual({ kind: 'bound-elsewhere' });
    await installations.keep({ ...facts, accountLogin: 'renamed' });
    expect(await installations.listOf(tenant.organizationId)).toMatchObject([{ accountLogin: 'renamed' }]);
    expect(await installations.listOf(stranger.organizationId)).toEqual([]);
  });

  it('is bound once when two organizations ask at the same time', async () => {
    const facts = installationFacts();
    const results = await Promise.all([
      world.postgres.installations.bind(facts, tenant.by),
      world.other.installations.bind(facts, (await newOrganization(world)).by),
    ]);
    expect(results.map(({ kind }) => kind).sort()).toEqual(['bound', 'bound-elsewhere']);
  });

  it('sweeps its open connections once GitHub shows that a suspension is over, whoever asked', async () => {
    const { installations } = world.postgres;
    const facts = installationFacts();
    const { installationId } = facts;
    await installations.bind(facts, tenant.by);
    const open = await newConnection(world, tenant, { installationId });
    const manual = await newConnection(world, tenant, { installationId, autoPublish: false });
    const stranger = await newConnection(world, await newOrganization(world), { installationId });
    await installations.keep({ ...facts, suspended: true });
    expect(await attemptsOf(world, open)).toEqual([]);
    await Promise.all([installations.keep(facts), world.other.installations.keep(facts)]);
    await installations.keep(facts);
    expect(await attemptsOf(world, open)).toMatchObject([{ trigger: 'sweep', status: 'pending' }]);
    expect(await attemptsOf(world, manual)).toEqual([]);
    expect(await attemptsOf(world, stranger)).toEqual([]);
  });

  it('pauses its connections when it is removed, and a late event does not raise it', async () => {
    const { installations, connections } = world.postgres;
    const facts = installationFacts();
    await installations.bind(facts, tenant.by);
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

  it('on the same account says that the earlier one is gone, though no event told of its deletion', async () => {
    const { installations, connections } = world.postgres;
    const earlier = installationFacts();
    await installations.bind(earlier, tenant.by);
    const of = { installationId: earlier.installationId, repositoryOwnerId: earlier.accountId };
    const connection = await newConnection(world, tenant, of);
    const later = installationFacts({ accountId: earlier.accountId });
    await installations.keep(later);
    expect(await installations.find(earlier.installationId)).toBeNull();
    expect(await installations.keep(earlier)).toEqual({ kind: 'deleted' });
    const paused = await connections.find(connection.id, tenant.organizationId);
    expect(paused?.pausedReasons).toEqual(['installation_deleted']);
    await installations.bind(later, tenant.by);
    const resumed = await connections.find(connection.id, tenant.organizationId);
    expect(resumed).toMatchObject({ pausedReasons: [], installationId: later.installationId });
    expect(await attemptsOf(world, connection)).toMatchObject([{ trigger: 'sweep', status: 'pending' }]);
  });

  it('on the same account takes the paused connections of the earlier one back', async () => {
    const { installations, connections } = world.postgres;
    const earlier = installationFacts();
    const { accountId: repositoryOwnerId, installationId } = earlier;
    await installations.bind(earlier, tenant.by);
    const stranger = await newOrganization(world);
    const paused = await newConnection(world, tenant, { installationId, repositoryOwnerId });
    const lost = await newConnection(world, tenant, { installationId, repositoryOwnerId });
    const elsewhere = await newConnection(world, stranger, { installationId, repositoryOwnerId });
    const otherAccount = await newConnection(world, tenant, { installationId });
    await world.postgres.sightings.gone(lost.repositoryId, 'repository_deleted');
    await installations.remove(installationId);

    const later = installationFacts({ accountId: earlier.accountId });
    await installations.bind(later, tenant.by);
    expect(await connections.find(paused.id, tenant.organizationId)).toMatchObject({
      pausedReason: null,
      installationId: later.installationId,
    });
    expect(await connections.find(lost.id, tenant.organizationId)).toMatchObject({
      pausedReason: 'repository_deleted',
      installationId: later.installationId,
    });
    const untouched: [typeof paused, string][] = [
      [elsewhere, 'installation_deleted'],
      [otherAccount, 'installation_deleted'],
    ];
    for (const [{ id, organizationId }, pausedReason] of untouched) {
      expect(await connections.find(id, organizationId)).toMatchObject({ pausedReason, installationId });
    }
  });

  describe('unbound', () => {
    const auditOf = async (id: string) =>
      (
        await world.query('select action, details from audit_log where target_id = $1 order by created_at, action', [
          id,
        ])
      ).map(({ action, details }) => [action, details]);

    it('stays known, pauses its connections and ends what is pending; bound again, they go on with a sweep', async () => {
      const { installations, connections } = world.postgres;
      const facts = installationFacts();
      const { installationId, accountId: repositoryOwnerId } = facts;
      const bound = await installations.bind(facts, tenant.by);
      const connection = await newConnection(world, tenant, { installationId, repositoryOwnerId });
      const attemptId = await branchAttempt(world, connection, commit('a'));
      world.advance(1000);
      expect(await installations.unbind(installationId, tenant.by)).toEqual({ pausedConnections: 1 });
      expect(await installations.unbind(installationId, tenant.by)).toBeNull();
      expect(await installations.find(installationId)).toMatchObject({ organizationId: null });
      expect(await installations.listOf(tenant.organizationId)).not.toContainEqual(
        expect.objectContaining({ installationId }),
      );
      const find = () => connections.find(connection.id, tenant.organizationId);
      expect((await find())?.pausedReason).toBe('installation_unbound');
      const [ended] = await attemptsOf(world, connection);
      expect(ended).toMatchObject({ id: attemptId, status: 'skipped', reason: 'connection_paused' });
      expect(ended?.message).toContain('was unbound');

      world.advance(1000);
      await installations.bind(facts, tenant.by);
      expect((await find())?.pausedReason).toBeNull();
      const [sweep] = await attemptsOf(world, connection);
      expect(sweep).toMatchObject({ trigger: 'sweep', status: 'pending', ref: 'refs/heads/main' });
      const id = bound.kind === 'bound' ? bound.installation.id : '';
      const names = { installation_id: installationId, account_login: 'acme' };
      expect(await auditOf(id)).toEqual([
        ['installation.bound', { ...names, connections_resumed: 0 }],
        ['installation.unbound', { ...names, connections_paused: 1 }],
        ['installation.bound', { ...names, connections_resumed: 1 }],
      ]);
    });

    it('can be bound by another organization, where it brings nobody else’s connections along', async () => {
      const { installations, connections } = world.postgres;
      const facts = installationFacts();
      const { installationId, accountId: repositoryOwnerId } = facts;
      await installations.bind(facts, tenant.by);
      const connection = await newConnection(world, tenant, { installationId, repositoryOwnerId });
      await installations.unbind(installationId, tenant.by);
      const stranger = await newOrganization(world);
      expect((await installations.bind(facts, stranger.by)).kind).toBe('bound');
      expect(await installations.unbind(installationId, tenant.by)).toBeNull();
      const found = await connections.find(connection.id, tenant.organizationId);
      expect(found?.pausedReason).toBe('installation_unbound');
    });
  });

  it('that was removed can be bound again, since GitHub still knows it', async () => {
    const { installations } = world.postgres;
    const facts = installationFacts();
    await installations.bind(facts, tenant.by);
    await installations.remove(facts.installationId);
    expect((await installations.bind(facts, tenant.by)).kind).toBe('bound');
    expect((await installations.keep(facts)).kind).toBe('kept');
  });
});
