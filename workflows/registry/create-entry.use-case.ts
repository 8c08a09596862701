import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { isEntryName } from '../../domain/registry/names.ts';
import type { Entry, Visibility } from '../../domain/registry/version.ts';
import { type EntryId, newRowId } from '../../domain/shared/ids.ts';
import type { Registry } from '../../ports/registry/registry.ts';
import { toPushToRegistry } from '../access/needs.ts';
import { conflict, invalid, type Refusal } from '../refusal.ts';

export type CreateEntryPorts = {
  registry: Pick<Registry, 'createEntry'>;
  /** A new UUID. */
  newId(): string;
};

export type CreateEntry = {
  caller: Caller;
  name: string;
  description: string | null;
  visibility: Visibility;
  /** `owner/name`, for people. */
  sourceRepo: string | null;
};

/** Makes an entry that has no version yet, for a repository to publish into. */
export async function createEntry(
  ports: CreateEntryPorts,
  { caller, ...entry }: CreateEntry,
): Promise<{ kind: 'created'; entry: Entry } | Refusal> {
  const allowed = authorize(caller, toPushToRegistry);
  if (allowed.kind === 'denied') return allowed;
  if (!isEntryName(entry.name)) return badName;
  const id = newRowId<EntryId>(ports.newId());
  const created = await ports.registry.createEntry(caller, { ...entry, id, entryType: 'skill' });
  return created.kind === 'created' ? created : nameTaken(entry.name);
}

export const badName = invalid([
  {
    path: 'name',
    message: 'Use 1 to 128 letters, digits, dots, underscores and hyphens, beginning with a letter or a digit.',
  },
]);

export function nameTaken(name: string): Refusal {
  const message = `Your organization has an entry named ${name} already. Use it, or choose another name.`;
  return conflict('name_taken', message);
}
