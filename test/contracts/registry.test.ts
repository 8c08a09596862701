import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntryId, VersionId } from '../../domain/shared/ids.ts';
import {
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
    const listed = await registry.listVersions(connection.entryId, tenant.organizationId);
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
    expect(await registry.listVersions(connection.entryId, stranger.organizationId)).toEqual([]);
  });

  it("refuses another entry's version as the current one", async () => {
    const [version] = await world.query('select id, entry_id from registry_versions limit 1');
    const other = await newEntry(world, tenant);
    const move = 'update registry_entries set current_version_id = $1 where id = $2';
    await expect(world.query(move, [version?.id, other])).rejects.toThrow('registry_entries_current_version');
    await world.query(move, [version?.id, version?.entry_id]);
  });
});
