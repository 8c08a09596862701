import type { VersionId } from '../../domain/shared/ids.ts';

/** What a signed download link names. `expiresAt` is in whole seconds since 1970. */
export type DownloadGrant = { versionId: VersionId; expiresAt: number };

/** Signs download links, so that they work without a key. Signatures are text that needs no escaping in a URL. */
export type DownloadSigner = {
  sign(grant: DownloadGrant): string;
  /** Whether `signature` was made for exactly this grant; constant time. Whether it has expired is not looked at. */
  verify(grant: DownloadGrant, signature: string): boolean;
};
