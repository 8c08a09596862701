import type { ApiKeyId, MemberId, OrganizationId, SessionId } from '../shared/ids.ts';

/** Each may do what those before it may. */
export const roles = ['viewer', 'member', 'admin', 'owner'] as const;
export type Role = (typeof roles)[number];

/** Each holds what those before it hold. */
export const plans = ['free', 'pro', 'enterprise'] as const;
export type Plan = (typeof plans)[number];

export const permissions = ['organization:manage', 'registry:push'] as const;
export type Permission = (typeof permissions)[number];

/** Who makes a request: one member of one organization, through an API key or a session; exactly one of the two ids is set. */
export type Caller = {
  organizationId: OrganizationId;
  memberId: MemberId;
  keyId: ApiKeyId | null;
  sessionId: SessionId | null;
  /** Another member whose key, or link, this is: it ends with his membership, and may do no more than he. Null: nobody else's. */
  letInBy: MemberId | null;
  role: Role;
  plan: Plan;
  permissions: readonly Permission[];
  /** The IP address that the request came from; null when it is not known. */
  address: string | null;
  /** The request's id, as its log lines and its answer carry it. */
  requestId: string | null;
};
