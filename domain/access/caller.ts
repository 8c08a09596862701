import type { ApiKeyId, MemberId, OrganizationId } from '../shared/ids.ts';

export type Role = 'viewer' | 'member' | 'admin' | 'owner';
export type Plan = 'free' | 'pro' | 'enterprise';
export type Permission = 'registry:push';

/** Who makes a request: one member of one organization through one API key. */
export type Caller = {
  organizationId: OrganizationId;
  memberId: MemberId;
  keyId: ApiKeyId;
  role: Role;
  plan: Plan;
  permissions: readonly Permission[];
};
