import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { apiClient, type WaybillApi } from './api-client.ts';
import type { WaybillSystem } from './waybill-system.ts';

export type OrganizationOptions = {
  name: string;
  plan?: 'free' | 'pro';
  role?: 'viewer' | 'member' | 'admin' | 'owner';
};

/** One more organization; the API as a member of that role has it, whose key has every permission. */
export async function furtherOrganization(system: WaybillSystem, options: OrganizationOptions): Promise<WaybillApi> {
  const { role = 'owner' } = options;
  const owner = apiClient(system.url, await ownerKeyOf(system, options));
  if (role === 'owner') return owner;
  const member = await made<{ id: string }>(owner, 'members', { name: 'somebody', role });
  const permissions = ['registry:push', 'organization:manage'];
  const { key } = await made<{ key: string }>(owner, 'keys', { name: 'test', member_id: member.id, permissions });
  return apiClient(system.url, key);
}

async function made<T>(api: WaybillApi, things: string, body: object): Promise<T> {
  const answer = await api.request('POST', `/api/v1/organization/${things}`, body);
  if (answer.status !== 201) throw new Error(`${things}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Organizations after the first are made by no call of the API, so this writes rows. */
async function ownerKeyOf(system: WaybillSystem, { name, plan = 'pro' }: OrganizationOptions): Promise<string> {
  const [organizationId, memberId] = [randomUUID(), randomUUID()];
  const key = `st_test_${randomBytes(32).toString('base64url')}`;
  const hash = createHash('sha256').update(key).digest('hex');
  await system.rows('insert into organizations (id, name, plan, created_at) values ($1, $2, $3, now())', [
    ...[organizationId, name, plan],
  ]);
  await system.rows(
    "insert into members (id, organization_id, name, role, created_at) values ($1, $2, 'owner', 'owner', now())",
    [memberId, organizationId],
  );
  await system.rows(
    `insert into api_keys (id, member_id, created_by, name, key_hash, prefix, permissions, created_at)
      values ($1, $2, $2, 'test', $3, $4, $5, now())`,
    [randomUUID(), memberId, hash, key.slice(0, 12), ['registry:push', 'organization:manage']],
  );
  return key;
}
