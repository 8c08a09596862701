import type { ApiKeyId, MemberId } from '../shared/ids.ts';
import type { Permission, Role } from './caller.ts';

/** What may be told of a key; the key itself is shown once, when it is made. */
export type ApiKey = {
  id: ApiKeyId;
  memberId: MemberId;
  memberName: string;
  /** Who made it: the member himself, or an admin for him. */
  createdBy: MemberId;
  name: string;
  prefix: string;
  permissions: readonly Permission[];
  /** The highest role that it may have; null: the member's. */
  role: Role | null;
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
};

/** How many keys of one member may open the API at a time. */
export const maxActiveKeys = 100;

/** `st_live_` or `st_test_` (8 characters) and the first 4 of the random part: enough to tell keys apart. */
const prefixLength = 12;

/** Whether the text looks like a key: `st_live_` or `st_test_`, then 32 to 128 URL-safe characters. */
export function isApiKeyShape(text: string): boolean {
  return /^st_(?:live|test)_[A-Za-z0-9_-]{32,128}$/.test(text);
}

/** The part of a key that is stored in the clear beside its hash, and shown. */
export function apiKeyPrefix(key: string): string {
  return key.slice(0, prefixLength);
}
