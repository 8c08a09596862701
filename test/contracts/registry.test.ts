import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntryId, VersionId } from '../../domain/shared/ids.ts';
import type { VersionSearch } from '../../ports/registry/registry.ts';
import {
  allVersions,
  branchAttempt,
  branchCandidate,
  commit,
  newConnection,
  newEntry,
  newId,
  newOrganization,
  openWorld,
  type PersistenceWorld,
  storedArchive,
  type Tenant,
} from './persistence-world.ts';

describe('the registry on PostgreSQL', () => {
  let world: PersistenceWorld;
  let tenant: Tenant;

  beforeAll(async () => {
    world = await openWorld();
    tenant = await newOrganization(world);
  }, 60_000);
  afterAll(() => world.close());

  it('takes a name once in an organization, also when two ask at the same time', async () => {
    const entry = () => ({
      id: newId<EntryId>(),
      name: 'taken',
      entryType: 'skill' as const,
      description: 'Once.',
      visibility: 'public' as const,
      sourceRepo: 'acme/skills',
    });
    const kinds = await Promise.all([
      world.postgres.registry.createEntry(tenant.by, entry()),
      world.other.registry.createEntry(tenant.by, entry()),
    ]);
    expect(kinds.map((result) => result.kind).sort()).toEqual(['created', 'name-taken']);
    const elsewhere = await newOrganization(world);
    const again = entry();
    expect(await world.postgres.registry.createEntry(elsewhere.by, again)).toEqual({
      kind: 'created',
      entry: {
        ...again,
        organizationId: elsewhere.organizationId,
        hiddenReason: null,
        currentVersionId: null,
        createdAt: world.now(),
      },
    });
  });

  it('finds entries by exact name and only inside their organization', async () => {
    const { registry } = world.postgres;
    const id = await newEntry(world, tenant, 'exact');
    await newEntry(world, tenant, 'exact-2');
    const names = (found: { entry: { name: string } }[]) => found.map(({ entry }) => entry.name);
    expect(names(await registry.listEntries(tenant.organizationId, 'exact'))).toEqual(['exact']);
    expect(await registry.listEntries(tenant.organizationId, 'exac')).toEqual([]);
    expect(await registry.listEntries(tenant.organizationId, 'exact\0')).toEqual([]);
    expect(await registry.findVersionsByHash([id], ['\0'], tenant.organizationId)).toEqual([]);
    const all = names(await registry.listEntries(tenant.organizationId));
    expect(all).toEqual([...all].sort());
    expect(all).toContain('exact-2');
    const stranger = await newOrganization(world);
    expect(await registry.findEntry(id, stranger.organizationId)).toBeNull();
    expect(await registry.findEntries([id], stranger.organizationId)).toEqual([]);
    expect(await registry.findEntries([], tenant.organizationId)).toEqual([]);
    expect((await registry.findEntry(id, tenant.organizationId))?.current).toBeNull();
  });

  it('lists versions newest first, although all were published in one millisecond', async () => {
    const { registry, publications } = world.postgres;
    const connection = await newConnection(world, tenant);
    const versions: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) {
      const archive = await storedArchive(world, `order ${name}`);
      const attemptId = await branchAttempt(world, connection, commit(name));
      const candidate = branchCandidate(connection, commit(name), archive);
      const head = {
        commit: commit(name),
        branchRevision: await publications.branchRevision(attemptId),
        candidateFromCurrent: 'ahead' as const,
      };
      const result = await publications.record({ attemptId, candidate, contentHash: archive.contentHash, head });
      if (result.kind !== 'recorded' || result.outcome.kind !== 'published') throw new Error(JSON.stringify(result));
      versions.unshift(result.outcome.version.version);
    }
    const listed = await allVersions(world, connection.entryId, tenant.organizationId);
    expect(listed.map(({ version }) => version)).toEqual(versions);
    const newest = listed[0];
    const archive = await storedArchive(world, 'order d');
    expect(newest).toEqual({
      id: expect.any(String),
      entryId: connection.entryId,
      version: versions[0],
      origin: { kind: 'branch', connectionId: connection.id, commit: commit('d') },
      source: 'github',
      sourceRepo: 'acme/skills',
      contentHash: archive.contentHash,
      tarHash: archive.tarHash,
      manifestHash: archive.manifestHash,
      sizeBytes: 4_000_000_000,
      changeSummary: null,
      rolledBack: false,
      yanked: null,
      publishedAt: expect.any(Date),
    });
    expect((await registry.findEntry(connection.entryId, tenant.organizationId))?.current).toEqual(newest);
    const byHash = (ids: EntryId[], ...hashes: string[]) =>
      registry.findVersionsByHash(ids, hashes, tenant.organizationId);
    const other = await newEntry(world, tenant);
    expect(await byHash([connection.entryId, other], archive.contentHash, 'unknown')).toEqual([newest]);
    expect(await byHash([connection.entryId], ...listed.map(({ contentHash }) => contentHash))).toEqual(listed);
    expect(await byHash([other], archive.contentHash)).toEqual([]);
    expect(await byHash([], archive.contentHash)).toEqual([]);
    expect(await registry.findVersion(newest?.id ?? newId())).toEqual(newest);
    expect(await registry.findVersion(newId<VersionId>())).toBeNull();
    const stranger = await newOrganization(world);
    expect(await allVersions(world, connection.entryId, stranger.organizationId)).toEqual([]);
  });

  it('pages through versions and finds them by name, inside of their organization', async () => {
    const { registry } = world.postgres;
    const entryId = await newEntry(world, tenant);
    const names = ['1.0.0', '1.1.0', '1.1.0-RC_1', '2.0.0', '0.9.100+a'];
    for (const version of names) {
      const { contentHash } = await storedArchive(world, `paged ${version}`);
      await registry.pushVersion(tenant.by, entryId, { version, contentHash, changeSummary: null, sourceRepo: null });
    }
    const search = (over: Partial<VersionSearch>, { organizationId } = tenant) =>
      registry.searchVersions(entryId, organizationId, { limit: 2, ...over });
    const all = await allVersions(world, entryId, tenant.organizationId);
    const first = await search({});
    expect(first.versions).toEqual(all.slice(0, 2));
    const next = await search({ cursor: first.nextCursor ?? '' });
    expect(next.versions).toEqual(all.slice(2, 4));
    const last = await search({ cursor: next.nextCursor ?? '' });
    expect(last).toEqual({ versions: all.slice(4), nextCursor: null });
    expect(await search({ limit: 5 })).toEqual({ versions: all, nextCursor: null });
    expect((await search({ cursor: 'no cursor of ours', limit: 1 })).versions).toEqual(all.slice(0, 1));

    const named = async (text: string) => (await search({ text, limit: 9 })).versions.map(({ version }) => version);
    expect(await named('1.1')).toEqual(['1.1.0-RC_1', '1.1.0']);
    expect(await named('rc_')).toEqual(['1.1.0-RC_1']);
    for (const text of ['%', '_0', '\\', '\0', '9.9']) expect(await named(text)).toEqual([]);

    const found = await registry.findNamed(entryId, '1.1.0', tenant.organizationId);
    expect(found).toEqual(all.find(({ version }) => version === '1.1.0'));
    const contents = await registry.contents(entryId, '1.1.0', tenant.organizationId);
    expect(contents).toEqual({
      version: found,
      entry: (await registry.findEntry(entryId, tenant.organizationId))?.entry,
      archive: await storedArchive(world, 'paged 1.1.0'),
      skill: { name: 'skill', description: 'A skill.' },
    });
    const stranger = await newOrganization(world);
    expect(await search({}, stranger)).toEqual({ versions: [], nextCursor: null });
    for (const [name, { organizationId }] of [
      ['1.1.0', stranger],
      ['1.1', tenant],
      ['\0', tenant],
    ] as const) {
      expect(await registry.findNamed(entryId, name, organizationId)).toBeNull();
      expect(await registry.contents(entryId, name, organizationId)).toBeNull();
    }
  });

  it("refuses another entry's version as the current one", async () => {
    const [version] = await world.query('select id, entry_id from registry_versions limit 1');
    const other = await newEntry(world, tenant);
    const move = 'update registry_entries set current_version_id = $1 where id = $2';
    await expect(world.query(move, [version?.id, other])).rejects.toThrow('registry_entries_current_version');
    await world.query(move, [version?.id, version?.entry_id]);
  });
});
