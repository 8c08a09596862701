import type { Entry } from '../../../domain/registry/version.ts';
import type { VersionId } from '../../../domain/shared/ids.ts';
import type { EntryWithCurrent, NewEntry, Registry } from '../../../ports/registry/registry.ts';
import { type Database, type Sql, violates } from '../database.ts';
import { isStorable } from '../storable-text.ts';
import { selectVersions, toVersion, versionsById } from './version-rows.ts';

export function postgresRegistry(database: Database): Registry {
  return {
    createEntry: (entry) => createEntry(database, entry),

    listEntries: async (organizationId, name) => {
      if (name !== undefined && !isStorable(name)) return [];
      const sql = database.sql();
      const entries = selectEntries(sql).where('organizationId', '=', organizationId).orderBy('name').orderBy('id');
      return withCurrent(sql, await (name === undefined ? entries : entries.where('name', '=', name)).execute());
    },

    findEntry: async (id, organizationId) => {
      const sql = database.sql();
      const entries = selectEntries(sql).where('id', '=', id).where('organizationId', '=', organizationId);
      return (await withCurrent(sql, await entries.execute()))[0] ?? null;
    },

    findEntries: async (ids, organizationId) => {
      if (ids.length === 0) return [];
      const sql = database.sql();
      const entries = selectEntries(sql).where('id', 'in', ids).where('organizationId', '=', organizationId);
      return withCurrent(sql, await entries.execute());
    },

    listVersions: async (entryId, organizationId) => {
      const rows = await selectVersions(database.sql())
        .innerJoin('registry_entries as e', 'e.id', 'v.entryId')
        .where('v.entryId', '=', entryId)
        .where('e.organizationId', '=', organizationId)
        .orderBy('v.publishedAt', 'desc')
        .orderBy('v.id', 'desc')
        .execute();
      return rows.map(toVersion);
    },

    findVersionsByHash: async (entryIds, contentHashes) => {
      const hashes = contentHashes.filter(isStorable);
      if (entryIds.length === 0 || hashes.length === 0) return [];
      const rows = await selectVersions(database.sql())
        .where('v.entryId', 'in', entryIds)
        .where('v.contentHash', 'in', hashes)
        .orderBy('v.publishedAt', 'desc')
        .orderBy('v.id', 'desc')
        .execute();
      return rows.map(toVersion);
    },

    findVersion: async (id) => (await versionsById(database.sql(), [id])).get(id) ?? null,
  };
}

const createEntry = async (database: Database, entry: NewEntry): ReturnType<Registry['createEntry']> => {
  const created: Entry = { ...entry, hiddenReason: null, currentVersionId: null, createdAt: database.now() };
  try {
    await database.sql().insertInto('registry_entries').values(created).execute();
    return { kind: 'created', entry: created };
  } catch (error) {
    if (violates(error, 'registry_entries_name')) return { kind: 'name-taken' };
    throw error;
  }
};

function selectEntries(sql: Sql) {
  return sql
    .selectFrom('registry_entries')
    .select(['id', 'organizationId', 'name', 'entryType', 'description', 'visibility', 'sourceRepo'])
    .select(['hiddenReason', 'currentVersionId', 'createdAt']);
}

async function withCurrent(sql: Sql, entries: Entry[]): Promise<EntryWithCurrent[]> {
  const ids = entries.map((entry) => entry.currentVersionId).filter((id): id is VersionId => id !== null);
  const versions = await versionsById(sql, ids);
  return entries.map((entry) => ({
    entry,
    current: entry.currentVersionId === null ? null : (versions.get(entry.currentVersionId) ?? null),
  }));
}
