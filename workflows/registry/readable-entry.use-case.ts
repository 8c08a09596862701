import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { EntryId } from '../../domain/shared/ids.ts';
import type { EntryWithCurrent, PublicEntry, Registry } from '../../ports/registry/registry.ts';
import { toReadRegistry } from '../access/needs.ts';
import { notFound, type Refusal } from '../refusal.ts';

export type ReadableEntryPorts = { registry: Pick<Registry, 'findEntry' | 'findPublic'> };

/** Who asks for which entry. `caller`: null is anybody, who gets what everybody may read. */
export type AskedEntry = { caller: Caller | null; entryId: EntryId };

/** An entry as far as the one who asks may read it: one of his organization, or one that everybody may read. */
export async function readableEntry(
  ports: ReadableEntryPorts,
  { caller, entryId }: AskedEntry,
): Promise<({ kind: 'found' } & EntryWithCurrent) | Refusal> {
  if (caller === null) return publicEntry(ports, entryId);
  const allowed = authorize(caller, toReadRegistry);
  if (allowed.kind === 'denied') return allowed;
  const found = await ports.registry.findEntry(entryId, caller.organizationId);
  return found ? { kind: 'found', ...found } : entryNotFound(entryId);
}

/** An entry that everybody may read, public or unlisted. */
export async function publicEntry(
  { registry }: { registry: Pick<Registry, 'findPublic'> },
  entryId: EntryId,
): Promise<({ kind: 'found' } & PublicEntry) | Refusal> {
  const found = await registry.findPublic(entryId);
  return found ? { kind: 'found', ...found } : publicEntryNotFound(entryId);
}

export function entryNotFound(id: EntryId): Refusal {
  return notFound(
    'entry_not_found',
    `There is no package ${id} in your organization. Look for it in the list of its packages.`,
  );
}

function publicEntryNotFound(id: EntryId): Refusal {
  const message = `There is no package ${id} that everybody may read. Look for it in the list of public packages, or ask its organization.`;
  return notFound('entry_not_found', message);
}
