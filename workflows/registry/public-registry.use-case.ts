import type { PublishedVersion } from '../../domain/registry/version.ts';
import type { EntryId } from '../../domain/shared/ids.ts';
import type { EntrySearch, PublicEntry, Registry } from '../../ports/registry/registry.ts';
import { notFound, type Refusal } from '../refusal.ts';
import {
  type Download,
  type DownloadPorts,
  downloadOf,
  versionNamed,
  versionNotFound,
} from './download-version.use-case.ts';

export type PublicRegistryPorts = { registry: Pick<Registry, 'searchPublic' | 'findPublic' | 'listVersions'> };

/** Entries of all organizations that everybody finds. Nobody is asked who he is. */
export async function searchPublic(
  { registry }: PublicRegistryPorts,
  search: EntrySearch,
): Promise<{ kind: 'listed'; entries: PublicEntry[]; nextCursor: string | null }> {
  return { kind: 'listed', ...(await registry.searchPublic(search)) };
}

/** An entry that everybody may read, public or unlisted, with its versions, newest first. */
export async function showPublic(
  { registry }: PublicRegistryPorts,
  entryId: EntryId,
): Promise<({ kind: 'found'; versions: PublishedVersion[] } & PublicEntry) | Refusal> {
  const found = await registry.findPublic(entryId);
  if (!found) return publicEntryNotFound(entryId);
  return { kind: 'found', ...found, versions: await registry.listVersions(entryId, found.entry.organizationId) };
}

/** The bytes of a version of an entry that everybody may read. */
export async function downloadPublic(
  ports: PublicRegistryPorts & Pick<DownloadPorts, 'artifacts'>,
  { entryId, version }: { entryId: EntryId; version: string },
): Promise<(Download & { entryName: string }) | Refusal> {
  const shown = await showPublic(ports, entryId);
  if (shown.kind !== 'found') return shown;
  const wanted = shown.versions.find((candidate) => candidate.version === version);
  if (!wanted) return versionNotFound(`The entry ${shown.entry.name} has no ${versionNamed(version)}.`);
  return { ...downloadOf(ports, wanted), entryName: shown.entry.name };
}

function publicEntryNotFound(id: EntryId): Refusal {
  const message = `There is no entry ${id} that everybody may read. GET /api/v1/registry/public lists the public ones.`;
  return notFound('entry_not_found', message);
}
