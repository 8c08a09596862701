import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { PublishedVersion } from '../../domain/registry/version.ts';
import type { EntryId } from '../../domain/shared/ids.ts';
import type { EntryWithCurrent, Registry } from '../../ports/registry/registry.ts';
import { toReadRegistry } from '../access/needs.ts';
import { notFound, type Refusal } from '../refusal.ts';

export type ShowEntryPorts = { registry: Pick<Registry, 'findEntry' | 'listVersions'> };

/** An entry of the caller's organization with its versions, newest first. */
export async function showEntry(
  ports: ShowEntryPorts,
  { caller, entryId }: { caller: Caller; entryId: EntryId },
): Promise<({ kind: 'found'; versions: PublishedVersion[] } & EntryWithCurrent) | Refusal> {
  const allowed = authorize(caller, toReadRegistry);
  if (allowed.kind === 'denied') return allowed;
  const found = await ports.registry.findEntry(entryId, caller.organizationId);
  if (!found) return entryNotFound(entryId);
  return { kind: 'found', ...found, versions: await ports.registry.listVersions(entryId, caller.organizationId) };
}

export function entryNotFound(id: EntryId): Refusal {
  return notFound(
    'entry_not_found',
    `There is no entry ${id} in your organization. GET /api/v1/registry lists the entries that there are.`,
  );
}
