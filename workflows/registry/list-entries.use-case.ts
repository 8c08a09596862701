import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { isEntryName } from '../../domain/registry/names.ts';
import type { EntryWithCurrent, Registry } from '../../ports/registry/registry.ts';
import { toReadRegistry } from '../access/needs.ts';
import type { Refusal } from '../refusal.ts';

export type ListEntriesPorts = { registry: Pick<Registry, 'listEntries' | 'searchEntries'> };

/** What is looked for; all at once may be given. Without `limit` and `cursor`, all entries are on one page. */
export type ListEntries = {
  caller: Caller;
  /** The exact name. */
  name?: string | undefined;
  /** Part of the name or the description, in any case of letters. */
  text?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
};

const defaultLimit = 50;

/** The organization's entries by name; with `name` only the one of exactly that name, and none when no entry can have it. */
export async function listEntries(
  ports: ListEntriesPorts,
  { caller, name, text, limit, cursor }: ListEntries,
): Promise<{ kind: 'listed'; entries: EntryWithCurrent[]; nextCursor: string | null } | Refusal> {
  const allowed = authorize(caller, toReadRegistry);
  if (allowed.kind === 'denied') return allowed;
  if (name !== undefined) {
    const entries = isEntryName(name) ? await ports.registry.listEntries(caller.organizationId, name) : [];
    return { kind: 'listed', entries: entries.filter(containing(text)), nextCursor: null };
  }
  const most = limit ?? (cursor === undefined ? undefined : defaultLimit);
  const found = await ports.registry.searchEntries(caller.organizationId, { text, cursor, limit: most });
  return { kind: 'listed', ...found };
}

function containing(text = '') {
  const part = text.toLowerCase();
  return ({ entry }: EntryWithCurrent) =>
    entry.name.toLowerCase().includes(part) || (entry.description?.toLowerCase().includes(part) ?? false);
}
