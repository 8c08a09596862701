import { type ApiKey, apiKeyPrefix, maxActiveKeys } from '../../domain/access/api-key.ts';
import { authorize } from '../../domain/access/authorize.ts';
import type { Caller, Permission, Role } from '../../domain/access/caller.ts';
import { type ApiKeyId, type MemberId, newRowId } from '../../domain/shared/ids.ts';
import type { ApiKeys } from '../../ports/access/api-keys.ts';
import { conflict, invalid, notFound, type Refusal } from '../refusal.ts';
import { memberNotFound } from './members.use-case.ts';
import { toManageOrganization, toManageOwnKeys } from './needs.ts';

export type ApiKeysPorts = { apiKeys: ApiKeys };

export type NewKeyPorts = ApiKeysPorts & {
  /** A new UUID. */
  newId(): string;
  /** A new key, which nobody can guess. */
  newApiKey(): string;
  /** Lower-case hex SHA-256 of the text's UTF-8 bytes. */
  sha256Hex(text: string): string;
  now(): Date;
};

export type ListApiKeys = {
  caller: Caller;
  memberId?: MemberId | undefined;
  limit: number;
  cursor?: string | undefined;
};

/** One page of keys, newest first: all of the organization for who manages it, one's own for other members. */
export async function listApiKeys(
  ports: ApiKeysPorts,
  { caller, memberId, ...page }: ListApiKeys,
): Promise<{ kind: 'keys'; keys: ApiKey[]; nextCursor: string | null } | Refusal> {
  const { organizationId } = caller;
  const manages = authorize(caller, toManageOrganization).kind === 'allowed';
  const wanted = memberId ?? (manages ? undefined : caller.memberId);
  const allowed = authorize(caller, wanted === caller.memberId ? toManageOwnKeys : toManageOrganization);
  if (allowed.kind === 'denied') return allowed;
  return { kind: 'keys', ...(await ports.apiKeys.list({ organizationId, memberId: wanted, ...page })) };
}

export type CreateApiKey = {
  caller: Caller;
  name: string;
  /** Whom it is for; left out: the caller. */
  memberId?: MemberId | undefined;
  permissions: readonly Permission[];
  /** The highest role that it may have; null: that of its member, or the cap of the caller's key. */
  role: Role | null;
  expiresAt: Date | null;
};

/** Makes a key. `secret` is the key itself: only its hash is stored, so it is given this once. */
export async function createApiKey(
  ports: NewKeyPorts,
  { caller, memberId = caller.memberId, expiresAt, ...wanted }: CreateApiKey,
): Promise<{ kind: 'created'; key: ApiKey; secret: string } | Refusal> {
  const allowed = authorize(caller, memberId === caller.memberId ? toManageOwnKeys : toManageOrganization);
  if (allowed.kind === 'denied') return allowed;
  if (expiresAt !== null && expiresAt <= ports.now()) {
    return invalid([{ path: 'expires_at', message: 'Give a time that is yet to come.' }]);
  }
  const id = newRowId<ApiKeyId>(ports.newId());
  const secret = ports.newApiKey();
  const stored = { id, memberId, keyHash: ports.sha256Hex(secret), prefix: apiKeyPrefix(secret), expiresAt };
  const created = await ports.apiKeys.create({ ...wanted, ...stored }, caller);
  if (created.kind === 'unknown-member') return memberNotFound(memberId);
  if (created.kind === 'too-many') return tooManyKeys;
  return created.kind === 'created' ? { ...created, secret } : created;
}

const tooManyKeys = conflict(
  'too_many_keys',
  `The member has ${maxActiveKeys} active keys, and may have no more: revoke one that is not used any more with DELETE /api/v1/organization/keys/{id}.`,
);

/** Ends a key at once; the one that the request came with too (`current`), but none that may do more than that one. */
export async function revokeApiKey(
  ports: ApiKeysPorts,
  { caller, keyId }: { caller: Caller; keyId: ApiKeyId },
): Promise<{ kind: 'revoked'; key: ApiKey; current: boolean } | Refusal> {
  const allowed = authorize(caller, toManageOwnKeys);
  if (allowed.kind === 'denied') return allowed;
  const manages = authorize(caller, toManageOrganization).kind === 'allowed';
  const revoked = await ports.apiKeys.revoke(keyId, caller, manages ? undefined : caller.memberId);
  if (revoked.kind === 'revoked') return { ...revoked, current: keyId === caller.keyId };
  if (revoked.kind === 'forbidden') return revoked;
  const message = `There is no key ${keyId} that you may revoke. List keys with GET /api/v1/organization/keys.`;
  return notFound('key_not_found', message);
}
