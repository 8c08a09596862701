import type { ApiKeyId, MemberId, OrganizationId } from '../shared/ids.ts';

export type Role = 'viewer' | 'member' | 'admin' | 'owner';
export type Plan = 'free' | 'pro' | 'enterprise';
export type Permission = 'registry:push' | 'organization:manage';

/** Who makes a request: one member of one organization through one API key. */
export type Caller = {
  organizationId: OrganizationId;
  memberId: MemberId;
  keyId: ApiKeyId;
  role: Role;
  plan: Plan;
  permissions: readonly Permission[];
  /** The IP address that the request came from; null when it is not known. */
  address: string | null;
  /** The request's id, as its log lines and its answer carry it. */
  requestId: string | null;
};
