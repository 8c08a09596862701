import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ReceivedDelivery } from '../../ports/deliveries/deliveries.ts';
import { claimedDelivery, newId, openWorld, type PersistenceWorld } from './persistence-world.ts';

const push: Omit<ReceivedDelivery, 'guid'> = {
  event: 'push',
  action: null,
  body: new Uint8Array([0, 255, 39, 92, 10, 123]),
  disposition: 'pending',
};

describe('the inbox on PostgreSQL', () => {
  let world: PersistenceWorld;

  beforeAll(async () => {
    world = await openWorld();
  }, 60_000);
  afterAll(() => world.close());
  afterEach(() => world.query('truncate webhook_deliveries cascade'));

  it('stores the bytes as they came, and a redelivery only once', async () => {
    const { deliveries } = world.postgres;
    const guid = newId();
    expect(await deliveries.receive({ ...push, guid })).toEqual({ kind: 'stored' });
    expect(await deliveries.receive({ ...push, guid })).toEqual({ kind: 'repeated' });
    const claimed = await deliveries.claim(1000);
    expect(claimed).toMatchObject({ guid, event: 'push', receivedAt: world.now(), tries: 1 });
    expect([...(claimed?.body ?? [])]).toEqual([...push.body]);
    await deliveries.recordDecisions(claimed?.id ?? newId(), []);
    expect(await deliveries.receive({ ...push, guid })).toEqual({ kind: 'repeated' });
    expect(await deliveries.claim(1000)).toBeNull();
  });

  it('stores a delivery once when it comes to several servers at the same time', async () => {
    const guid = newId();
    const kinds = await Promise.all(
      [world.postgres, world.other, world.postgres, world.other].map(({ deliveries }) =>
        deliveries.receive({ ...push, guid }),
      ),
    );
    expect(kinds.filter(({ kind }) => kind === 'stored')).toHaveLength(1);
    expect(await world.query('select count(*)::int as n from webhook_deliveries')).toEqual([{ n: 1 }]);
  });

  it('never hands out an event that is ignored', async () => {
    const guid = newId();
    await world.postgres.deliveries.receive({ ...push, guid, event: 'star', disposition: 'ignored' });
    expect(await world.postgres.deliveries.claim(1000)).toBeNull();
    expect(await world.postgres.deliveries.receive({ ...push, guid })).toEqual({ kind: 'repeated' });
  });

  it('takes a body of 25 MiB', async () => {
    const body = new Uint8Array(25 * 1024 * 1024).fill(0x27);
    await world.postgres.deliveries.receive({ ...push, guid: newId(), body });
    const claimed = await world.postgres.deliveries.claim(1000);
    expect(Buffer.compare(claimed?.body ?? new Uint8Array(), body)).toBe(0);
  });

  it('hands out the oldest first, each to one server, and again when a lease ran out', async () => {
    const guids: string[] = [];
    for (let index = 0; index < 6; index += 1) {
      const guid = newId();
      guids.push(guid);
      await world.postgres.deliveries.receive({ ...push, guid });
      world.advance(1);
    }
    expect((await world.postgres.deliveries.claim(1000))?.guid).toBe(guids[0]);
    const rest = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) => (n % 2 ? world.postgres : world.other).deliveries.claim(1000)),
    );
    const claimed = rest.filter((delivery) => delivery !== null).map(({ guid }) => guid);
    expect(claimed.length).toBeGreaterThanOrEqual(1);
    for (let left = 5 - claimed.length; left > 0; left -= 1) {
      claimed.push((await world.postgres.deliveries.claim(1000))?.guid ?? 'none');
    }
    expect(claimed.sort()).toEqual(guids.slice(1).sort());
    expect(await world.other.deliveries.claim(1000)).toBeNull();
    world.advance(1000);
    expect(await world.other.deliveries.claim(1000)).toMatchObject({ guid: guids[0], tries: 2 });
  });

  it('does not wait for a delivery that another server is busy with', async () => {
    const guids = [newId(), newId()];
    for (const guid of guids) {
      await world.postgres.deliveries.receive({ ...push, guid });
      world.advance(1);
    }
    const busy = new pg.Client({ connectionString: world.databaseUrl, idle_in_transaction_session_timeout: 5000 });
    busy.on('error', () => undefined);
    await busy.connect();
    try {
      await busy.query('begin');
      await busy.query('select 1 from webhook_deliveries where guid = $1 for update', [guids[0]]);
      expect((await world.postgres.deliveries.claim(1000))?.guid).toBe(guids[1]);
    } finally {
      await busy.end();
    }
  });

  it('puts a failed delivery back until its time', async () => {
    const { deliveries } = world.postgres;
    const id = await claimedDelivery(world);
    await deliveries.recordFailure(id, 'GitHub is away', new Date(world.now().getTime() + 5000));
    expect(await deliveries.claim(1000)).toBeNull();
    world.advance(4999);
    expect(await deliveries.claim(1000)).toBeNull();
    world.advance(1);
    expect(await deliveries.claim(1000)).toMatchObject({ id, tries: 2 });
  });

  it('keeps a delivery that failed for good until it comes again', async () => {
    const { deliveries } = world.postgres;
    const guid = newId();
    await deliveries.receive({ ...push, guid });
    const claimed = await deliveries.claim(1000);
    await deliveries.recordFailure(claimed?.id ?? newId(), 'malformed', null);
    world.advance(100_000);
    expect(await deliveries.claim(1000)).toBeNull();
    const kinds = await Promise.all([
      deliveries.receive({ ...push, guid }),
      world.other.deliveries.receive({ ...push, guid }),
    ]);
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['reopened', 'repeated']);
    expect(await deliveries.claim(1000)).toMatchObject({ guid, tries: 1 });
  });

  it('is done when it was processed although a server that lost its lease gave it up', async () => {
    const { deliveries } = world.postgres;
    const id = await claimedDelivery(world);
    await world.other.deliveries.recordFailure(id, 'too often', null);
    await deliveries.recordDecisions(id, []);
    expect(await world.query('select status, error from webhook_deliveries')).toEqual([
      { status: 'processed', error: null },
    ]);
  });

  it('is due at once when it comes again while it waits for its next try', async () => {
    const { deliveries } = world.postgres;
    const guid = newId();
    await deliveries.receive({ ...push, guid });
    const claimed = await deliveries.claim(1000);
    await deliveries.recordFailure(claimed?.id ?? newId(), 'away', new Date(world.now().getTime() + 3_600_000));
    expect(await deliveries.claim(1000)).toBeNull();
    expect(await deliveries.receive({ ...push, guid })).toEqual({ kind: 'reopened' });
    expect(await deliveries.claim(1000)).toMatchObject({ guid, tries: 1 });
    expect(await deliveries.receive({ ...push, guid })).toEqual({ kind: 'repeated' });
    expect(await deliveries.claim(1000)).toBeNull();
  });

  it('stores any text as action', async () => {
    await world.postgres.deliveries.receive({ ...push, guid: newId(), action: 'a\0b\ud800' });
    expect(await world.query('select action from webhook_deliveries')).toEqual([{ action: 'a\ufffdb\ufffd' }]);
  });

  it('stays done when a server that lost its lease reports a failure', async () => {
    const { deliveries } = world.postgres;
    const id = await claimedDelivery(world);
    await deliveries.recordDecisions(id, []);
    await deliveries.recordFailure(id, 'too late', null);
    expect(await world.query('select status, error from webhook_deliveries')).toEqual([
      { status: 'processed', error: null },
    ]);
  });
});
