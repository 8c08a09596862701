import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether `signature` (`sha256=<hex>`) was made over exactly these bytes with one of the secrets. Every secret is tried
 * in constant time. Over bytes, because decoding them to text first would change those that are not UTF-8.
 * Source: https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function isSignedBy(secrets: readonly string[], body: Uint8Array, signature: string | undefined): boolean {
  if (signature === undefined) return false;
  const given = Buffer.from(signature);
  let matches = false;
  for (const secret of secrets) {
    const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
    if (given.length === expected.length && timingSafeEqual(given, expected)) matches = true;
  }
  return matches;
}
