import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { isEntryName } from '../../domain/registry/names.ts';
import type { EntryWithCurrent, Registry } from '../../ports/registry/registry.ts';
import { toReadRegistry } from '../access/needs.ts';
import type { Refusal } from '../refusal.ts';

export type ListEntriesPorts = { registry: Pick<Registry, 'listEntries'> };

/** The organization's entries; with `name` only the one of exactly that name, and none when no entry can have it. */
export async function listEntries(
  ports: ListEntriesPorts,
  { caller, name }: { caller: Caller; name?: string | undefined },
): Promise<{ kind: 'listed'; entries: EntryWithCurrent[] } | Refusal> {
  const allowed = authorize(caller, toReadRegistry);
  if (allowed.kind === 'denied') return allowed;
  if (name !== undefined && !isEntryName(name)) return { kind: 'listed', entries: [] };
  return { kind: 'listed', entries: await ports.registry.listEntries(caller.organizationId, name) };
}
