import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import type { RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import type { AccountId, InstallationId, RepositoryId } from '../../domain/shared/ids.ts';
import { eventually } from '../support/eventually.ts';
import {
  attemptsOf,
  branchPush,
  claimedDelivery,
  commit,
  deliver,
  installationFacts,
  newConnection,
  newGitHubId,
  newId,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  type Tenant,
} from './persistence-world.ts';

let world: PersistenceWorld;
let tenant: Tenant;

beforeAll(async () => {
  world = await openWorld();
  tenant = await newOrganization(world);
}, 60_000);
afterAll(() => world.close());

/** What GitHub shows of the connection's repository. */
function seen(connection: Connection, changes: Partial<RepositoryFacts> = {}, through = connection.installationId) {
  const repository: RepositoryFacts = {
    ...{ id: connection.repositoryId, ownerId: connection.repositoryOwnerId, defaultBranch: 'main' },
    ...{ owner: 'acme', name: 'skills', private: false, archived: false },
    ...changes,
  };
  return { repository, installationId: through };
}

async function now({ id, organizationId }: Connection): Promise<Connection> {
  const connection = await world.postgres.connections.find(id, organizationId);
  if (connection === null) throw new Error('the connection is gone');
  return connection;
}

const otherOwner = () => ({ ownerId: newGitHubId<AccountId>(), owner: 'taker' });

describe('a repository that GitHub shows, on PostgreSQL', () => {
  it('lends its names, privacy and archiving to all of its connections, whosever they are', async () => {
    const stranger = await newOrganization(world);
    const one = await newConnection(world, tenant);
    const { repositoryId, repositoryOwnerId } = one;
    const two = await newConnection(world, stranger, { repositoryId, repositoryOwnerId });
    const other = await newConnection(world, tenant);
    expect((await world.postgres.sightings.connectionsOf(repositoryId)).map(({ id }) => id).sort()).toEqual(
      [one.id, two.id].sort(),
    );
    await world.postgres.sightings.seen(seen(one, { owner: 'acme2', name: 'tools', private: true, archived: true }));
    const followed = {
      repositoryOwner: 'acme2',
      repositoryName: 'tools',
      repositoryPrivate: true,
      repositoryArchived: true,
    };
    for (const it of [one, two]) expect(await now(it)).toMatchObject({ ...followed, pausedReasons: [] });
    expect(await now(other)).toEqual(other);
  });

  it('pauses under another owner, and goes on with a sweep under the first one', async () => {
    const connection = await newConnection(world, tenant);
    const { sightings } = world.postgres;
    expect(await sightings.seen(seen(connection, otherOwner(), newGitHubId<InstallationId>()))).toEqual([]);
    expect(await now(connection)).toMatchObject({ pausedReason: 'repository_transferred', repositoryOwner: 'taker' });
    expect(await attemptsOf(world, connection)).toEqual([]);
    expect(await sightings.seen(seen(connection))).toEqual([connection.id]);
    expect(await now(connection)).toMatchObject({ pausedReason: null, repositoryOwner: 'acme' });
    expect(await attemptsOf(world, connection)).toMatchObject([{ trigger: 'sweep', ref: 'refs/heads/main' }]);
    expect(await sightings.seen(seen(connection))).toEqual([]);
    expect(await attemptsOf(world, connection)).toHaveLength(1);
  });

  it('keeps a weaker reason that began under a stronger one until it ends itself', async () => {
    const connection = await newConnection(world, tenant);
    const { sightings, installations } = world.postgres;
    await installations.remove(connection.installationId);
    await sightings.seen(seen(connection, otherOwner(), newGitHubId<InstallationId>()));
    await sightings.outOfReach(connection.repositoryId, connection.installationId);
    const all = ['repository_transferred', 'installation_deleted', 'repository_removed_from_installation'];
    expect(await now(connection)).toMatchObject({ pausedReason: all[0], pausedReasons: all });
    await sightings.seen(seen(connection, {}, newGitHubId<InstallationId>()));
    expect(await now(connection)).toMatchObject({ pausedReason: all[1], pausedReasons: all.slice(1) });
    const { repositoryOwnerId: accountId, organizationId } = connection;
    await installations.bind(installationFacts({ accountId }), tenant.by);
    expect(await now(connection)).toMatchObject({ organizationId, pausedReason: null, pausedReasons: [] });
  });

  it('is out of reach for one installation only', async () => {
    const one = await newConnection(world, tenant);
    const { repositoryId } = one;
    const other = await newConnection(world, tenant, { repositoryId });
    await world.postgres.sightings.outOfReach(repositoryId, one.installationId);
    expect((await now(one)).pausedReason).toBe('repository_removed_from_installation');
    expect((await now(other)).pausedReason).toBeNull();
    expect(await world.postgres.sightings.connectionsThrough(other.installationId)).toEqual([await now(other)]);
    await world.postgres.sightings.seen(seen(one, {}, other.installationId));
    expect((await now(one)).pausedReason).toBe('repository_removed_from_installation');
  });

  it('is found by its name when another repository bears it, in any case', async () => {
    const connection = await newConnection(world, tenant, { repositoryOwner: 'Named', repositoryName: 'Skills' });
    const { sightings } = world.postgres;
    const newcomer = seen(connection, { id: newGitHubId<RepositoryId>(), owner: 'named', name: 'skills' });
    expect(await sightings.connectionsByName(newcomer)).toEqual([connection]);
    expect(await sightings.connectionsByName(seen(connection, { owner: 'Named', name: 'Skills' }))).toEqual([]);
    await sightings.gone(connection.repositoryId, 'repository_replaced');
    expect((await now(connection)).pausedReason).toBe('repository_replaced');
    expect(await sightings.seen(seen(connection))).toEqual([connection.id]);
  });

  it('makes no sweep where automatic publishing is off', async () => {
    const connection = await newConnection(world, tenant, { autoPublish: false });
    await world.postgres.sightings.gone(connection.repositoryId, 'repository_deleted');
    expect(await world.postgres.sightings.seen(seen(connection))).toEqual([connection.id]);
    expect(await attemptsOf(world, connection)).toEqual([]);
  });
});

describe('an entry whose repository was made private, on PostgreSQL', () => {
  const hiddenOf = async ({ entryId }: Connection) =>
    (await world.query('select hidden_reason, hidden_at from registry_entries where id = $1', [entryId]))[0];
  const show = ({ entryId }: Connection, visibility = 'public') =>
    world.query('update registry_entries set visibility = $2 where id = $1', [entryId, visibility]);

  it.each(['public', 'unlisted'])('of visibility %s is hidden, and shown again', async (visibility) => {
    const connection = await newConnection(world, tenant);
    await show(connection, visibility);
    await world.postgres.sightings.seen(seen(connection, { private: true }));
    expect(await hiddenOf(connection)).toEqual({ hidden_reason: 'source_made_private', hidden_at: world.now() });
    await world.postgres.sightings.seen(seen(connection));
    expect(await hiddenOf(connection)).toEqual({ hidden_reason: null, hidden_at: null });
  });

  it('that only the organization sees is not hidden', async () => {
    const connection = await newConnection(world, tenant);
    await world.postgres.sightings.seen(seen(connection, { private: true }));
    expect(await hiddenOf(connection)).toMatchObject({ hidden_reason: null });
  });

  it('stays shown when a person confirmed that, until it is made private anew', async () => {
    const confirmed = await newConnection(world, tenant, { repositoryPrivate: true });
    await show(confirmed);
    await world.postgres.sightings.seen(seen(confirmed, { private: true }));
    await world.postgres.sightings.madePrivate(confirmed.repositoryId);
    expect(await hiddenOf(confirmed)).toMatchObject({ hidden_reason: null });
    await world.postgres.sightings.seen(seen(confirmed));
    await world.postgres.sightings.madePrivate(confirmed.repositoryId);
    expect(await hiddenOf(confirmed)).toMatchObject({ hidden_reason: 'source_made_private' });
    expect(await now(confirmed)).toMatchObject({ repositoryPrivate: true });
  });

  it('of a connection that nobody knows to have been public is not hidden by a look', async () => {
    const connection = await newConnection(world, tenant, { repositoryPrivate: null });
    await show(connection);
    await world.postgres.sightings.seen(seen(connection, { private: true }));
    expect(await hiddenOf(connection)).toMatchObject({ hidden_reason: null });
  });
});

describe('the entry is locked before its connection, on PostgreSQL', () => {
  const hidden = { private: true };
  it.each([
    ['a look at a repository', (connection: Connection) => world.postgres.sightings.seen(seen(connection, hidden))],
    ['a repository made private', ({ repositoryId }: Connection) => world.postgres.sightings.madePrivate(repositoryId)],
    [
      'a confirmed transfer',
      (connection: Connection) =>
        world.postgres.sightings.confirmTransfer(connection.id, seen(connection, hidden), tenant.by),
    ],
  ])('by %s', async (_what, change) => {
    const connection = await newConnection(world, tenant);
    await world.query("update registry_entries set visibility = 'public' where id = $1", [connection.entryId]);
    const other = new pg.Client({ connectionString: world.databaseUrl });
    await other.connect();
    try {
      await other.query('begin');
      await other.query('select 1 from registry_entries where id = $1 for no key update', [connection.entryId]);
      const changing = change(connection);
      const waits = async () => (await world.query('select 1 from pg_locks where not granted')).length > 0;
      await eventually('the change waits', waits);
      await other.query('select 1 from github_connections where id = $1 for no key update nowait', [connection.id]);
      await other.query('commit');
      await changing;
    } finally {
      await other.end();
    }
  });
});

describe('a confirmed transfer, on PostgreSQL', () => {
  it('binds the connection to owner and installation of now, sweeps, and is told in the audit log', async () => {
    const connection = await newConnection(world, tenant);
    const { sightings } = world.postgres;
    const taken = seen(connection, otherOwner(), newGitHubId<InstallationId>());
    await sightings.seen(taken);
    await sightings.outOfReach(connection.repositoryId, connection.installationId);
    const confirmed = await sightings.confirmTransfer(connection.id, taken, tenant.by);
    const { ownerId } = taken.repository;
    expect(confirmed).toMatchObject({
      ...{ repositoryOwnerId: ownerId, repositoryOwner: 'taker', installationId: taken.installationId },
      ...{ pausedReason: null, pausedReasons: [] },
    });
    expect(await attemptsOf(world, connection)).toMatchObject([{ trigger: 'sweep' }]);
    const audit = await world.query('select action, member_id, details from audit_log where target_id = $1', [
      connection.id,
    ]);
    expect(audit).toContainEqual({
      action: 'connection.transfer_confirmed',
      member_id: tenant.ownerId,
      details: {
        repository: 'taker/skills',
        repository_owner_id: { from: connection.repositoryOwnerId, to: ownerId },
        installation_id: { from: connection.installationId, to: taken.installationId },
      },
    });
  });

  it('is no other organization’s to confirm, and holds for the very repository', async () => {
    const connection = await newConnection(world, tenant);
    const taken = seen(connection, otherOwner());
    const stranger = await newOrganization(world);
    const { sightings } = world.postgres;
    expect(await sightings.confirmTransfer(connection.id, taken, stranger.by)).toBeNull();
    const another = { ...taken, repository: { ...taken.repository, id: newGitHubId<RepositoryId>() } };
    expect(await sightings.confirmTransfer(connection.id, another, tenant.by)).toBeNull();
    expect(await now(connection)).toEqual(connection);
  });
});

describe('a connection that is deleted under its attempts, on PostgreSQL', () => {
  it('leaves what an announced attempt needs to conclude, and nothing to others', async () => {
    const { attempts, connections } = world.postgres;
    const connection = await newConnection(world, tenant);
    await deliver(world, branchPush(connection, commit('announced')));
    await deliver(world, branchPush(connection, commit('waiting')));
    const [waiting, announced] = await attemptsOf(world, connection);
    if (!waiting || !announced) throw new Error('two attempts were made');
    const before = announced.commit === commit('announced') ? [announced, waiting] : [waiting, announced];
    const [first, second] = before.map(({ id }) => id);
    if (!first || !second) throw new Error('two attempts were made');
    await attempts.beginWriteBack(first, 'announce');
    expect(await connections.delete(connection.id, tenant.by)).toBe(true);
    const context = await attempts.context(first);
    expect(context).toMatchObject({
      connection,
      outcome: { kind: 'skipped', reason: 'cancelled' },
      attempt: { status: 'skipped', writeBackStatus: 'pending' },
    });
    expect((await attempts.context(second))?.attempt).toMatchObject({ writeBackStatus: 'disabled' });
  });

  it('leaves nothing of attempts that were over', async () => {
    const { attempts, connections } = world.postgres;
    const connection = await newConnection(world, tenant, { writeBackEnabled: false });
    const delivery = await claimedDelivery(world);
    const skip = {
      ...branchPush(connection, commit('skipped')),
      verdict: { kind: 'skip', reason: 'connection_paused', asAttempt: true },
    } as const;
    await world.postgres.deliveries.recordDecisions(delivery, [skip]);
    const [attempt] = await attemptsOf(world, connection);
    await connections.delete(connection.id, tenant.by);
    expect(await attempts.context(attempt?.id ?? newId())).toBeNull();
  });
});

describe('an account that was renamed, on PostgreSQL', () => {
  it('lends its login to its connections, save to those whose repository left it', async () => {
    const { installations, sightings } = world.postgres;
    const facts = installationFacts({ accountLogin: 'before' });
    await installations.bind(facts, tenant.by);
    const { installationId, accountId: repositoryOwnerId } = facts;
    const kept = await newConnection(world, tenant, { installationId, repositoryOwnerId, repositoryOwner: 'before' });
    const left = await newConnection(world, tenant, { installationId, repositoryOwnerId, repositoryOwner: 'before' });
    await sightings.seen(seen(left, otherOwner(), newGitHubId<InstallationId>()));
    await installations.keep({ ...facts, accountLogin: 'after' });
    expect(await now(kept)).toMatchObject({ repositoryOwner: 'after' });
    expect(await now(left)).toMatchObject({ repositoryOwner: 'taker' });
  });
});
