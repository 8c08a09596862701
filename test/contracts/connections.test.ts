import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import type { ConnectionChanges } from '../../domain/connections/connection-changes.ts';
import type { RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import type { PublishOutcome } from '../../domain/publishing/outcome.ts';
import type { AttemptId, InstallationId, RepositoryId } from '../../domain/shared/ids.ts';
import { eventually } from '../support/eventually.ts';
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

  it('asks for a confirmation when the entry is made public while its private repository is connected', async () => {
    const entryId = await newEntry(world, tenant);
    const admin = new pg.Client({ connectionString: world.databaseUrl });
    await admin.connect();
    try {
      await admin.query('begin');
      await admin.query("update registry_entries set visibility = 'public' where id = $1", [entryId]);
      const connecting = newConnection(world, tenant, { entryId, repositoryPrivate: true }).catch(String);
      const waits = async () => (await world.query('select 1 from pg_locks where not granted')).length > 0;
      await Promise.race([connecting, eventually('the connection waits', waits)]);
      await admin.query('commit');
      expect(await connecting).toBe('Error: confirmation-needed');
    } finally {
      await admin.end();
    }
    const { organizationId } = tenant;
    expect((await world.postgres.connections.list({ organizationId })).connections).not.toContainEqual(
      expect.objectContaining({ entryId }),
    );
  });

  it.each([
    ['org', true, false, 'created'],
    ['unlisted', true, false, 'confirmation-needed'],
    ['public', null, false, 'confirmation-needed'],
    ['public', true, true, 'created'],
    ['public', false, false, 'created'],
  ] as const)('an entry that is %s, a repository whose privacy is %s, confirmed %s: %s', async (...row) => {
    const [visibility, repositoryPrivate, confirmed, kind] = row;
    const template = await newConnection(world, tenant);
    await world.postgres.connections.delete(template.id, tenant.by);
    await world.query('update registry_entries set visibility = $2 where id = $1', [template.entryId, visibility]);
    const { entryName, settingsRevision, pausedReason, pausedReasons, createdAt, updatedAt, ...settings } = template;
    const wanted = { ...settings, repositoryPrivate };
    expect(await world.postgres.connections.create(wanted, tenant.by, { confirmed })).toMatchObject({ kind });
  });

  it('shows connections to their organization only', async () => {
    const owner = await newOrganization(world);
    const first = await newConnection(world, owner);
    world.advance(5);
    const second = await newConnection(world, owner);
    const { connections } = world.postgres;
    const { organizationId } = owner;
    expect(await connections.list({ organizationId })).toEqual({ connections: [second, first], nextCursor: null });
    expect(await connections.find(first.id, tenant.organizationId)).toBeNull();
    expect(await connections.update(first.id, { writeBackEnabled: false }, tenant.by)).toBeNull();
    expect(await connections.delete(first.id, tenant.by)).toBe(false);
    expect(await connections.find(first.id, owner.organizationId)).toEqual(first);
  });

  it('lists them in pages, and by installation, repository and what is searched for', async () => {
    const owner = await newOrganization(world);
    const { organizationId } = owner;
    const installationId = newGitHubId<InstallationId>();
    const made: Connection[] = [];
    for (const [name, skillPath] of [
      ['Skills', '.'],
      ['skills', 'tools/100%_lint'],
      ['other', 'a'],
    ] as const) {
      world.advance(5);
      const where = { repositoryName: name, skillPath, ...(name === 'other' && { installationId }) };
      made.unshift(await newConnection(world, owner, where));
    }
    const [other, lint, root] = made.map((connection) => connection.id);
    const { list } = world.postgres.connections;
    const idsOf = async (query: Partial<Parameters<typeof list>[0]>) =>
      (await list({ organizationId, ...query })).connections.map(({ id }) => id);
    expect(await idsOf({ repository: 'ACME/SKILLS' })).toEqual([lint, root]);
    expect(await idsOf({ installationId })).toEqual([other]);
    expect(await idsOf({ entryId: made[1]?.entryId })).toEqual([lint]);
    expect(await idsOf({ search: '0%_L' })).toEqual([lint]);
    expect(await idsOf({ search: 'me/oth' })).toEqual([other]);
    expect(await idsOf({ search: made[2]?.entryName ?? '' })).toEqual([root]);
    expect(await idsOf({ search: '_' })).toEqual([lint]);
    expect(await idsOf({ search: 'a\0b' })).toEqual([]);
    const first = await list({ organizationId, limit: 2 });
    expect(first.connections.map(({ id }) => id)).toEqual([other, lint]);
    const second = await list({ organizationId, limit: 2, ...(first.nextCursor && { cursor: first.nextCursor }) });
    expect([second.connections.map(({ id }) => id), second.nextCursor]).toEqual([[root], null]);
  });

  it('says of repositories which are connected here, and whether elsewhere', async () => {
    const stranger = await newOrganization(world);
    const ids = {
      shared: newGitHubId<RepositoryId>(),
      own: newGitHubId<RepositoryId>(),
      foreign: newGitHubId<RepositoryId>(),
    };
    const link = async (by: Tenant, repositoryId: RepositoryId) =>
      (await newConnection(world, by, { repositoryId })).id;
    const here = [await link(tenant, ids.shared), await link(tenant, ids.shared)];
    const alone = await link(tenant, ids.own);
    await link(stranger, ids.shared);
    await link(stranger, ids.foreign);
    const asked = [...Object.values(ids), newGitHubId<RepositoryId>()];
    const links = await world.postgres.connections.linksOf(asked, tenant.organizationId);
    const sorted = [...links].map(([id, { own, elsewhere }]) => [id, new Set(own), elsewhere]);
    expect(sorted).toHaveLength(3);
    expect(sorted).toEqual(
      expect.arrayContaining([
        [ids.shared, new Set(here), true],
        [ids.own, new Set([alone]), false],
        [ids.foreign, new Set(), true],
      ]),
    );
    expect(await world.postgres.connections.linksOf([], tenant.organizationId)).toEqual(new Map());
  });

  describe('changes', () => {
    const auditOf = async (id: string) =>
      world.query('select action, details, member_id from audit_log where target_id = $1 order by created_at', [id]);

    it('settings all together, and counts a revision where they decide about publishing', async () => {
      const connection = await newConnection(world, tenant);
      const { connections } = world.postgres;
      world.advance(1000);
      const changes = { skillPath: 'a', tagPattern: 'a@*', defaultBranch: 'next', autoPublish: false };
      const changed = { ...connection, ...changes, settingsRevision: 2, updatedAt: world.now() };
      expect(await connections.update(connection.id, changes, tenant.by)).toEqual(changed);
      world.advance(1000);
      expect(await connections.update(connection.id, changes, tenant.by)).toEqual(changed);
      const off = { ...changed, writeBackEnabled: false, updatedAt: world.now() };
      expect(await connections.update(connection.id, { writeBackEnabled: false }, tenant.by)).toEqual(off);
      const records = await auditOf(connection.id);
      expect(records.map(({ action }) => action)).toEqual([
        'connection.created',
        'connection.updated',
        'connection.updated',
      ]);
      expect(records[1]).toMatchObject({
        member_id: tenant.ownerId,
        details: { skill_path: { from: '.', to: 'a' }, auto_publish: { from: true, to: false } },
      });
      expect(records[2]?.details).toEqual({ write_back_enabled: { from: true, to: false } });
    });

    it('pauses and resumes a connection, whose branch is swept once nothing else pauses it', async () => {
      const connection = await newConnection(world, tenant);
      const { connections, sightings } = world.postgres;
      const change = (changes: ConnectionChanges) => connections.update(connection.id, changes, tenant.by);
      const held = async (changes: ConnectionChanges) => (await change(changes))?.pausedReasons;
      world.advance(1000);
      const pausedReasons = ['paused_by_member'];
      const paused = { ...connection, pausedReason: 'paused_by_member', pausedReasons, updatedAt: world.now() };
      expect(await change({ pausedByMember: true })).toEqual(paused);
      world.advance(1000);
      expect(await change({ pausedByMember: true })).toEqual(paused);
      await sightings.gone(connection.repositoryId, 'repository_deleted');
      expect(await held({ pausedByMember: false })).toEqual(['repository_deleted']);
      expect(await held({ pausedByMember: true })).toEqual(['repository_deleted', 'paused_by_member']);
      await sightings.seen({ installationId: connection.installationId, repository: factsOf(connection) });
      expect(await attemptsOf(world, connection)).toEqual([]);
      world.advance(1000);
      expect(await held({ pausedByMember: false, autoPublish: true })).toEqual([]);
      const swept = { trigger: 'sweep', ref: 'refs/heads/main', commit: null, status: 'pending' };
      expect(await attemptsOf(world, connection)).toMatchObject([swept]);
      const records = (await auditOf(connection.id)).slice(1).map(({ details }) => details);
      expect(records).toEqual([true, false, true, false].map((to) => ({ paused_by_member: { from: !to, to } })));
    });

    it('resumes a connection that does not publish by itself without a sweep', async () => {
      const connection = await newConnection(world, tenant, { autoPublish: false });
      for (const pausedByMember of [true, false]) {
        await world.postgres.connections.update(connection.id, { pausedByMember }, tenant.by);
      }
      expect(await attemptsOf(world, connection)).toEqual([]);
    });

    it('nothing of a pending attempt', async () => {
      const connection = await newConnection(world, tenant);
      const attemptId = await branchAttempt(world, connection, commit('a'));
      await world.postgres.connections.update(connection.id, { skillPath: 'elsewhere' }, tenant.by);
      const [pending] = await attemptsOf(world, connection);
      expect(pending).toMatchObject({ id: attemptId, status: 'pending' });
    });

    it('nothing for another organization', async () => {
      const connection = await newConnection(world, tenant);
      const stranger = await newOrganization(world);
      const { connections } = world.postgres;
      expect(await connections.update(connection.id, { skillPath: 'a' }, stranger.by)).toBeNull();
      expect(await connections.find(connection.id, tenant.organizationId)).toEqual(connection);
    });

    it('two at once, none of which is lost', async () => {
      const connection = await newConnection(world, tenant);
      await Promise.all([
        world.postgres.connections.update(connection.id, { skillPath: 'a' }, tenant.by),
        world.other.connections.update(connection.id, { tagPattern: 'b*' }, tenant.by),
      ]);
      const found = await world.postgres.connections.find(connection.id, tenant.organizationId);
      expect(found).toMatchObject({ skillPath: 'a', tagPattern: 'b*', settingsRevision: 3 });
    });
  });

  it('keeps the write-back mode of an organization', async () => {
    const { connections } = world.postgres;
    expect(await connections.writeBackMode(tenant.organizationId)).toBe('checks');
    await connections.setWriteBackMode('off', tenant.by);
    expect(await connections.writeBackMode(tenant.organizationId)).toBe('off');
    await connections.setWriteBackMode('checks', tenant.by);
  });

  it('deletes a connection, and its pending attempts end as skipped', async () => {
    const connection = await newConnection(world, tenant);
    const attemptId = await branchAttempt(world, connection, commit('a'));
    const { connections, attempts } = world.postgres;
    expect(await connections.delete(connection.id, tenant.by)).toBe(true);
    expect(await connections.delete(connection.id, tenant.by)).toBe(false);
    const [ended] = await attemptsOf(world, connection);
    expect(ended).toMatchObject({ id: attemptId, status: 'skipped', reason: 'cancelled', writeBackStatus: 'disabled' });
    expect(ended?.message).toContain('acme/skills was deleted');
    const failed: PublishOutcome = { kind: 'failed', fault: 'service', reason: 'x', message: 'x', annotations: [] };
    expect(await attempts.recordOutcome(attemptId, failed)).toMatchObject({ kind: 'skipped', reason: 'cancelled' });
    const request = { connectionId: connection.id, trigger: 'manual', ref: 'main', commit: null } as const;
    await expect(attempts.request({ ...request, id: newId<AttemptId>() }, tenant.by)).rejects.toThrow('does not exist');
  });

  it('leaves no pending attempt when an event and the deletion meet', async () => {
    for (let round = 0; round < 15; round += 1) {
      const connection = await newConnection(world, tenant);
      await Promise.allSettled([
        deliver(world, tagPush(connection, 'v1.0.0', commit('a')), tagPush(connection, 'v1.0.1', commit('a'))),
        world.other.connections.delete(connection.id, tenant.by),
      ]);
      await world.postgres.connections.delete(connection.id, tenant.by);
      expect((await attemptsOf(world, connection)).filter(({ status }) => status === 'pending')).toEqual([]);
    }
  });
});

/** The connection's repository, as GitHub shows it. */
function factsOf(connection: Connection): RepositoryFacts {
  const { repositoryId: id, repositoryOwnerId: ownerId, repositoryOwner: owner, repositoryName: name } = connection;
  return { id, ownerId, owner, name, private: false, archived: false, defaultBranch: 'main' };
}
