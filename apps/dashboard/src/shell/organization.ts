import { createContext, useContext } from 'react';
import { atLeast, type Role, type SessionOrganization } from './session.ts';

export const OrganizationContext = createContext<SessionOrganization | null>(null);

/** The organization that this tab works in. Pages below the shell only. */
export function useOrganization(): SessionOrganization {
  const organization = useContext(OrganizationContext);
  if (!organization) throw new Error('This page is outside of an organization');
  return organization;
}

/** Whether the person may do what that role may do here. */
export function useMay(role: Role): boolean {
  return atLeast(useOrganization().role, role);
}
