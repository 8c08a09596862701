import type { Caller } from '../../domain/access/caller.ts';
import type { EntryId } from '../../domain/shared/ids.ts';
import type { EntryEvent, EntryHistory, InstallCounts } from '../../ports/registry/entry-history.ts';
import type { Refusal } from '../refusal.ts';
import { type ReadableEntryPorts, readableEntry } from './readable-entry.use-case.ts';

export type EntryHistoryPorts = ReadableEntryPorts & { registry: EntryHistory };

/** One page of what became of an entry of the caller's organization, newest first. */
export async function listEntryEvents(
  ports: EntryHistoryPorts,
  { caller, entryId, ...page }: { caller: Caller; entryId: EntryId; limit: number; cursor?: string | undefined },
): Promise<{ kind: 'listed'; events: EntryEvent[]; nextCursor: string | null } | Refusal> {
  const found = await readableEntry(ports, { caller, entryId });
  if (found.kind !== 'found') return found;
  return { kind: 'listed', ...(await ports.registry.events(entryId, caller.organizationId, page)) };
}

/** How often an entry of the caller's organization was installed. */
export async function countInstalls(
  ports: EntryHistoryPorts,
  { caller, entryId }: { caller: Caller; entryId: EntryId },
): Promise<({ kind: 'counted' } & InstallCounts) | Refusal> {
  const found = await readableEntry(ports, { caller, entryId });
  if (found.kind !== 'found') return found;
  return { kind: 'counted', ...(await ports.registry.countInstalls(entryId, caller.organizationId)) };
}
