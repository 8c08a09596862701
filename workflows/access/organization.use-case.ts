import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { Organization, Organizations } from '../../ports/access/organizations.ts';
import type { Refusal } from '../refusal.ts';
import { toManageOrganization, toReadOrganization } from './needs.ts';

export type OrganizationPorts = { organizations: Organizations };

type OrganizationAnswer = { kind: 'organization'; organization: Organization } | Refusal;

export async function showOrganization(
  ports: OrganizationPorts,
  { caller }: { caller: Caller },
): Promise<OrganizationAnswer> {
  const allowed = authorize(caller, toReadOrganization);
  if (allowed.kind === 'denied') return allowed;
  return { kind: 'organization', organization: await ports.organizations.get(caller.organizationId) };
}

export async function renameOrganization(
  ports: OrganizationPorts,
  { caller, name }: { caller: Caller; name: string },
): Promise<OrganizationAnswer> {
  const allowed = authorize(caller, toManageOrganization);
  if (allowed.kind === 'denied') return allowed;
  return { kind: 'organization', organization: await ports.organizations.rename(name, caller) };
}
