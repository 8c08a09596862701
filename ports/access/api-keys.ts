import type { Actor } from '../../domain/access/actor.ts';
import type { ApiKey } from '../../domain/access/api-key.ts';
import type { Caller, Permission, Role } from '../../domain/access/caller.ts';
import type { KeyGrant } from '../../domain/access/key-grant.ts';
import type { ApiKeyId, MemberId, OrganizationId } from '../../domain/shared/ids.ts';

/** `memberId`: only that member's. Revoked and expired ones are listed too. */
export type KeyQuery = {
  organizationId: OrganizationId;
  memberId?: MemberId | undefined;
  limit: number;
  cursor?: string | undefined;
};

export type NewKey = Pick<ApiKey, 'id' | 'memberId' | 'name' | 'prefix' | 'expiresAt'> & {
  /** Lower-case hex SHA-256 of the key. */
  keyHash: string;
  permissions: readonly Permission[];
  /** The cap that was asked for. */
  role: Role | null;
};

/** Who makes a key, with what his request may do. */
export type KeyMaker = Actor & Pick<Caller, 'letInBy'> & { role: Role; permissions: readonly Permission[] };

/** Each method is one transaction. */
export type ApiKeys = {
  /** One page, newest first. */
  list(query: KeyQuery): Promise<{ keys: ApiKey[]; nextCursor: string | null }>;
  /**
   * As `grantKey` judges it, made by `makerFor`. `unknown-member`: the organization has no such member now. `too-many`: he has
   * `maxActiveKeys` that are neither revoked nor expired, also counting those that are made at the same time.
   */
  create(
    wanted: NewKey,
    by: KeyMaker,
  ): Promise<
    | { kind: 'created'; key: ApiKey }
    | { kind: 'unknown-member' }
    | { kind: 'too-many' }
    | Exclude<KeyGrant, { kind: 'granted' }>
  >;
  /**
   * As `judgeRevocation` judges it; a key may always end itself. `unknown-key`: there is no such key, or, with `only`, it is
   * not that member's. A revoked one stays as it is.
   */
  revoke(
    id: ApiKeyId,
    by: Actor & { role: Role },
    only?: MemberId,
  ): Promise<{ kind: 'revoked'; key: ApiKey } | { kind: 'unknown-key' } | Exclude<KeyGrant, { kind: 'granted' }>>;
};
