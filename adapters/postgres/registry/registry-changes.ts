import type { Actor } from '../../../domain/access/actor.ts';
import type { Entry } from '../../../domain/registry/version.ts';
import type { NewEntry, RegistryChanges } from '../../../ports/registry/registry-changes.ts';
import { recordAudit } from '../access/audit-records.ts';
import { type Database, violates } from '../database.ts';
import { storable } from '../storable-text.ts';
import { firstVersion, pushVersion } from './client-versions.ts';
import type { Change } from './entry-change.ts';
import { recordInstall } from './recorded-install.ts';
import { rollBack } from './rolled-back.ts';
import { updateEntry } from './updated-entry.ts';
import { unyank, yank } from './yanked.ts';

export function registryChanges(database: Database): RegistryChanges {
  const change = <T>(by: Actor, work: (change: Change) => Promise<T>): Promise<T> =>
    database.within(by.organizationId, (sql) => work({ sql, by, now: database.now() }));
  return {
    createEntry: (by, entry) =>
      unlessNameTaken(() =>
        change(by, async (it) => ({ kind: 'created' as const, entry: await insertEntry(it, entry) })),
      ),
    createWithVersion: (by, entry, version) =>
      unlessNameTaken(() =>
        change(by, async (it) => {
          const { id } = await insertEntry(it, entry);
          return { kind: 'created' as const, ...(await firstVersion(it, id, version)) };
        }),
      ),
    pushVersion: (by, entryId, version) => change(by, (it) => pushVersion(it, entryId, version)),
    rollBack: (by, entryId, wanted) => change(by, (it) => rollBack(it, entryId, wanted)),
    yank: (by, entryId, wanted) => change(by, (it) => yank(it, entryId, wanted)),
    unyank: (by, entryId, version) => change(by, (it) => unyank(it, entryId, version)),
    updateEntry: (by, entryId, wanted) => change(by, (it) => updateEntry(it, entryId, wanted)),
    recordInstall: (by, install) => change(by, (it) => recordInstall(it, install)),
  };
}

async function unlessNameTaken<T>(create: () => Promise<T>): Promise<T | { kind: 'name-taken' }> {
  try {
    return await create();
  } catch (error) {
    if (violates(error, 'registry_entries_name')) return { kind: 'name-taken' };
    throw error;
  }
}

async function insertEntry({ sql, by, now }: Change, entry: NewEntry): Promise<Entry> {
  const created: Entry = {
    ...entry,
    description: storable(entry.description),
    ...{ organizationId: by.organizationId, hiddenReason: null, currentVersionId: null, createdAt: now },
  };
  await sql.insertInto('registry_entries').values(created).execute();
  const { id, name, visibility, sourceRepo } = created;
  const details = { name, visibility, source_repo: sourceRepo };
  await recordAudit(sql, by, { action: 'entry.created', target: { type: 'entry', id }, details }, now);
  return created;
}
