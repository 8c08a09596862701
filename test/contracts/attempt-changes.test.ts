import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import type { AttemptId } from '../../domain/shared/ids.ts';
import {
  branchAttempt,
  commit,
  deliver,
  newConnection,
  newId,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  type Tenant,
  tagPush,
} from './persistence-world.ts';

describe('changes of attempts on PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;
  let connection: Connection;

  beforeAll(async () => {
    world = await openWorld();
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    tenant = await newOrganization(world);
    connection = await newConnection(world, tenant);
  });

  const changes = () => world.postgres.changes;
  const since = async (position: string, { organizationId } = tenant, limit = 1_000) => {
    const read = await changes().changesSince(position, organizationId, limit);
    if (read.kind === 'lost') throw new Error('lost');
    return read;
  };
  const request = (on = connection, by = tenant.by) =>
    world.postgres.attempts.request(
      { id: newId<AttemptId>(), connectionId: on.id, trigger: 'manual', ref: 'main', commit: null },
      by,
    );

  it('are given once each, in order, with the attempt as it stands', async () => {
    const start = await changes().position();
    const first = await request();
    const second = await request();
    await world.postgres.attempts.markStarted(first.id, 'embedded');
    const read = await since(start);
    expect(read.changes.map(({ attempt }) => [attempt.id, attempt.engine])).toEqual([
      [second.id, null],
      [first.id, 'embedded'],
    ]);
    expect((await since(read.next)).changes).toEqual([]);
    const [, last] = read.changes;
    expect((await since(last?.position ?? '')).changes).toEqual([]);
    expect(await changes().current(first.id, tenant.organizationId)).toMatchObject({ revision: last?.revision });
  });

  it('are none where nothing that is shown changed', async () => {
    const { id } = await request();
    await world.postgres.attempts.markStarted(id, 'embedded');
    const start = await changes().position();
    await world.postgres.attempts.markStarted(id, 'embedded');
    await world.postgres.attempts.keepHistory(id, []);
    expect((await since(start)).changes).toEqual([]);
  });

  it('say which attempt serves the event of one that lists leave out', async () => {
    await deliver(world, tagPush(connection, 'v1.0.0', null));
    await deliver(world, tagPush(connection, 'v1.0.0', commit('a')));
    const start = await changes().position();
    const { attempts } = world.postgres;
    const listed = async () => (await attempts.list({ organizationId: tenant.organizationId, limit: 10 })).attempts;
    const created = (await listed()).find((attempt) => attempt.commit === null);
    const pushed = (await listed()).find((attempt) => attempt.commit === commit('a'));
    await attempts.settleCommit(created?.id ?? newId(), { ref: 'refs/tags/v1.0.0', commit: commit('a') });
    const told = (await since(start)).changes.map(({ attempt, joinedTo }) => [attempt.id, joinedTo]);
    expect(told).toEqual([[created?.id, pushed?.id]]);
    expect((await listed()).map(({ id }) => id)).toEqual([pushed?.id]);
  });

  it("are the organization's own", async () => {
    const start = await changes().position();
    const other = await newOrganization(world);
    const { id } = await request();
    expect((await since(start, other)).changes).toEqual([]);
    expect(await changes().current(id, other.organizationId)).toBeNull();
  });

  it('are not lost when a transaction that began earlier commits later', async () => {
    const start = await changes().position();
    const early = await request();
    const late = new pg.Client({ connectionString: world.databaseUrl });
    await late.connect();
    try {
      await late.query('begin');
      await late.query("update github_publish_attempts set message = 'slow' where id = $1", [early.id]);
      const quick = await request();
      const read = await since(start);
      expect(read.changes.map(({ attempt }) => attempt.id)).toEqual([early.id, quick.id]);
      const resumed = read.changes.at(-1)?.position ?? '';
      await late.query('commit');
      for (const position of [read.next, resumed]) {
        const messages = (await since(position)).changes.map(({ attempt }) => [attempt.id, attempt.message]);
        expect(messages).toContainEqual([early.id, 'slow']);
      }
    } finally {
      await late.end();
    }
  });

  it('reach a reader who resumes at any event, while many write', async () => {
    const others = await Promise.all([1, 2, 3].map(() => newConnection(world, tenant)));
    const connections = [connection, ...others];
    const latest = new Map<AttemptId, number>();
    let position = await changes().position();
    let writing = true;
    const reader = (async () => {
      for (let round = 0; ; round += 1) {
        const last = !writing;
        const read = await since(position);
        for (const { attempt, revision, position: at } of read.changes) {
          latest.set(attempt.id, Math.max(revision, latest.get(attempt.id) ?? 0));
          position = at;
          // The connection is cut here: the rest of what was read never arrived.
          if (round % 3 === 0 && !last) break;
        }
        if (last) return;
      }
    })();
    await Promise.all(
      connections.map(async (on, index) => {
        const postgres = index % 2 ? world.postgres : world.other;
        for (let round = 0; round < 15; round += 1) {
          const id = await branchAttempt(world, on, commit(`${on.id} ${round}`));
          await postgres.attempts.markStarted(id, 'embedded');
          await postgres.attempts.beginWriteBack(id, 'announce');
          await postgres.attempts.recordCheckRun(id, `${round}`);
          await postgres.attempts.recordWriteBack(id, 'success', null);
        }
      }),
    );
    writing = false;
    await reader;
    const rows = await world.query(
      'select id, changed_seq::int from github_publish_attempts where organization_id = $1',
      [tenant.organizationId],
    );
    expect(rows).toHaveLength(60);
    expect(Object.fromEntries(latest)).toEqual(Object.fromEntries(rows.map((row) => [row.id, row.changed_seq])));
  });

  it('are lost when there are too many, or the position is from elsewhere', async () => {
    const start = await changes().position();
    await request();
    await request();
    const { organizationId } = tenant;
    expect(await changes().changesSince(start, organizationId, 1)).toEqual({ kind: 'lost' });
    for (const position of ['', 'x', '1', '9007199254740990-0', `${'9'.repeat(30)}-1`]) {
      expect(await changes().changesSince(position, organizationId, 100)).toEqual({ kind: 'lost' });
    }
  });

  it('of a database that was restored are not told as new ones', async () => {
    const { id } = await request();
    await world.query('alter table github_publish_attempts disable trigger user');
    await world.query('update github_publish_attempts set changed_xid = 9007199254740000 where id = $1', [id]);
    await world.query('alter table github_publish_attempts enable trigger user');
    expect((await since(await changes().position())).changes).toEqual([]);
  });

  it('are notified on every server, also after the listening connection was lost', async () => {
    const heard = { own: 0, other: 0 };
    const elsewhere = await newOrganization(world);
    const stops = [
      world.other.notifications.watch(tenant.organizationId, () => {
        heard.own += 1;
      }),
      world.other.notifications.watch(elsewhere.organizationId, () => {
        heard.other += 1;
      }),
    ];
    const listeners = async () => {
      const rows = await world.query(
        "select pid from pg_stat_activity where query ilike 'listen %' and datname = current_database()",
      );
      return rows.map(({ pid }) => Number(pid));
    };
    await expect.poll(listeners).toHaveLength(1);
    await expect.poll(() => heard.own).toBeGreaterThan(0);
    Object.assign(heard, { own: 0, other: 0 });
    await request();
    await expect.poll(() => heard.own).toBe(1);
    expect(heard.other).toBe(0);
    const [lost] = await listeners();
    await world.query('select pg_terminate_backend($1)', [lost]);
    // The one that was ended may still be seen for a moment.
    await expect.poll(async () => (await listeners()).filter((pid) => pid !== lost)).toHaveLength(1);
    Object.assign(heard, { own: 0, other: 0 });
    await request();
    await expect.poll(() => heard.own).toBeGreaterThan(0);
    for (const stop of stops) stop();
    Object.assign(heard, { own: 0, other: 0 });
    await request();
    expect(heard).toEqual({ own: 0, other: 0 });
  });
});
