import type { Registry } from '../../../ports/registry/registry.ts';
import type { Database } from '../database.ts';
import { isStorable } from '../storable-text.ts';
import { entryHistory } from './entry-history.ts';
import { asPublic, listed, readableByAll, searchPage, selectEntries, withCurrent } from './entry-lists.ts';
import { registryChanges } from './registry-changes.ts';
import { rollbackTarget } from './rolled-back.ts';
import { versionsOf, versionsPage } from './version-lists.ts';
import { contentsOf, provenanceOf } from './version-provenance.ts';
import { selectVersions, toVersion, versionsById } from './version-rows.ts';

export function postgresRegistry(database: Database): Registry {
  return {
    ...registryChanges(database),
    ...entryHistory(database),

    listEntries: async (organizationId, name) => {
      if (name !== undefined && !isStorable(name)) return [];
      return database.within(organizationId, async (sql) => {
        const entries = selectEntries(sql).where('e.organizationId', '=', organizationId).orderBy('e.name');
        return withCurrent(sql, await (name === undefined ? entries : entries.where('e.name', '=', name)).execute());
      });
    },

    searchEntries: (organizationId, search) =>
      database.within(organizationId, (sql) =>
        searchPage(sql, selectEntries(sql).where('e.organizationId', '=', organizationId), search),
      ),

    searchPublic: async (search) => {
      const sql = database.sql();
      const { entries, nextCursor } = await searchPage(sql, listed(selectEntries(sql)), search);
      return { entries: await asPublic(sql, entries), nextCursor };
    },

    findEntry: (id, organizationId) =>
      database.within(organizationId, async (sql) => {
        const entries = selectEntries(sql).where('e.id', '=', id).where('e.organizationId', '=', organizationId);
        return (await withCurrent(sql, await entries.execute()))[0] ?? null;
      }),

    findPublic: async (id) => {
      const sql = database.sql();
      const found = await withCurrent(sql, await readableByAll(selectEntries(sql)).where('e.id', '=', id).execute());
      return (await asPublic(sql, found))[0] ?? null;
    },

    findEntries: async (ids, organizationId) => {
      if (ids.length === 0) return [];
      return database.within(organizationId, async (sql) => {
        const entries = selectEntries(sql).where('e.id', 'in', ids).where('e.organizationId', '=', organizationId);
        return withCurrent(sql, await entries.execute());
      });
    },

    searchVersions: (entryId, organizationId, search) =>
      database.within(organizationId, (sql) => versionsPage(sql, { entryId, organizationId }, search)),

    findNamed: async (entryId, version, organizationId) => {
      if (!isStorable(version)) return null;
      return database.within(organizationId, async (sql) => {
        const row = await versionsOf(sql, { entryId, organizationId })
          .where('v.version', '=', version)
          .executeTakeFirst();
        return row === undefined ? null : toVersion(row);
      });
    },

    findVersionsByHash: async (entryIds, contentHashes, organizationId) => {
      const hashes = contentHashes.filter(isStorable);
      if (entryIds.length === 0 || hashes.length === 0) return [];
      return database.within(organizationId, async (sql) => {
        const rows = await selectVersions(sql)
          .innerJoin('registry_entries as e', 'e.id', 'v.entryId')
          .where('e.organizationId', '=', organizationId)
          .where('v.entryId', 'in', entryIds)
          .where('v.contentHash', 'in', hashes)
          .orderBy('v.publishedAt', 'desc')
          .orderBy('v.id', 'desc')
          .execute();
        return rows.map(toVersion);
      });
    },

    rollbackTarget: (entryId, organizationId) =>
      database.within(organizationId, (sql) => rollbackTarget(sql, entryId, organizationId)),

    findVersion: async (id) => (await versionsById(database.sql(), [id])).get(id) ?? null,

    contents: async (entryId, version, organizationId) =>
      isStorable(version)
        ? database.within(organizationId, (sql) => contentsOf(sql, { entryId, version, organizationId }))
        : null,

    provenance: async (entryId, version, organizationId) =>
      isStorable(version)
        ? database.within(organizationId, (sql) => provenanceOf(sql, { entryId, version, organizationId }))
        : null,
  };
}
