import { createContext, useContext } from 'react';
import type { Role } from '../../../../domain/access/caller.ts';
import { atLeast } from '../../../../domain/access/roles.ts';
import type { SessionOrganization } from './session.ts';

export const OrganizationContext = createContext<SessionOrganization | null>(null);

/** The id that addresses name: the tab's organization, for who is in several. Null: addresses name none. */
export const NamedOrganizationContext = createContext<string | null>(null);

export function useNamedOrganization(): string | null {
  return useContext(NamedOrganizationContext);
}

/** The organization that this tab works in. Pages below the shell only. */
export function useOrganization(): SessionOrganization {
  const organization = useContext(OrganizationContext);
  if (!organization) throw new Error('This page is outside of an organization');
  return organization;
}

/** Whether the person may do what that role may do here. The server decides; this only spares buttons that answer no. */
export function useMay(role: Role): boolean {
  return atLeast(useOrganization().role, role);
}
