import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { Entry, PublishedVersion } from '../../domain/registry/version.ts';
import { type EntryId, parseId } from '../../domain/shared/ids.ts';
import type { ArtifactStore } from '../../ports/registry/artifact-store.ts';
import type { EntryWithCurrent, Registry } from '../../ports/registry/registry.ts';
import { toReadRegistry } from '../access/needs.ts';
import type { Refusal } from '../refusal.ts';
import {
  archiveFileName,
  type DownloadPorts,
  grantDownload,
  linkLifetimeSeconds,
} from './download-version.use-case.ts';

export type CheckForUpdatesPorts = Pick<DownloadPorts, 'downloads' | 'now'> & {
  registry: Pick<Registry, 'findEntries' | 'findVersionsByHash'>;
  artifacts: Pick<ArtifactStore, 'presign'>;
};

/** A package as a client has it: `contentHash` is `none` before the first install. */
export type InstalledPackage = { entryId: string; contentHash: string };

/** Where anybody gets the bytes for an hour: at the artifact store itself, or here. */
export type DownloadLink = { kind: 'presigned'; url: string } | ({ kind: 'signed' } & ReturnType<typeof grantDownload>);

export type PackageUpdate = {
  entry: Entry;
  /** Null while the entry has no current version: then there is nothing to change to. */
  latest: PublishedVersion | null;
  hasUpdate: boolean;
  /** The version that the client has; `none` before the first install, `unknown` when no version has those bytes. */
  installedLabel: string;
  link: DownloadLink | null;
};

/** For each installed package what is current now, in the order asked; ids that the organization does not have are left out. */
export async function checkForUpdates(
  ports: CheckForUpdatesPorts,
  { caller, installed }: { caller: Caller; installed: readonly InstalledPackage[] },
): Promise<{ kind: 'checked'; updates: PackageUpdate[] } | Refusal> {
  const allowed = authorize(caller, toReadRegistry);
  if (allowed.kind === 'denied') return allowed;
  const ids = new Set(installed.flatMap(({ entryId }) => parseId<EntryId>(entryId) ?? []));
  const entries = ids.size === 0 ? [] : await ports.registry.findEntries([...ids], caller.organizationId);
  const byId = new Map<string, EntryWithCurrent>(entries.map((found) => [found.entry.id, found]));
  const hashes = new Set(installed.map(({ contentHash }) => contentHash).filter((hash) => /^[0-9a-f]{64}$/.test(hash)));
  const known = await ports.registry.findVersionsByHash(
    entries.map(({ entry }) => entry.id),
    [...hashes],
    caller.organizationId,
  );
  const updates = installed.flatMap(({ entryId, contentHash }) => {
    const found = byId.get(entryId.toLowerCase());
    if (!found) return [];
    const { entry, current } = found;
    const has =
      current?.contentHash === contentHash
        ? current
        : known.find((version) => version.entryId === entry.id && version.contentHash === contentHash);
    return [updateOf(ports, found, contentHash, has)];
  });
  return { kind: 'checked', updates: await Promise.all(updates) };
}

async function updateOf(
  ports: CheckForUpdatesPorts,
  { entry, current }: EntryWithCurrent,
  contentHash: string,
  has: PublishedVersion | undefined,
): Promise<PackageUpdate> {
  return {
    entry,
    latest: current,
    hasUpdate: current !== null && current.contentHash !== contentHash,
    installedLabel: contentHash === 'none' ? 'none' : (has?.version ?? 'unknown'),
    link: current && (await linkTo(ports, entry, current)),
  };
}

async function linkTo(ports: CheckForUpdatesPorts, entry: Entry, version: PublishedVersion): Promise<DownloadLink> {
  const fileName = archiveFileName(entry.name, version.version);
  const url = await ports.artifacts.presign(version.contentHash, { fileName, expiresInSeconds: linkLifetimeSeconds });
  return url === null ? { kind: 'signed', ...grantDownload(ports, version.id) } : { kind: 'presigned', url };
}
