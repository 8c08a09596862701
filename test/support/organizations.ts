import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { apiClient, type WaybillApi } from './api-client.ts';
import type { WaybillSystem } from './waybill-system.ts';

export type OrganizationOptions = {
  name: string;
  plan?: 'free' | 'pro';
  role?: 'viewer' | 'member' | 'admin' | 'owner';
};

/** One more organization, written into the database as there is no call for it yet; the API as its member has it. */
export async function furtherOrganization(system: WaybillSystem, options: OrganizationOptions): Promise<WaybillApi> {
  const { name, plan = 'pro', role = 'owner' } = options;
  const [organizationId, memberId] = [randomUUID(), randomUUID()];
  const key = `st_test_${randomBytes(32).toString('base64url')}`;
  const hash = createHash('sha256').update(key).digest('hex');
  await system.rows('insert into organizations (id, name, plan, created_at) values ($1, $2, $3, now())', [
    ...[organizationId, name, plan],
  ]);
  await system.rows(
    'insert into members (id, organization_id, name, role, created_at) values ($1, $2, $3, $4, now())',
    [...[memberId, organizationId, 'somebody', role]],
  );
  await system.rows(
    'insert into api_keys (id, member_id, created_by, name, key_hash, prefix, permissions, created_at) values ($1, $2, $2, $3, $4, $5, $6, now())',
    [randomUUID(), memberId, 'test', hash, key.slice(0, 12), ['registry:push', 'organization:manage']],
  );
  return apiClient(system.url, key);
}
