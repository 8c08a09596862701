import type { Caller, Permission, Plan } from '../../domain/access/caller.ts';
import type { ApiKeyId, MemberId, OrganizationId } from '../../domain/shared/ids.ts';

export type FirstOrganization = {
  organizationId: OrganizationId;
  name: string;
  plan: Plan;
  ownerId: MemberId;
  ownerName: string;
  keyId: ApiKeyId;
  /** Lower-case hex SHA-256 of the key. */
  keyHash: string;
  /** The part of the key that may be shown. */
  keyPrefix: string;
  permissions: Permission[];
};

/** A caller, as far as the key tells. */
export type KeyHolder = Omit<Caller, 'address' | 'requestId'>;

/** Each method is one transaction. */
export type Access = {
  /** Whose key this is, save for where the request came from; null when there is none, or it was revoked or has expired. Notes that it was used. */
  callerOf(keyHash: string): Promise<KeyHolder | null>;
  /** Makes the first organization, its owner and the owner's key, once for the whole database. */
  createFirstOrganization(first: FirstOrganization): Promise<{ kind: 'created' } | { kind: 'exists' }>;
};
