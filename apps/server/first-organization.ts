import { randomUUID } from 'node:crypto';
import { sha256Hex } from '../../adapters/koa/sha256.ts';
import { apiKeyPrefix } from '../../domain/access/api-key.ts';
import { permissions } from '../../domain/access/caller.ts';
import type { ApiKeyId, MemberId, OrganizationId } from '../../domain/shared/ids.ts';
import { parseId } from '../../domain/shared/ids.ts';
import type { Access } from '../../ports/access/access.ts';
import type { Configuration } from '../configuration.ts';
import { newApiKey } from './secrets.ts';

/**
 * Makes the first organization of an empty database, with its owner and the owner's API key, which has all permissions. Gives the key when it was
 * made here, to be shown once; null when it came from the configuration, or the organization exists.
 */
export async function ensureFirstOrganization(
  access: Pick<Access, 'createFirstOrganization'>,
  configuration: Pick<Configuration, 'firstApiKey' | 'defaultPlan'>,
): Promise<string | null> {
  const key = configuration.firstApiKey ?? newApiKey();
  const result = await access.createFirstOrganization({
    organizationId: newId<OrganizationId>(),
    name: 'default',
    plan: configuration.defaultPlan,
    ownerId: newId<MemberId>(),
    ownerName: 'owner',
    keyId: newId<ApiKeyId>(),
    keyHash: sha256Hex(key),
    keyPrefix: apiKeyPrefix(key),
    permissions: [...permissions],
  });
  return result.kind === 'created' && configuration.firstApiKey === null ? key : null;
}

function newId<Id extends OrganizationId | MemberId | ApiKeyId>(): Id {
  const id = parseId<Id>(randomUUID());
  if (!id) throw new Error('randomUUID gave no UUID');
  return id;
}
