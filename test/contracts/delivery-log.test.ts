import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import type { InstallationFacts } from '../../domain/installations/installation.ts';
import type { AttemptId, DeliveryId, Sha } from '../../domain/shared/ids.ts';
import type { DeliveryOrigin } from '../../ports/deliveries/deliveries.ts';
import type { DeliveryScope } from '../../ports/deliveries/delivery-log.ts';
import {
  attemptsOf,
  branchPush,
  commit,
  installationFacts,
  newConnection,
  newId,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  type Tenant,
} from './persistence-world.ts';

describe('the inbox as people see it, on PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;
  let other: Tenant;
  let own: InstallationFacts;
  let others: InstallationFacts;

  beforeAll(async () => {
    world = await openWorld();
    tenant = await newOrganization(world);
    other = await newOrganization(world);
    own = installationFacts();
    others = installationFacts();
    await world.postgres.installations.bind(own, tenant.by);
    await world.postgres.installations.bind(others, other.by);
  }, 60_000);
  afterAll(() => world.close());
  afterEach(() => world.query('truncate webhook_deliveries cascade'));

  const log = () => world.postgres.deliveryLog;
  const scope = (unclaimed = false): DeliveryScope => ({ organizationId: tenant.organizationId, unclaimed });
  const origin = (over: Partial<DeliveryOrigin> = {}): DeliveryOrigin => ({
    ...{ installationId: own.installationId, repositoryId: null, repository: 'Acme/Skills' },
    ...{ ref: 'refs/heads/main', commit: commit('a') },
    ...over,
  });
  const receive = async (over: Partial<DeliveryOrigin> = {}, event = 'push', guid = newId()) => {
    const body = new TextEncoder().encode(`{"zen":"${guid}"}`);
    const headers = { 'user-agent': 'GitHub-Hookshot/1' };
    const said = { guid, event, action: null, body, disposition: 'pending', origin: origin(over), headers } as const;
    await world.postgres.deliveries.receive(said);
    world.advance(1_000);
    const [row] = await world.query('select id from webhook_deliveries where guid = $1', [guid]);
    return { guid, id: row?.id as DeliveryId };
  };
  const guids = async (query: Partial<Parameters<ReturnType<typeof log>['list']>[0]> = {}) =>
    (await log().list({ scope: scope(), limit: 50, ...query })).deliveries.map(({ guid }) => guid);

  it('shows the deliveries of the own installations, and those of nobody to who may see them', async () => {
    const first = await receive();
    const stranger = await receive({ installationId: others.installationId });
    const unbound = await receive({ installationId: installationFacts().installationId });
    const none = await receive({ installationId: null });
    expect(await guids()).toEqual([first.guid]);
    expect(await guids({ scope: scope(true) })).toEqual([none.guid, unbound.guid, first.guid]);
    expect(await log().find(stranger.id, scope(true))).toBeNull();
    expect(await log().find(unbound.id, scope())).toBeNull();
    expect(await log().reopen(stranger.id, scope(true), tenant.by)).toEqual({ kind: 'not-found' });
  });

  it('is filtered and paged, newest first', async () => {
    const start = world.now();
    const [first, second, third] = [
      await receive(),
      await receive({ repository: 'acme/other' }),
      await receive({}, 'create'),
    ];
    expect(await guids({ event: 'create' })).toEqual([third.guid]);
    expect(await guids({ repository: 'ACME/skills' })).toEqual([third.guid, first.guid]);
    expect(await guids({ guid: second.guid })).toEqual([second.guid]);
    expect(await guids({ status: 'failed' })).toEqual([]);
    expect(await guids({ since: new Date(start.getTime() + 1_000) })).toEqual([third.guid, second.guid]);
    expect(await guids({ until: new Date(start.getTime() + 1_000) })).toEqual([first.guid]);
    const page = await log().list({ scope: scope(), limit: 2 });
    expect(page.deliveries.map(({ guid }) => guid)).toEqual([third.guid, second.guid]);
    expect(await guids({ limit: 2, cursor: page.nextCursor ?? '' })).toEqual([first.guid]);
  });

  it('tells headers, body and what was decided for the own connections', async () => {
    const connection = await newConnection(world, tenant, { installationId: own.installationId });
    const theirs = await newConnection(world, other);
    const { id } = await receive();
    await world.postgres.deliveries.claim(1_000);
    await world.postgres.deliveries.recordDecisions(id, [
      branchPush(connection, commit('a')),
      branchPush(theirs, commit('a')),
    ]);
    const found = await log().find(id, scope());
    expect(found?.headers).toEqual({ 'user-agent': 'GitHub-Hookshot/1' });
    expect(JSON.parse(new TextDecoder().decode(found?.body ?? new Uint8Array()))).toHaveProperty('zen');
    expect(found?.decisions).toMatchObject([
      { connectionId: connection.id, repository: 'acme/skills', verdict: 'publish', reason: null },
    ]);
    expect(found?.delivery).toMatchObject({ status: 'processed', commit: commit('a'), repository: 'Acme/Skills' });
  });

  it('is filtered by what was decided for the own connections, and counts that', async () => {
    const connection = await newConnection(world, tenant, { installationId: own.installationId });
    const theirs = await newConnection(world, other);
    const [published, nobodys] = [await receive(), await receive()];
    const decide = async (id: DeliveryId, on: Connection) => {
      await world.postgres.deliveries.claim(1_000);
      await world.postgres.deliveries.recordDecisions(id, [branchPush(on, commit('a'))]);
    };
    await decide(published.id, connection);
    await decide(nobodys.id, theirs);
    expect(await guids({ verdict: 'publish' })).toEqual([published.guid]);
    expect(await guids({ verdict: 'skip' })).toEqual([]);
    expect(await guids({ verdict: 'none' })).toEqual([nobodys.guid]);
    const { deliveries } = await log().list({ scope: scope(), limit: 50 });
    const none = { publish: 0, joined: 0, skip: 0, preview: 0 };
    expect(deliveries.map(({ verdicts }) => verdicts)).toEqual([none, { ...none, publish: 1 }]);
  });

  it('has a delivery processed again, once, with an audit record; nothing is made twice', async () => {
    const connection = await newConnection(world, tenant, { installationId: own.installationId });
    const { id } = await receive({ commit: commit('again') });
    const { deliveries } = world.postgres;
    await deliveries.claim(1_000);
    await deliveries.recordDecisions(id, [branchPush(connection, commit('again'))]);
    expect(await deliveries.claim(1_000)).toBeNull();
    world.advance(1);
    expect(await log().reopen(id, scope(), tenant.by)).toMatchObject({
      kind: 'reopened',
      delivery: { status: 'pending' },
    });
    expect(await log().reopen(id, scope(), tenant.by)).toMatchObject({ kind: 'pending' });
    expect(await deliveries.claim(1_000)).toMatchObject({ id, tries: 1 });
    expect(await deliveries.recordDecisions(id, [branchPush(connection, commit('again'))])).toMatchObject({
      attemptsMade: 0,
    });
    const verdicts = (await log().find(id, scope()))?.decisions.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['publish', 'joined']);
    const records = await world.query("select target_id from audit_log where action = 'delivery.reopened'");
    expect(records).toEqual([{ target_id: id }]);
  });

  it('drops bodies by age, but none that are still needed', async () => {
    const { deliveries } = world.postgres;
    const old = await receive();
    await deliveries.claim(1_000);
    await deliveries.recordDecisions(old.id, []);
    const pending = await receive();
    const limit = world.now();
    const young = await receive();
    await world.query("update webhook_deliveries set status = 'processed' where id = $1", [young.id]);
    expect(await log().dropBodies(limit, 100)).toBe(1);
    expect(await log().dropBodies(limit, 100)).toBe(0);
    expect((await log().find(old.id, scope()))?.body).toBeNull();
    expect((await log().find(pending.id, scope()))?.body).not.toBeNull();
    expect((await log().find(young.id, scope()))?.body).not.toBeNull();
    expect(await log().reopen(old.id, scope(), tenant.by)).toEqual({ kind: 'body-gone' });
    await world.query("update webhook_deliveries set status = 'failed' where id = $1", [old.id]);
    const body = new TextEncoder().encode('{"back":true}');
    await deliveries.receive({ guid: old.guid, event: 'push', action: null, body, disposition: 'pending' });
    expect((await log().find(old.id, scope()))?.body).toEqual(Buffer.from(body));
  });

  it('counts no try for a wait that GitHub asked for', async () => {
    const { deliveries } = world.postgres;
    const { id } = await receive();
    for (let wait = 0; wait < 12; wait += 1) {
      expect(await deliveries.claim(1_000)).toMatchObject({ id, tries: 1 });
      await deliveries.recordFailure(id, 'wait', world.now(), { spendsNoTry: true });
    }
    expect(await deliveries.claim(1_000)).toMatchObject({ tries: 1 });
    await deliveries.recordFailure(id, 'away', world.now());
    expect(await deliveries.claim(1_000)).toMatchObject({ tries: 2 });
  });

  it('counts from one again for a delivery that is processed again while GitHub lets its try wait', async () => {
    const { deliveries } = world.postgres;
    const { id } = await receive();
    await deliveries.claim(1_000);
    await deliveries.recordFailure(id, 'away', world.now());
    expect(await deliveries.claim(1_000)).toMatchObject({ tries: 2 });
    expect(await log().reopen(id, scope(), tenant.by)).toMatchObject({ kind: 'reopened' });
    await deliveries.recordFailure(id, 'wait', world.now(), { spendsNoTry: true });
    expect(await deliveries.claim(1_000)).toMatchObject({ tries: 1 });
  });

  describe('explanations', () => {
    const explain = (over: Partial<Parameters<PersistenceWorld['postgres']['explanations']['find']>[0]>) =>
      world.postgres.explanations.find({
        ...{ scope: scope(), repository: 'ACME/explained', commit: null, refs: null, delivery: null },
        ...over,
      });
    const decided = async (head: Sha, ref = 'refs/heads/main') => {
      const connection = await newConnection(world, tenant, {
        ...{ installationId: own.installationId, repositoryName: 'explained' },
      });
      const delivery = await receive({ repository: 'acme/explained', commit: head, ref });
      await world.postgres.deliveries.claim(1_000);
      await world.postgres.deliveries.recordDecisions(delivery.id, [{ ...branchPush(connection, head), ref }]);
      return { connection, delivery };
    };

    it('are found by an abbreviated commit, by a ref, by a GUID and by an id', async () => {
      const head = commit('explained');
      const { connection, delivery } = await decided(head);
      const all = {
        connections: [{ id: connection.id, entryName: connection.entryName, installation: 'active' }],
        deliveries: [{ id: delivery.id }],
        decisions: [{ deliveryId: delivery.id, connectionId: connection.id }],
        attempts: [{ attempt: { connectionId: connection.id, commit: head }, outcome: null }],
        truncated: false,
      };
      expect(await explain({ commit: head.slice(0, 7) })).toMatchObject(all);
      expect(await explain({ commit: head })).toMatchObject(all);
      expect(await explain({ refs: ['main', 'refs/heads/main'] })).toMatchObject(all);
      expect(await explain({})).toMatchObject(all);
      expect(await explain({ repository: null, commit: head.slice(0, 7) })).toMatchObject(all);
      expect(await explain({ repository: null, delivery: { guid: delivery.guid, id: null } })).toMatchObject(all);
      expect(await explain({ repository: null, delivery: { guid: delivery.id, id: delivery.id } })).toMatchObject(all);
      await world.query('delete from github_connections where id = $1', [connection.id]);
    });

    it('of a commit alone find what members asked for', async () => {
      const connection = await newConnection(world, tenant);
      const head = commit('asked for');
      const run = { id: newId<AttemptId>(), connectionId: connection.id, ref: 'refs/heads/main', commit: head };
      await world.postgres.attempts.request({ ...run, trigger: 'manual' }, tenant.by);
      const asked = { repository: null, commit: head.slice(0, 9) };
      expect(await explain(asked)).toMatchObject({
        connections: [{ id: connection.id }],
        attempts: [{ attempt: { id: run.id } }],
        deliveries: [],
      });
      const theirs = { organizationId: other.organizationId, unclaimed: true };
      expect(await explain({ ...asked, scope: theirs })).toMatchObject({ connections: [], attempts: [] });
    });

    it('leave out attempts that turned out to repeat another one', async () => {
      const head = commit('swept again');
      const { connection, delivery } = await decided(head);
      for (const pausedByMember of [true, false]) {
        await world.postgres.connections.update(connection.id, { pausedByMember }, tenant.by);
      }
      const swept = (await attemptsOf(world, connection)).find(({ trigger }) => trigger === 'sweep');
      if (!swept) throw new Error('There was no sweep.');
      const joined = await world.postgres.attempts.settleCommit(swept.id, { ref: 'refs/heads/main', commit: head });
      expect(joined.kind).toBe('joined');
      const { attempts } = await explain({ commit: head });
      expect(attempts).toMatchObject([{ attempt: { trigger: 'branch' } }]);
      // As of an event that came before the commit was known: a tag's, or a branch's first.
      const named = 'update github_decisions set attempt_id = $1 where connection_id = $2';
      await world.query(named, [swept.id, connection.id]);
      const byDelivery = { repository: null, delivery: { guid: delivery.guid, id: null } };
      for (const asked of [{ commit: head }, byDelivery]) {
        expect((await explain(asked)).attempts).toMatchObject([{ attempt: { trigger: 'branch' } }]);
      }
      await world.query('delete from github_connections where id = $1', [connection.id]);
    });

    it('are empty but for the connections when nothing is known, and for others', async () => {
      const head = commit('known');
      const { connection, delivery } = await decided(head);
      const unknown = await explain({ commit: '0123456' });
      expect(unknown).toMatchObject({
        connections: [{ id: connection.id }],
        deliveries: [],
        decisions: [],
        attempts: [],
      });
      const nothing = { connections: [], deliveries: [], decisions: [], attempts: [] };
      const theirs = { organizationId: other.organizationId, unclaimed: true };
      expect(await explain({ scope: theirs, commit: head })).toMatchObject(nothing);
      const asked = { scope: theirs, repository: null, delivery: { guid: delivery.guid, id: null } };
      expect(await explain(asked)).toMatchObject(nothing);
      expect(await explain({ repository: null, delivery: { guid: 'a\0b', id: null } })).toMatchObject(nothing);
      await world.query('delete from github_connections where id = $1', [connection.id]);
    });

    it('tell what came of a delivery whose connection was deleted, or follows its repository under another name', async () => {
      for (const [name, change, known] of [
        ['deleted', 'delete from github_connections where id = $1', false],
        ['renamed', "update github_connections set repository_name = 'renamed' where id = $1", true],
      ] as const) {
        const head = commit(name);
        const { connection, delivery } = await decided(head);
        await world.query(change, [connection.id]);
        const told = {
          connections: known ? [{ id: connection.id, repositoryName: 'renamed' }] : [],
          deliveries: [{ id: delivery.id }],
          decisions: [{ deliveryId: delivery.id, connectionId: connection.id }],
          attempts: [{ attempt: { connectionId: connection.id, commit: head } }],
        };
        expect(await explain({ commit: head })).toMatchObject(told);
        expect(await explain({ refs: ['refs/heads/main'] })).toMatchObject({ decisions: told.decisions });
        await world.query('truncate webhook_deliveries cascade');
      }
    });

    it('are bounded, and say so', async () => {
      const connection = await newConnection(world, tenant, {
        ...{ installationId: own.installationId, repositoryName: 'explained' },
      });
      for (let n = 0; n < 21; n += 1) {
        await world.postgres.attempts.request(
          { id: newId(), connectionId: connection.id, trigger: 'manual', ref: 'main', commit: null },
          tenant.by,
        );
        world.advance(1);
      }
      const found = await explain({ refs: ['main'] });
      expect(found.attempts).toHaveLength(20);
      expect(found.truncated).toBe(true);
    });
  });
});
