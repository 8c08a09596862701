import { isVersionName } from '../../domain/registry/names.ts';
import type { PublishedVersion } from '../../domain/registry/version.ts';
import type { VersionId } from '../../domain/shared/ids.ts';
import type { ArtifactStore } from '../../ports/registry/artifact-store.ts';
import type { DownloadGrant, DownloadSigner } from '../../ports/registry/download-signer.ts';
import type { Registry } from '../../ports/registry/registry.ts';
import { notFound, type Refusal } from '../refusal.ts';
import { type AskedEntry, readableEntry } from './readable-entry.use-case.ts';

export type DownloadPorts = {
  registry: Pick<Registry, 'findEntry' | 'findPublic' | 'findNamed' | 'findVersion'>;
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

/** The bytes of a version, for whoever may read its entry. */
export async function downloadVersion(
  ports: Omit<DownloadPorts, 'downloads' | 'now'>,
  { version, ...asked }: AskedEntry & { version: string },
): Promise<(Download & { entryName: string }) | Refusal> {
  const found = await readableEntry(ports, asked);
  if (found.kind !== 'found') return found;
  const { id, organizationId, name: entryName } = found.entry;
  const wanted = await ports.registry.findNamed(id, version, organizationId);
  if (!wanted) return versionNotFound(`The package ${entryName} has no ${versionNamed(version)}.`);
  return { ...downloadOf(ports, wanted), entryName };
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
  return notFound('version_not_found', `${sentence} The list of the package's versions names those that there are.`);
}
