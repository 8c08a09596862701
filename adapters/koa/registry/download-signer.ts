import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DownloadGrant, DownloadSigner } from '../../../ports/registry/download-signer.ts';

/** Signs with HMAC-SHA256 under `key`, which must have at least 32 bytes. Signatures are base64url. */
export function downloadSigner({ key }: { key: Uint8Array }): DownloadSigner {
  if (key.length < 32) throw new Error('The key of download links must have at least 32 bytes.');
  const mac = ({ versionId, expiresAt }: DownloadGrant) =>
    createHmac('sha256', key).update(`download:${versionId}:${expiresAt}`).digest();
  return {
    sign: (grant) => mac(grant).toString('base64url'),
    verify(grant, signature) {
      const expected = mac(grant);
      const given = Buffer.from(signature, 'base64url');
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}
