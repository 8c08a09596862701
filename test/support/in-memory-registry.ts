import type { Actor } from '../../domain/access/actor.ts';
import type { CurrentMove, CurrentMoveCause, MovedPointer } from '../../domain/registry/current-moves.ts';
import type { EntryState } from '../../domain/registry/entry-state.ts';
import { isListed, isReadableByAll } from '../../domain/registry/listing.ts';
import { planRollback, timeOfChoice } from '../../domain/registry/rollback.ts';
import type { Entry, PackedArchive, PublishedVersion } from '../../domain/registry/version.ts';
import { planUnyank, planYank } from '../../domain/registry/yank.ts';
import type { EntryId } from '../../domain/shared/ids.ts';
import type { EntrySearch, EntryWithCurrent, PublicEntry, Registry } from '../../ports/registry/registry.ts';
import type { ClientVersion, NewEntry, NewInstall } from '../../ports/registry/registry-changes.ts';
import { sampleEntry, sampleId, sampleTime, sampleVersion } from './sample-rows.ts';

/** The rows of the registry. */
export type RegistryRows = {
  entries: Entry[];
  versions: PublishedVersion[];
  archives: Map<string, PackedArchive>;
  installs: (NewInstall & { id: ReturnType<typeof sampleId> })[];
  /** Organizations' names. */
  names: Map<string, string>;
  connections: { entryId: string; repositoryPrivate: boolean | null }[];
};

export function registry(world: RegistryRows): Registry {
  return { ...reading(world), ...changing(world) };
}

function withCurrent(world: RegistryRows, entry: Entry): EntryWithCurrent {
  return { entry, current: world.versions.find(({ id }) => id === entry.currentVersionId) ?? null };
}

function reading(world: RegistryRows) {
  const shown = (entry: Entry) => withCurrent(world, entry);
  const of = (organizationId: string) => world.entries.filter((entry) => entry.organizationId === organizationId);
  const asPublic = (entry: Entry): PublicEntry => {
    return { ...shown(entry), organizationName: world.names.get(entry.organizationId) ?? 'Acme' };
  };
  const found = (entries: Entry[], { text, limit = entries.length, cursor = '' }: Partial<EntrySearch>) => {
    const has = (value: string | null) => value?.toLowerCase().includes(text?.toLowerCase() ?? '') ?? false;
    const fitting = entries
      .filter(({ name, description }) => text === undefined || has(name) || has(description))
      .filter(({ name }) => name > cursor)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const page = fitting.slice(0, limit);
    return { page, nextCursor: fitting.length > limit ? (page.at(-1)?.name ?? null) : null };
  };
  const contents = (entryId: string, name: string, organizationId: string) => {
    const entry = of(organizationId).find(({ id }) => id === entryId);
    const version = world.versions.find((one) => one.entryId === entryId && one.version === name);
    if (!entry || !version) return null;
    const archive = world.archives.get(version.contentHash) ?? sampleArchive(version);
    return { version, entry, archive, skill: { name: 'sample', description: 'A sample.' } };
  };
  return {
    listEntries: async (organizationId, name) =>
      of(organizationId)
        .filter((entry) => name === undefined || entry.name === name)
        .map(shown),
    searchEntries: async (organizationId, search) => {
      const { page, nextCursor } = found(of(organizationId), search);
      return { entries: page.map(shown), nextCursor };
    },
    searchPublic: async (search) => {
      const { page, nextCursor } = found(world.entries.filter(isListed), search);
      return { entries: page.map(asPublic), nextCursor };
    },
    findEntry: async (id, organizationId) =>
      of(organizationId)
        .filter((entry) => entry.id === id)
        .map(shown)[0] ?? null,
    findPublic: async (id) =>
      world.entries
        .filter(isReadableByAll)
        .filter((entry) => entry.id === id)
        .map(asPublic)[0] ?? null,
    findEntries: async (ids, organizationId) =>
      of(organizationId)
        .filter((entry) => ids.includes(entry.id))
        .map(shown),
    searchVersions: async (entryId, organizationId, { text = '', limit = Number.POSITIVE_INFINITY, cursor = '0' }) => {
      const owned = of(organizationId).some(({ id }) => id === entryId);
      const fitting = world.versions
        .filter((version) => owned && version.entryId === entryId)
        .filter(({ version }) => version.toLowerCase().includes(text.toLowerCase()));
      const end = Number(cursor) + limit;
      return {
        versions: fitting.slice(Number(cursor), end),
        nextCursor: fitting.length > end ? String(end) : null,
      };
    },
    findNamed: async (entryId, name, organizationId) => contents(entryId, name, organizationId)?.version ?? null,
    findVersionsByHash: async (entryIds, contentHashes) =>
      world.versions.filter(
        (version) => entryIds.includes(version.entryId) && contentHashes.includes(version.contentHash),
      ),
    findVersion: async (id) => world.versions.find((version) => version.id === id) ?? null,
    events: async () => ({ events: [], nextCursor: null }),
    countInstalls: async (entryId) => {
      const installs = world.installs.filter((install) => install.entryId === entryId);
      const devices = new Set(installs.map(({ deviceId }) => deviceId)).size;
      return { installs: installs.length, devices, lastInstalledAt: null, versions: [] };
    },
    contents: async (entryId, name, organizationId) => contents(entryId, name, organizationId),
    provenance: async (entryId, name, organizationId) => {
      const found = contents(entryId, name, organizationId);
      return found && { ...found, attemptId: null, pushedBy: null, rollback: null };
    },
  } satisfies Partial<Registry>;
}

