import { PermanentFailure } from '../../ports/faults.ts';

export function isContentHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** The text itself; a malformed hash is a `PermanentFailure`. */
export function parseContentHash(text: string): string {
  if (isContentHash(text)) return text;
  throw new PermanentFailure('content_hash_malformed', `"${text.slice(0, 80)}" is not a lower-case hex SHA-256.`);
}
