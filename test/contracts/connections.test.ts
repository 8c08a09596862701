import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PauseReason } from '../../domain/connections/connection.ts';
import type { PublishOutcome } from '../../domain/publishing/outcome.ts';
import type { AttemptId, InstallationId, RepositoryId } from '../../domain/shared/ids.ts';
import {
  attemptsOf,
  branchAttempt,
  commit,
  deliver,
  newConnection,
  newEntry,
  newGitHubId,
  newId,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  type Tenant,
  tagPush,
} from './persistence-world.ts';

describe('connections on PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;

  beforeAll(async () => {
    world = await openWorld();
    tenant = await newOrganization(world);
  }, 60_000);
  afterAll(() => world.close());

  const pausedReason = async (connection: { id: Awaited<ReturnType<typeof newConnection>>['id'] }) =>
    (await world.postgres.connections.find(connection.id, tenant.organizationId))?.pausedReason;

  it('gives an entry at most one connection, also when two ask at the same time', async () => {
    const entryId = await newEntry(world, tenant);
    const results = await Promise.allSettled([
      newConnection(world, tenant, { entryId }),
      newConnection(world, tenant, { entryId }),
    ]);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.map(({ reason }) => String(reason))).toEqual(['Error: entry-connected']);
    const [made] = results.filter((result) => result.status === 'fulfilled');
    const { id, ...settings } = made?.value ?? (await newConnection(world, tenant));
    expect(await world.postgres.connections.find(id, tenant.organizationId)).toEqual({ id, ...settings });
    expect(settings).toMatchObject({ settingsRevision: 1, pausedReason: null, createdAt: world.now() });
  });

  it('shows connections to their organization only', async () => {
    const owner = await newOrganization(world);
    const first = await newConnection(world, owner);
    world.advance(5);
    const second = await newConnection(world, owner);
    expect(await world.postgres.connections.listOf(owner.organizationId)).toEqual([second, first]);
    const { connections } = world.postgres;
    expect(await connections.find(first.id, tenant.organizationId)).toBeNull();
    expect(await connections.setWriteBack(first.id, tenant.organizationId, false)).toBeNull();
    expect(await connections.delete(first.id, tenant.organizationId)).toBe(false);
    expect(await connections.find(first.id, owner.organizationId)).toEqual(first);
  });

  it('switches write-back', async () => {
    const connection = await newConnection(world, tenant);
    world.advance(1000);
    const off = { ...connection, writeBackEnabled: false, updatedAt: world.now() };
    const { connections } = world.postgres;
    expect(await connections.setWriteBack(connection.id, tenant.organizationId, false)).toEqual(off);
    world.advance(1000);
    expect(await connections.setWriteBack(connection.id, tenant.organizationId, false)).toEqual(off);
  });

  it('keeps the write-back mode of an organization', async () => {
    const { connections } = world.postgres;
    expect(await connections.writeBackMode(tenant.organizationId)).toBe('checks');
    await connections.setWriteBackMode(tenant.organizationId, 'off');
    expect(await connections.writeBackMode(tenant.organizationId)).toBe('off');
    await connections.setWriteBackMode(tenant.organizationId, 'checks');
  });

  it('deletes a connection, and its pending attempts end as skipped', async () => {
    const connection = await newConnection(world, tenant);
    const attemptId = await branchAttempt(world, connection, commit('a'));
    const { connections, attempts } = world.postgres;
    expect(await connections.delete(connection.id, tenant.organizationId)).toBe(true);
    expect(await connections.delete(connection.id, tenant.organizationId)).toBe(false);
    expect(await attempts.context(attemptId)).toBeNull();
    const [ended] = await attemptsOf(world, connection);
    expect(ended).toMatchObject({ id: attemptId, status: 'skipped', reason: 'cancelled', writeBackStatus: 'disabled' });
    expect(ended?.message).toContain('acme/skills was deleted');
    const failed: PublishOutcome = { kind: 'failed', fault: 'service', reason: 'x', message: 'x', annotations: [] };
    expect(await attempts.recordOutcome(attemptId, failed)).toMatchObject({ kind: 'skipped', reason: 'cancelled' });
    const request = { connectionId: connection.id, trigger: 'manual', ref: 'main', commit: null } as const;
    await expect(attempts.request({ ...request, id: newId<AttemptId>() })).rejects.toThrow('does not exist');
  });

  it('leaves no pending attempt when an event and the deletion meet', async () => {
    for (let round = 0; round < 15; round += 1) {
      const connection = await newConnection(world, tenant);
      await Promise.allSettled([
        deliver(world, tagPush(connection, 'v1.0.0', commit('a')), tagPush(connection, 'v1.0.1', commit('a'))),
        world.other.connections.delete(connection.id, tenant.organizationId),
      ]);
      await world.postgres.connections.delete(connection.id, tenant.organizationId);
      expect((await attemptsOf(world, connection)).filter(({ status }) => status === 'pending')).toEqual([]);
    }
  });

  it("follows the repository's names, in every organization", async () => {
    const repositoryId = newGitHubId<RepositoryId>();
    const here = await newConnection(world, tenant, { repositoryId });
    const there = await newConnection(world, await newOrganization(world), { repositoryId });
    const facts = {
      id: repositoryId,
      ownerId: newGitHubId<typeof here.repositoryOwnerId>(),
      owner: 'new',
      name: 'name',
    };
    await world.postgres.connections.followRepository({
      ...facts,
      private: false,
      archived: false,
      defaultBranch: 'x',
    });
    const all = await world.postgres.connections.listOfRepository(repositoryId);
    expect(new Set(all.map(({ id }) => id))).toEqual(new Set([here.id, there.id]));
    for (const { repositoryOwner, repositoryName, repositoryOwnerId, defaultBranch } of all) {
      expect({ repositoryOwner, repositoryName, defaultBranch }).toEqual({
        repositoryOwner: 'new',
        repositoryName: 'name',
        defaultBranch: 'main',
      });
      expect([here.repositoryOwnerId, there.repositoryOwnerId]).toContain(repositoryOwnerId);
    }
  });

  it.each<[PauseReason, PauseReason, PauseReason]>([
    ['repository_removed_from_installation', 'repository_transferred', 'repository_transferred'],
    ['repository_transferred', 'repository_removed_from_installation', 'repository_transferred'],
    ['repository_transferred', 'repository_deleted', 'repository_deleted'],
  ])('paused for %s and then for %s, it is paused for %s', async (first, second, shown) => {
    const connection = await newConnection(world, tenant);
    await world.postgres.connections.pauseRepository(connection.repositoryId, first);
    expect(await pausedReason(connection)).toBe(first);
    await world.postgres.connections.pauseRepository(connection.repositoryId, second);
    expect(await pausedReason(connection)).toBe(shown);
  });

  it('resumes only what was paused for that reason, at that place', async () => {
    const { connections } = world.postgres;
    const connection = await newConnection(world, tenant);
    const { repositoryId, installationId } = connection;
    const removed = 'repository_removed_from_installation';
    await connections.pauseRepository(repositoryId, removed);
    await connections.resume({ repositoryId, installationId }, 'repository_transferred');
    await connections.resume({ repositoryId, installationId: newGitHubId<InstallationId>() }, removed);
    await connections.resume({ repositoryId: newGitHubId<RepositoryId>(), installationId }, removed);
    expect(await pausedReason(connection)).toBe(removed);
    await connections.resume({ repositoryId, installationId }, removed);
    expect(await pausedReason(connection)).toBeNull();
    await connections.pauseRepository(repositoryId, removed);
    await connections.resume({ installationId }, removed);
    expect(await pausedReason(connection)).toBeNull();
  });
});