function sampleArchive({ contentHash, tarHash, manifestHash, sizeBytes }: PublishedVersion): PackedArchive {
  const packed = { unpackedBytes: 12, compressor: 'zlib 1.3.1', files: [] };
  return { ...packed, contentHash, tarHash: tarHash ?? contentHash, manifestHash, sizeBytes };
}

function changing(world: RegistryRows) {
  const moves = new Map<string, CurrentMove[]>();
  const chosen = new Map<string, Date | null>();
  let [lastId, minutes] = [2_000, 0];
  const nextId = () => {
    lastId += 1;
    return sampleId<never>(lastId);
  };
  const now = () => {
    minutes += 1;
    return new Date(sampleTime.getTime() + minutes * 60_000);
  };
  const own = (by: Actor, id: EntryId) =>
    world.entries.find((entry) => entry.id === id && entry.organizationId === by.organizationId);
  const movesOf = (id: string) => moves.get(id) ?? [];
  const named = (entryId: EntryId, name: string) =>
    world.versions.find((version) => version.entryId === entryId && version.version === name);
  const change = (version: PublishedVersion | undefined, changes: Partial<PublishedVersion>) =>
    version && Object.assign(version, changes);
  const stateOf = (entry: Entry): EntryState => ({
    versions: world.versions
      .filter(({ entryId }) => entryId === entry.id)
      .map((version) => ({ ...version, yanked: version.yanked !== null })),
    currentId: entry.currentVersionId,
    currentChosenAt: chosen.get(entry.id) ?? null,
  });
  const move = (entry: Entry, { to, chosenAt }: MovedPointer, cause: CurrentMoveCause) => {
    if (movesOf(entry.id).length === 0 && entry.currentVersionId) {
      moves.set(entry.id, [{ to: entry.currentVersionId, chosenAt: null, cause: 'derived', movedAt: sampleTime }]);
    }
    entry.currentVersionId = to;
    chosen.set(entry.id, chosenAt);
    moves.set(entry.id, [...movesOf(entry.id), { to, chosenAt, cause, movedAt: now() }]);
  };
  const create = (by: Actor, wanted: NewEntry): Entry | null => {
    const { organizationId } = by;
    if (world.entries.some((entry) => entry.organizationId === organizationId && entry.name === wanted.name))
      return null;
    const entry = sampleEntry({ ...wanted, organizationId });
    world.entries.push(entry);
    return entry;
  };
  const push = (entry: Entry, { version, contentHash, changeSummary, sourceRepo }: ClientVersion) => {
    const publishedAt = now();
    const origin = { kind: 'client', source: 'cli' } as const;
    const { tarHash, manifestHash, sizeBytes } = world.archives.get(contentHash) ?? sampleVersion();
    const added = sampleVersion({
      ...{ id: nextId(), entryId: entry.id, version, contentHash, changeSummary, sourceRepo, publishedAt },
      ...{ origin: { kind: origin.kind }, source: origin.source, tarHash, manifestHash, sizeBytes },
    });
    world.versions.unshift(added);
    move(entry, { to: added.id, chosenAt: publishedAt }, 'pushed');
    return { entry: { ...entry }, version: added };
  };
  return {
    createEntry: async (by, wanted) => {
      const entry = create(by, wanted);
      return entry ? { kind: 'created', entry } : { kind: 'name-taken' };
    },
    createWithVersion: async (by, wanted, version) => {
      const entry = create(by, wanted);
      return entry ? { kind: 'created', ...push(entry, version) } : { kind: 'name-taken' };
    },
    pushVersion: async (by, entryId, wanted) => {
      const entry = own(by, entryId);
      if (!entry) return { kind: 'not-found' };
      const existing = named(entryId, wanted.version);
      if (!existing) return { kind: 'pushed', ...push(entry, wanted) };
      if (existing.contentHash !== wanted.contentHash) return { kind: 'version-taken', existing };
      return { kind: 'repeated', entry, version: existing };
    },
    rollBack: async (by, entryId, { targetVersion }) => {
      const entry = own(by, entryId);
      if (!entry) return { kind: 'not-found' };
      const state = stateOf(entry);
      const plan = planRollback(state, movesOf(entryId), targetVersion);
      if (plan.kind !== 'roll-back') return plan;
      const one = (id?: string) => world.versions.find((version) => version.id === id);
      const left = change(one(plan.left?.id), { rolledBack: true }) ?? null;
      const version = change(one(plan.to.id), { rolledBack: false });
      if (!version) throw new Error('no version');
      move(entry, { to: version.id, chosenAt: timeOfChoice(state, now()) }, 'rolled-back');
      return { kind: 'rolled-back', entry: { ...entry }, version, left };
    },
    rollbackTarget: async (entryId, organizationId) => {
      const entry = world.entries.find((one) => one.id === entryId && one.organizationId === organizationId);
      if (!entry) return null;
      const plan = planRollback(stateOf(entry), movesOf(entryId), null);
      return plan.kind === 'roll-back' ? plan.to.version : null;
    },
    yank: async (by, entryId, { version: name, reason }) => {
      const entry = own(by, entryId);
      const version = named(entryId, name);
      if (!entry) return { kind: 'not-found' };
      if (!version) return { kind: 'version-not-found' };
      const moved = version.yanked ? null : planYank(stateOf(entry), movesOf(entryId), version.id);
      version.yanked ??= { reason, at: now() };
      if (moved) move(entry, moved, 'yanked');
      return { kind: 'yanked', entry: { ...entry }, version };
    },
    unyank: async (by, entryId, name) => {
      const entry = own(by, entryId);
      const version = named(entryId, name);
      if (!entry) return { kind: 'not-found' };
      if (!version) return { kind: 'version-not-found' };
      const moved = version.yanked ? planUnyank(stateOf(entry), movesOf(entryId), version.id) : null;
      version.yanked = null;
      if (moved) move(entry, moved, 'unyanked');
      return { kind: 'unyanked', entry: { ...entry }, version };
    },
    updateEntry: async (by, entryId, { changes, confirmed }) => {
      const entry = own(by, entryId);
      if (!entry) return { kind: 'not-found' };
      const shows = changes.visibility !== undefined && changes.visibility !== 'org';
      const connection = world.connections.find((one) => one.entryId === entryId);
      const mayBePrivate = connection
        ? connection.repositoryPrivate !== false
        : world.versions.some((one) => one.entryId === entryId && one.origin.kind !== 'client');
      const asks = entry.hiddenReason || (changes.visibility !== entry.visibility && mayBePrivate);
      if (shows && !confirmed && asks) return { kind: 'confirmation-needed', entry };
      Object.assign(entry, changes, shows && { hiddenReason: null });
      return { kind: 'updated', ...withCurrent(world, entry) };
    },
    recordInstall: async (by: Actor, install: NewInstall) => {
      if (!own(by, install.entryId)) return { kind: 'not-found' };
      const known = world.installs.find(
        ({ entryId, receiptId }) =>
          entryId === install.entryId && receiptId !== null && receiptId === install.receiptId,
      );
      const kept = known ?? { ...install, id: nextId() };
      if (!known) world.installs.push(kept);
      return { kind: 'recorded', id: kept.id as never };
    },
  } satisfies Partial<Registry>;
}
