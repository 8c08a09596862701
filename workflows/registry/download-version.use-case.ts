import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { isVersionName } from '../../domain/registry/names.ts';
import type { PublishedVersion } from '../../domain/registry/version.ts';
import type { EntryId, VersionId } from '../../domain/shared/ids.ts';
import type { ArtifactStore } from '../../ports/registry/artifact-store.ts';
import type { DownloadGrant, DownloadSigner } from '../../ports/registry/download-signer.ts';
import type { Registry } from '../../ports/registry/registry.ts';
import { toReadRegistry } from '../access/needs.ts';
import { notFound, type Refusal } from '../refusal.ts';
import { entryNotFound } from './show-entry.use-case.ts';

export type DownloadPorts = {
  registry: Pick<Registry, 'findEntry' | 'listVersions' | 'findVersion'>;
  artifacts: Pick<ArtifactStore, 'open'>;
  downloads: DownloadSigner;
  now(): Date;
};

/** A version whose bytes can be read. `open` may be left alone, when only the facts are wanted. */
export type Download = {
  kind: 'download';
  version: PublishedVersion;
  open(): Promise<{ sizeBytes: number; bytes: AsyncIterable<Uint8Array> }>;
};

/** The bytes of a version, for a caller of the entry's organization. */
export async function downloadVersion(
  ports: DownloadPorts,
  { caller, entryId, version }: { caller: Caller; entryId: EntryId; version: string },
): Promise<(Download & { entryName: string }) | Refusal> {
  const allowed = authorize(caller, toReadRegistry);
  if (allowed.kind === 'denied') return allowed;
  const found = await ports.registry.findEntry(entryId, caller.organizationId);
  if (!found) return entryNotFound(entryId);
  const versions = await ports.registry.listVersions(entryId, caller.organizationId);
  const wanted = versions.find((candidate) => candidate.version === version);
  if (!wanted) return versionNotFound(`The entry ${found.entry.name} has no ${versionNamed(version)}.`);
  return { ...downloadOf(ports, wanted), entryName: found.entry.name };
}

/** The bytes that a signed link names, for whoever has the link, until it expires. */
export async function downloadByLink(
  ports: DownloadPorts,
  { grant, signature }: { grant: DownloadGrant; signature: string },
): Promise<Download | Refusal> {
  if (!ports.downloads.verify(grant, signature)) return brokenLink;
  if (grant.expiresAt * 1_000 <= ports.now().getTime()) return expiredLink;
  const version = await ports.registry.findVersion(grant.versionId);
  return version ? downloadOf(ports, version) : versionNotFound('The version of this link is gone.');
}

/** What a version's archive is called where it is saved. */
export function archiveFileName(entryName: string, version: string): string {
  return `${entryName}-${version}.tar.gz`;
}

/** How long a link to a version works. */
export const linkLifetimeSeconds = 3_600;

/** A link to a version from now on, and until when. */
export function grantDownload(
  { downloads, now }: Pick<DownloadPorts, 'downloads' | 'now'>,
  versionId: VersionId,
): { grant: DownloadGrant; signature: string } {
  const grant = { versionId, expiresAt: Math.floor(now().getTime() / 1_000) + linkLifetimeSeconds };
  return { grant, signature: downloads.sign(grant) };
}

export function downloadOf(ports: Pick<DownloadPorts, 'artifacts'>, version: PublishedVersion): Download {
  return {
    kind: 'download',
    version,
    async open() {
      const stored = await ports.artifacts.open(version.contentHash);
      if (!stored)
        throw new Error(`The artifact store lacks the bytes ${version.contentHash} of version ${version.id}.`);
      return stored;
    },
  };
}

const brokenLink: Refusal = {
  kind: 'forbidden',
  code: 'link_invalid',
  message:
    'This link was not made by this server, or was changed since. Ask for a new one with POST /api/v1/registry/sync.',
};

const expiredLink: Refusal = {
  kind: 'forbidden',
  code: 'link_expired',
  message: 'This link has expired. Ask for a new one with POST /api/v1/registry/sync.',
};

export function versionNamed(text: string): string {
  return isVersionName(text) ? `version ${text}` : 'version of such a name';
}

export function versionNotFound(sentence: string): Refusal {
  return notFound('version_not_found', `${sentence} GET /api/v1/registry/{id}/versions lists those that there are.`);
}
