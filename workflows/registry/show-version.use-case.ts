import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { EntryId } from '../../domain/shared/ids.ts';
import type { Registry, VersionProvenance } from '../../ports/registry/registry.ts';
import { toReadRegistry } from '../access/needs.ts';
import type { Refusal } from '../refusal.ts';
import { versionNamed, versionNotFound } from './download-version.use-case.ts';
import { entryNotFound } from './readable-entry.use-case.ts';

export type ShowVersionPorts = { registry: Pick<Registry, 'findEntry' | 'provenance'> };

/** A version of the caller's organization with its provenance: where it comes from, what is in it, what became of it. */
export async function showVersion(
  ports: ShowVersionPorts,
  { caller, entryId, version }: { caller: Caller; entryId: EntryId; version: string },
): Promise<{ kind: 'found'; provenance: VersionProvenance } | Refusal> {
  const allowed = authorize(caller, toReadRegistry);
  if (allowed.kind === 'denied') return allowed;
  const provenance = await ports.registry.provenance(entryId, version, caller.organizationId);
  if (provenance) return { kind: 'found', provenance };
  const entry = await ports.registry.findEntry(entryId, caller.organizationId);
  return entry
    ? versionNotFound(`The package ${entry.entry.name} has no ${versionNamed(version)}.`)
    : entryNotFound(entryId);
}
