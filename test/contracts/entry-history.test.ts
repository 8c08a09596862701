import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EntryId } from '../../domain/shared/ids.ts';
import type { EntryEvent } from '../../ports/registry/entry-history.ts';
import {
  allVersions,
  branchAttempt,
  branchCandidate,
  commit,
  newConnection,
  newEntry,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  storedArchive,
  type Tenant,
} from './persistence-world.ts';

describe('the history of an entry on PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;
  let entryId: EntryId;

  beforeAll(async () => {
    world = await openWorld();
    tenant = await newOrganization(world);
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    world.advance(60_000);
    entryId = await newEntry(world, tenant);
  });

  const push = async (version: string, id = entryId) => {
    const { contentHash } = await storedArchive(world, `history ${version}`);
    const wanted = { version, contentHash, changeSummary: null, sourceRepo: null };
    await world.postgres.registry.pushVersion(tenant.by, id, wanted);
    return contentHash;
  };
  const events = async (limit = 100, cursor?: string, { organizationId } = tenant) =>
    world.postgres.registry.events(entryId, organizationId, { limit, cursor });
  /** Each event without its row and time. */
  const told = (found: EntryEvent[]) => found.map(({ id, at, ...event }) => event);
  /** All that people and the rules do to an entry; `advance`: not all at one time. */
  const busyLife = async (advance: number) => {
    const { registry } = world.postgres;
    const by = { memberId: tenant.ownerId, name: 'ada' };
    const steps: (() => Promise<unknown>)[] = [
      () => push('1.0.0'),
      () => push('2.0.0'),
      () => registry.rollBack(tenant.by, entryId, { targetVersion: null, reason: 'It breaks.' }),
      () => registry.yank(tenant.by, entryId, { version: '1.0.0', reason: 'It leaks.' }),
      () => registry.unyank(tenant.by, entryId, '1.0.0'),
      () => registry.updateEntry(tenant.by, entryId, { changes: { visibility: 'public' }, confirmed: true }),
      () => registry.updateEntry(tenant.by, entryId, { changes: { description: 'Words.' }, confirmed: false }),
    ];
    for (const step of steps) {
      world.advance(advance);
      await step();
    }
    return by;
  };

  it('tells everything once, newest first, with who did it and why', async () => {
    const by = await busyLife(1_000);
    const found = await events();
    expect(found.nextCursor).toBeNull();
    expect(told(found.events)).toEqual([
      { kind: 'updated', by, changes: { description: 'Words.' } },
      { kind: 'updated', by, changes: { visibility: 'public' } },
      { kind: 'current-moved', by: null, version: '1.0.0', cause: 'unyanked' },
      { kind: 'unyanked', by, version: '1.0.0' },
      { kind: 'current-moved', by: null, version: null, cause: 'yanked' },
      { kind: 'yanked', by, version: '1.0.0', reason: 'It leaks.' },
      { kind: 'rolled-back', by, from: '2.0.0', version: '1.0.0', reason: 'It breaks.' },
      { kind: 'pushed', by, version: '2.0.0' },
      { kind: 'pushed', by, version: '1.0.0' },
      { kind: 'created', by, visibility: 'org' },
    ]);
    const times = found.events.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(found.events[0]?.at).toEqual(world.now());
  });

  it.each([1_000, 0])('pages without losing or repeating one, %d ms apart', async (apart) => {
    await busyLife(apart);
    const all = (await events()).events;
    for (const limit of [1, 2, 3]) {
      const paged: EntryEvent[] = [];
      let cursor: string | undefined;
      do {
        const page = await events(limit, cursor);
        expect(page.events.length).toBeLessThanOrEqual(limit);
        paged.push(...page.events);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      expect(paged).toEqual(all);
    }
    expect((await events(2, 'no cursor of ours')).events).toEqual(all.slice(0, 2));
  });

  it('tells what a repository published, and that it became current', async () => {
    const connection = await newConnection(world, tenant, { entryId });
    const attemptId = await branchAttempt(world, connection, commit('history'));
    const archive = await storedArchive(world, 'published history');
    await world.postgres.publications.record({
      ...{ attemptId, contentHash: archive.contentHash },
      candidate: branchCandidate(connection, commit('history'), archive),
      head: { commit: commit('history'), branchRevision: 1, candidateFromCurrent: null },
    });
    const [version] = await allVersions(world, entryId, tenant.organizationId);
    expect(told((await events()).events).slice(0, 2)).toEqual([
      { kind: 'current-moved', by: null, version: version?.version, cause: 'derived' },
      { kind: 'published', by: null, version: version?.version },
    ]);
  });

  it('is its own, and told to its organization only, as are its installs', async () => {
    await push('1.0.0');
    const other = await newEntry(world, tenant);
    await push('2.0.0', other);
    await world.postgres.registry.yank(tenant.by, other, { version: '2.0.0', reason: 'It leaks.' });
    expect((await events()).events.map(({ kind }) => kind)).toEqual(['pushed', 'created']);
    const stranger = await newOrganization(world);
    expect(await events(100, undefined, stranger)).toEqual({ events: [], nextCursor: null });
    expect((await world.postgres.registry.countInstalls(entryId, stranger.organizationId)).installs).toBe(0);
  });

  it('counts installs by version and by device', async () => {
    const { registry } = world.postgres;
    const counts = () => registry.countInstalls(entryId, tenant.organizationId);
    expect(await counts()).toEqual({ installs: 0, devices: 0, lastInstalledAt: null, versions: [] });
    const [first, second] = [await push('1.0.0'), await push('2.0.0')];
    const install = (deviceId: string, contentHash: string | null) =>
      registry.recordInstall(tenant.by, { entryId, deviceId, contentHash, installPath: '/skills', receiptId: null });
    for (const [device, bytes] of [
      ['a', first],
      ['a', second],
      ['b', second],
      ['b', second],
      ['b', null],
    ] as const) {
      world.advance(1_000);
      await install(device, bytes);
    }
    expect(await counts()).toEqual({
      ...{ installs: 5, devices: 2, lastInstalledAt: world.now() },
      versions: [
        { version: '2.0.0', installs: 3, devices: 2 },
        { version: '1.0.0', installs: 1, devices: 1 },
        { version: null, installs: 1, devices: 1 },
      ],
    });
  });
});
