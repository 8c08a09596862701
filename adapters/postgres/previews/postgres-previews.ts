import type { Preview } from '../../../domain/previews/preview.ts';
import type { EntryId, PreviewId } from '../../../domain/shared/ids.ts';
import type { PreviewEnd, Previews } from '../../../ports/previews/previews.ts';
import { findConnection } from '../connections/connection-rows.ts';
import type { Database, Sql } from '../database.ts';
import { versionFacts } from '../registry/entry-rows.ts';
import { storable } from '../storable-text.ts';

export function postgresPreviews(database: Database): Previews {
  const pending = (id: PreviewId) =>
    database.sql().updateTable('github_previews').where('id', '=', id).where('status', '=', 'pending');
  return {
    context: (id) => context(database, id),

    findForRerun: async (by) => {
      const previews = selectPreviews(database.sql());
      if ('previewId' in by) return previews.where('p.id', '=', by.previewId).execute();
      return previews
        .where('p.connectionId', '=', by.connectionId)
        .where('p.headSha', '=', by.headSha)
        .distinctOn('p.baseRef')
        .orderBy('p.baseRef')
        .orderBy('p.run', 'desc')
        .execute();
    },

    entryState: (id) => database.transaction((sql) => entryState(sql, id)),

    beginTelling: async (id) => {
      const now = database.now();
      const begun = await pending(id)
        .set({ tellingBegunAt: now })
        .where('tellingBegunAt', 'is', null)
        .executeTakeFirst();
      if (begun.numUpdatedRows > 0n) return { again: false };
      const known = database.sql().selectFrom('github_previews').select('tellingBegunAt').where('id', '=', id);
      return { again: ((await known.executeTakeFirst())?.tellingBegunAt ?? null) !== null };
    },

    end: async (id, end) => {
      await pending(id)
        .set({ ...columnsOf(end), finishedAt: database.now() })
        .execute();
    },

    listUnstarted: (limit) =>
      selectPreviews(database.sql())
        .where('p.status', '=', 'pending')
        .where('p.engine', 'is', null)
        .orderBy('p.createdAt')
        .orderBy('p.id')
        .limit(limit)
        .execute(),

    markStarted: async (id, engine) => {
      await pending(id).set({ engine, startedAt: database.now() }).execute();
    },

    listStartedBefore: (before, limit) =>
      selectPreviews(database.sql())
        .where('p.status', '=', 'pending')
        .where('p.engine', 'is not', null)
        .where('p.startedAt', '<', before)
        .orderBy('p.startedAt')
        .orderBy('p.id')
        .limit(limit)
        .execute(),

    markUnstarted: async (id) => {
      await pending(id).set({ engine: null, startedAt: null }).execute();
    },
  };
}

function columnsOf(end: PreviewEnd) {
  if (end.kind === 'failed') return { status: 'failed' as const, message: storable(end.message) };
  return { status: 'told' as const, checkRunId: end.checkRunId, title: storable(end.title) };
}

function selectPreviews(sql: Sql) {
  return sql
    .selectFrom('github_previews as p')
    .select(['p.id', 'p.organizationId', 'p.connectionId', 'p.entryId', 'p.pullNumber', 'p.headSha', 'p.headAt'])
    .select(['p.baseRef', 'p.fromFork', 'p.run', 'p.status', 'p.message', 'p.checkRunId', 'p.workflowId', 'p.engine'])
    .select(['p.createdAt', 'p.finishedAt']);
}

const context = async (database: Database, id: PreviewId): ReturnType<Previews['context']> => {
  const sql = database.sql();
  const row = await selectPreviews(sql)
    .innerJoin('organizations as o', 'o.id', 'p.organizationId')
    .select('o.writeBackMode')
    .where('p.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { writeBackMode, ...preview } = row;
  const connection = await findConnection(sql, preview.connectionId);
  return connection && { preview: preview satisfies Preview, connection, writeBackMode };
};

async function entryState(sql: Sql, id: EntryId): ReturnType<Previews['entryState']> {
  const entry = await sql
    .selectFrom('registry_entries')
    .select(['currentVersionId', 'currentChosenAt'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const { currentVersionId: currentId, currentChosenAt } = entry;
  const versions = await versionFacts(sql, id);
  const current = await sql
    .selectFrom('registry_versions as v')
    .innerJoin('registry_archives as a', 'a.contentHash', 'v.contentHash')
    .select('a.fileManifest')
    .where('v.id', '=', currentId)
    .executeTakeFirst();
  return { state: { versions, currentId, currentChosenAt }, currentFiles: current?.fileManifest ?? null };
}
