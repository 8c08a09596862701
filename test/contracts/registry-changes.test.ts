import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../domain/connections/connection.ts';
import type { EntryId } from '../../domain/shared/ids.ts';
import type { ClientVersion } from '../../ports/registry/registry-changes.ts';
import { eventually } from '../support/eventually.ts';
import {
  allVersions,
  attemptsOf,
  commit,
  deliver,
  hash,
  newConnection,
  newEntry,
  newId,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  storedArchive,
  type Tenant,
  tagPush,
} from './persistence-world.ts';

describe('changes of the registry on PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;
  let entryId: EntryId;

  beforeAll(async () => {
    world = await openWorld();
    tenant = await newOrganization(world);
  }, 60_000);
  afterAll(() => world.close());
  beforeEach(async () => {
    entryId = await newEntry(world, tenant);
  });

  const pushed = async (version: string, content = version): Promise<ClientVersion> => {
    const { contentHash } = await storedArchive(world, `client ${content}`);
    return { version, contentHash, changeSummary: `Adds ${content}.`, sourceRepo: 'acme/skills' };
  };
  const push = async (version: string, content = version) => {
    world.advance(1_000);
    return world.postgres.registry.pushVersion(tenant.by, entryId, await pushed(version, content));
  };
  const current = async () =>
    (await world.postgres.registry.findEntry(entryId, tenant.organizationId))?.current?.version ?? null;
  const versions = () => allVersions(world, entryId, tenant.organizationId);
  const rollBack = (targetVersion: string | null = null) =>
    world.postgres.registry.rollBack(tenant.by, entryId, { targetVersion, reason: 'It breaks.' });
  const publishTag = async (connection: Connection) => {
    await deliver(world, tagPush(connection, 'v1.0.0', commit('a')));
    const [attempt] = await attemptsOf(world, connection);
    if (!attempt) throw new Error('no attempt');
    const { manifestHash, contentHash } = await storedArchive(world, `tagged ${connection.id}`);
    const origin = { kind: 'tag', connectionId: connection.id, commit: commit('a'), tag: 'v1.0.0' } as const;
    const candidate = { origin, taggedVersion: '1.0.0', manifestHash };
    await world.postgres.publications.record({ attemptId: attempt.id, candidate, contentHash, head: null });
  };
  const audit = async (targetId: string) =>
    (
      await world.query('select action, details from audit_log where target_id = $1 order by created_at, action', [
        targetId,
      ])
    ).map(({ action, details }) => [action, details]);

  describe('a push', () => {
    it('adds a version that is current at once, with its provenance and who pushed it', async () => {
      const result = await push('0.1.1');
      if (result.kind !== 'pushed') throw new Error(result.kind);
      expect(result.entry.currentVersionId).toBe(result.version.id);
      expect(result.entry.description).toBe('A skill.');
      const found = await world.postgres.registry.provenance(entryId, '0.1.1', tenant.organizationId);
      expect(found).toEqual({
        version: result.version,
        entry: result.entry,
        archive: await storedArchive(world, 'client 0.1.1'),
        skill: { name: 'skill', description: 'A skill.' },
        attemptId: null,
        pushedBy: { memberId: tenant.ownerId, name: 'ada' },
        rollback: null,
      });
      expect(result.version).toMatchObject({ source: 'cli', origin: { kind: 'client' }, changeSummary: 'Adds 0.1.1.' });
      const content_hash = result.version.contentHash;
      expect(await audit(result.version.id)).toEqual([
        ['version.pushed', { entry_id: entryId, version: '0.1.1', content_hash }],
      ]);
    });

    it('of a version that is there changes nothing: with the same bytes it is repeated, with others taken', async () => {
      await push('0.1.1');
      await push('0.1.2');
      expect(await push('0.1.1')).toMatchObject({ kind: 'repeated', version: { version: '0.1.1' } });
      expect(await push('0.1.1', 'other')).toMatchObject({ kind: 'version-taken', existing: { version: '0.1.1' } });
      expect([await current(), (await versions()).length]).toEqual(['0.1.2', 2]);
    });

    it('of one version by two at once adds it once', async () => {
      const same = await pushed('1', 'same');
      const other = await pushed('1', 'other');
      const results = await Promise.all([
        world.postgres.registry.pushVersion(tenant.by, entryId, same),
        world.other.registry.pushVersion(tenant.by, entryId, same),
        world.postgres.registry.pushVersion(tenant.by, entryId, other),
        world.other.registry.pushVersion(tenant.by, entryId, other),
      ]);
      const kinds = results.map(({ kind }) => kind).sort();
      expect(kinds).toEqual(['pushed', 'repeated', 'version-taken', 'version-taken']);
      expect(await versions()).toHaveLength(1);
    });

    it('of two versions at once adds both, and the one that came last is current', async () => {
      const [a, b] = [await pushed('a'), await pushed('b')];
      await Promise.all([
        world.postgres.registry.pushVersion(tenant.by, entryId, a),
        world.other.registry.pushVersion(tenant.by, entryId, b),
      ]);
      const [newest, older] = await versions();
      expect(newest?.publishedAt.getTime()).toBeGreaterThan(older?.publishedAt.getTime() ?? Infinity);
      expect(await current()).toBe(newest?.version);
    });

    it('of an entry with its first version makes both or neither', async () => {
      const { registry } = world.postgres;
      const entry = (name: string) => {
        return {
          id: newId<EntryId>(),
          name,
          entryType: 'skill',
          description: null,
          visibility: 'org',
          sourceRepo: null,
        } as const;
      };
      const first = await pushed('1');
      const wanted = entry(`new-${newId()}`);
      const made = await Promise.all([
        registry.createWithVersion(tenant.by, wanted, first),
        world.other.registry.createWithVersion(tenant.by, { ...wanted, id: newId() }, first),
      ]);
      expect(made.map(({ kind }) => kind).sort()).toEqual(['created', 'name-taken']);
      const broken = entry(`new-${newId()}`);
      const missing = { ...first, contentHash: hash('never stored') };
      await expect(registry.createWithVersion(tenant.by, broken, missing)).rejects.toThrow();
      expect(await registry.findEntry(broken.id, tenant.organizationId)).toBeNull();
    });

    it("into another organization's entry finds nothing", async () => {
      const stranger = await newOrganization(world);
      const { registry } = world.postgres;
      const notFound = { kind: 'not-found' };
      expect(await registry.pushVersion(stranger.by, entryId, await pushed('1'))).toEqual(notFound);
      expect(await registry.rollBack(stranger.by, entryId, { targetVersion: null, reason: null })).toEqual(notFound);
      expect(await registry.yank(stranger.by, entryId, { version: '1', reason: 'x' })).toEqual(notFound);
      expect(await registry.unyank(stranger.by, entryId, '1')).toEqual(notFound);
      const changes = { visibility: 'public' } as const;
      expect(await registry.updateEntry(stranger.by, entryId, { changes, confirmed: true })).toEqual(notFound);
      const install = { entryId, deviceId: 'd', installPath: '/', contentHash: null, receiptId: null };
      expect(await registry.recordInstall(stranger.by, install)).toEqual(notFound);
      expect(await registry.provenance(entryId, '1', stranger.organizationId)).toBeNull();
    });
  });

  it('a push and a publication from GitHub at once: both are there, and one order of them holds', async () => {
    for (let round = 0; round < 5; round += 1) {
      const connection = await newConnection(world, tenant);
      await deliver(world, tagPush(connection, 'v1.0.0', commit('a')));
      const [attempt] = await attemptsOf(world, connection);
      if (!attempt) throw new Error('no attempt');
      const archive = await storedArchive(world, `tagged ${connection.id}`);
      const origin = { kind: 'tag', connectionId: connection.id, commit: commit('a'), tag: 'v1.0.0' } as const;
      const candidate = { origin, taggedVersion: '1.0.0', manifestHash: archive.manifestHash };
      const { contentHash } = archive;
      const client = await pushed('0.1.1', `round ${round}`);
      await Promise.all([
        world.postgres.publications.record({ attemptId: attempt.id, candidate, contentHash, head: null }),
        world.other.registry.pushVersion(tenant.by, connection.entryId, client),
      ]);
      const found = await world.postgres.registry.findEntry(connection.entryId, tenant.organizationId);
      const [newest] = await allVersions(world, connection.entryId, tenant.organizationId);
      expect(await allVersions(world, connection.entryId, tenant.organizationId)).toHaveLength(2);
      expect(found?.current).toEqual(newest);
    }
  });

  describe('a rollback', () => {
    beforeEach(async () => {
      for (const version of ['1', '2', '3']) await push(version);
    });

    it('goes to the version that was current before, and says why in the provenance', async () => {
      expect(await rollBack()).toMatchObject({
        kind: 'rolled-back',
        version: { version: '2' },
        left: { version: '3', rolledBack: true },
        entry: { name: expect.any(String) },
      });
      expect(await current()).toBe('2');
      const left = await world.postgres.registry.provenance(entryId, '3', tenant.organizationId);
      expect(left?.rollback).toEqual({ at: world.now(), reason: 'It breaks.' });
      const lines = await audit(entryId);
      expect(lines.at(-1)).toEqual(['entry.rolled_back', { from: '3', to: '2', reason: 'It breaks.' }]);
    });

    it('twice at once goes two versions back', async () => {
      const wanted = { targetVersion: null, reason: null };
      await Promise.all([
        world.postgres.registry.rollBack(tenant.by, entryId, wanted),
        world.other.registry.rollBack(tenant.by, entryId, wanted),
      ]);
      expect(await current()).toBe('1');
      expect((await versions()).map(({ rolledBack }) => rolledBack)).toEqual([true, true, false]);
      expect(await rollBack()).toEqual({ kind: 'nothing-before' });
    });

    it('without a target goes to the version that was told before: of those current once, the last still in use', async () => {
      const told = (by = tenant) => world.postgres.registry.rollbackTarget(entryId, by.organizationId);
      expect([await told(), await told(await newOrganization(world))]).toEqual(['2', null]);
      await rollBack('1');
      expect(await told()).toBe('2');
      expect(await rollBack()).toMatchObject({ version: { version: '2' } });
      expect(await told()).toBeNull();
      expect(await rollBack()).toEqual({ kind: 'nothing-before' });
    });

    it('to one target twice at once happens once', async () => {
      const results = await Promise.all([rollBack('1'), rollBack('1')]);
      expect(results.map(({ kind }) => kind).sort()).toEqual(['already-current', 'rolled-back']);
    });

    it('to a version that was rolled back takes that back', async () => {
      await rollBack();
      expect(await rollBack('3')).toMatchObject({
        kind: 'rolled-back',
        version: { rolledBack: false },
        left: { version: '2' },
      });
      expect((await world.postgres.registry.provenance(entryId, '3', tenant.organizationId))?.rollback).toBeNull();
      expect(await rollBack('9')).toEqual({ kind: 'target-not-found' });
    });

    it('is replaced by a push, and by a release from before it never', async () => {
      await rollBack();
      await push('4');
      expect(await current()).toBe('4');
      expect(await rollBack()).toMatchObject({ version: { version: '2' } });
    });
  });

  it('a rollback holds against the tag that it left, until a higher one comes', async () => {
    const connection = await newConnection(world, tenant);
    entryId = connection.entryId;
    const publish = async (version: string) => {
      world.advance(1_000);
      const archive = await storedArchive(world, `${entryId} ${version}`);
      await deliver(world, tagPush(connection, `v${version}`, commit(version)));
      const { id: attemptId } = await world.postgres.attempts.request(
        {
          ...{ id: newId(), connectionId: connection.id, trigger: 'manual' },
          ...{ ref: `refs/tags/v${version}`, commit: commit(version) },
        },
        tenant.by,
      );
      const origin = { kind: 'tag', connectionId: connection.id, commit: commit(version), tag: `v${version}` } as const;
      const candidate = { origin, taggedVersion: version, manifestHash: archive.manifestHash };
      await world.postgres.publications.record({ attemptId, candidate, contentHash: archive.contentHash, head: null });
    };
    for (const version of ['1.0.0', '2.0.0']) await publish(version);
    await rollBack();
    await publish('2.0.0');
    expect(await current()).toBe('1.0.0');
    await publish('1.1.0');
    expect(await current()).toBe('1.1.0');
    const found = await world.postgres.registry.provenance(entryId, '1.1.0', tenant.organizationId);
    const published = (await attemptsOf(world, connection)).filter(({ status }) => status === 'published');
    expect(published.map(({ id }) => id)).toContain(found?.attemptId);
    expect(found).toMatchObject({ pushedBy: null, version: { origin: { tag: 'v1.1.0' } } });
  });

  describe('a yank', () => {
    beforeEach(async () => {
      for (const version of ['1', '2']) await push(version);
    });
    const yank = (version: string) =>
      world.postgres.registry.yank(tenant.by, entryId, { version, reason: 'It leaks.' });

    it('of the current version makes the one before current, and taken back makes it current again', async () => {
      expect(await yank('2')).toMatchObject({
        kind: 'yanked',
        version: { yanked: { reason: 'It leaks.', at: world.now() } },
      });
      expect(await current()).toBe('1');
      expect(await world.postgres.registry.unyank(tenant.by, entryId, '2')).toMatchObject({
        version: { yanked: null },
      });
      expect(await current()).toBe('2');
    });

    it('of all versions leaves none current; a push makes one again', async () => {
      await yank('1');
      await yank('2');
      expect(await current()).toBeNull();
      expect(await rollBack('1')).toMatchObject({ kind: 'target-yanked' });
      await push('3');
      expect(await current()).toBe('3');
    });

    it('twice keeps the first reason and one line in the audit log', async () => {
      const first = await yank('1');
      const again = await world.postgres.registry.yank(tenant.by, entryId, { version: '1', reason: 'Other.' });
      expect(again).toEqual(first);
      if (first.kind !== 'yanked') throw new Error(first.kind);
      expect((await audit(first.version.id)).map(([action]) => action)).toEqual(['version.pushed', 'version.yanked']);
      expect(await yank('9')).toEqual({ kind: 'version-not-found' });
    });
  });

  describe('an install', () => {
    const install = (receiptId: string | null, content = '1') => ({
      ...{ entryId, deviceId: 'laptop', installPath: '/home/ada/.skills/a', receiptId },
      contentHash: hash(`gz client ${content}`),
    });

    it('is kept once for each receipt, also when two come at once', async () => {
      await push('1');
      const results = await Promise.all(
        [world.postgres, world.other, world.postgres].map(({ registry }) =>
          registry.recordInstall(tenant.by, install('receipt-1')),
        ),
      );
      expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
      const rows = await world.query(
        'select version_id, member_id, device_id from registry_installs where entry_id = $1',
        [entryId],
      );
      const [version] = await versions();
      expect(rows).toEqual([{ version_id: version?.id, member_id: tenant.ownerId, device_id: 'laptop' }]);
    });

    it('without a receipt is kept each time', async () => {
      const { registry } = world.postgres;
      const [one, two] = [
        await registry.recordInstall(tenant.by, install(null)),
        await registry.recordInstall(tenant.by, install(null)),
      ];
      expect(one).not.toEqual(two);
    });
  });

  describe('changing an entry', () => {
    const change = (
      changes: { visibility?: 'public' | 'org' | 'unlisted'; description?: string | null },
      confirmed = false,
    ) => world.postgres.registry.updateEntry(tenant.by, entryId, { changes, confirmed });

    it('changes what is given, and tells the audit log only of what is new', async () => {
      expect(await change({ visibility: 'public' })).toMatchObject({
        kind: 'updated',
        entry: { visibility: 'public' },
      });
      expect(await change({ visibility: 'public', description: 'Better.' })).toMatchObject({
        entry: { description: 'Better.' },
      });
      await change({ description: 'Better.' });
      expect(
        (await audit(entryId)).filter(([action]) => action === 'entry.updated').map(([, details]) => details),
      ).toEqual(expect.arrayContaining([{ visibility: 'public' }, { description: 'Better.' }]));
      expect((await audit(entryId)).filter(([action]) => action === 'entry.updated')).toHaveLength(2);
    });

    it.each([
      [true, 'confirmation-needed'],
      [null, 'confirmation-needed'],
      [false, 'updated'],
    ])('to public, when its repository is private: %s', async (repositoryPrivate, kind) => {
      await newConnection(world, tenant, { entryId, repositoryPrivate });
      expect(await change({ visibility: 'public' })).toMatchObject({ kind });
      expect(await change({ visibility: 'public' }, true)).toMatchObject({ kind: 'updated' });
    });

    describe('whose connection was deleted', () => {
      const connectAndDelete = async (repositoryPrivate: boolean | null, publishes: boolean) => {
        const connection = await newConnection(world, tenant, { entryId, repositoryPrivate });
        if (publishes) await publishTag(connection);
        await world.postgres.connections.delete(connection.id, tenant.by);
      };

      it.each([true, false, null])('asks when versions came from GitHub, privacy then: %s', async (wasPrivate) => {
        await connectAndDelete(wasPrivate, true);
        expect(await change({ visibility: 'unlisted' })).toMatchObject({ kind: 'confirmation-needed' });
        expect(await change({ visibility: 'public' }, true)).toMatchObject({ kind: 'updated' });
      });

      it('does not ask again once a public repository is connected', async () => {
        await connectAndDelete(true, true);
        await newConnection(world, tenant, { entryId, repositoryPrivate: false });
        expect(await change({ visibility: 'public' })).toMatchObject({ kind: 'updated' });
      });

      it('does not ask when clients alone pushed its versions', async () => {
        await connectAndDelete(true, false);
        await push('0.1.0');
        expect(await change({ visibility: 'public' })).toMatchObject({ kind: 'updated' });
      });
    });

    it('waits for what GitHub says of its repository at the same moment', async () => {
      const connection = await newConnection(world, tenant, { entryId, repositoryPrivate: false });
      const client = new pg.Client({ connectionString: world.databaseUrl });
      await client.connect();
      try {
        await client.query('begin');
        await client.query('update github_connections set repository_private = true where id = $1', [connection.id]);
        const changing = change({ visibility: 'public' });
        const waits = async () => (await world.query('select 1 from pg_locks where not granted')).length > 0;
        await Promise.race([changing, eventually('the change waits', waits)]);
        await client.query('commit');
        expect(await changing).toMatchObject({ kind: 'confirmation-needed' });
      } finally {
        await client.end();
      }
    });

    it('shows a hidden entry again only when that is confirmed', async () => {
      await change({ visibility: 'public' });
      await world.query(
        "update registry_entries set hidden_reason = 'source_made_private', hidden_at = now() where id = $1",
        [entryId],
      );
      expect(await change({ visibility: 'public' })).toMatchObject({ kind: 'confirmation-needed' });
      expect(await world.postgres.registry.findPublic(entryId)).toBeNull();
      expect(await change({ visibility: 'public' }, true)).toMatchObject({ entry: { hiddenReason: null } });
      expect(await world.postgres.registry.findPublic(entryId)).toMatchObject({ organizationName: 'acme' });
    });
  });

  describe('searching', () => {
    it('finds entries by part of name or description, page by page, whatever signs are in the text', async () => {
      const own = await newOrganization(world);
      for (const [name, description] of [
        ['Alpha', 'Checks 100% of it.'],
        ['beta', null],
        ['alphabet', 'A\\B_C'],
        ['gamma', 'not ALPHA'],
      ] as const) {
        const entry = { id: newId<EntryId>(), name, entryType: 'skill', description, sourceRepo: null } as const;
        await world.postgres.registry.createEntry(own.by, {
          ...entry,
          visibility: name === 'beta' ? 'unlisted' : 'public',
        });
      }
      const { registry } = world.postgres;
      const search = async (text?: string, limit = 10) => {
        const names: string[] = [];
        for (let cursor: string | null | undefined; cursor !== null; ) {
          const page = await registry.searchEntries(own.organizationId, { text, limit, cursor });
          expect(page.entries.length).toBeLessThanOrEqual(limit);
          names.push(...page.entries.map(({ entry }) => entry.name));
          cursor = page.nextCursor;
        }
        return names.sort();
      };
      expect(await search()).toEqual(['Alpha', 'alphabet', 'beta', 'gamma']);
      expect(await search(undefined, 1)).toEqual(['Alpha', 'alphabet', 'beta', 'gamma']);
      expect(await search('alpha', 2)).toEqual(['Alpha', 'alphabet', 'gamma']);
      expect(await search('100%')).toEqual(['Alpha']);
      expect(await search('\\B_')).toEqual(['alphabet']);
      expect(await search('_')).toEqual(['alphabet']);
      expect(await search('\0')).toEqual([]);
      expect((await registry.searchEntries(own.organizationId, { limit: 10, cursor: 'junk' })).entries).toHaveLength(4);
      const listed = await registry.searchPublic({ text: 'alpha', limit: 100 });
      const ours = listed.entries.filter(({ entry }) => entry.organizationId === own.organizationId);
      expect(ours.map(({ entry, organizationName }) => `${organizationName}/${entry.name}`).sort()).toEqual([
        'acme/Alpha',
        'acme/alphabet',
        'acme/gamma',
      ]);
      const all = await registry.searchPublic({ limit: 100 });
      expect(all.entries.map(({ entry }) => entry.name)).not.toContain('beta');
    });
  });
});
