import type { ComponentProps } from 'react';
import { Link as RouterLink, useLocation } from 'react-router';
import { useNamedOrganization } from '../shell/organization.ts';
import { inOrganization } from './organization-address.ts';

/** A link to another page of the dashboard, in the organization of this tab. */
export function Link({ to, ...rest }: ComponentProps<typeof RouterLink>) {
  const { pathname } = useLocation();
  return <RouterLink to={inOrganization(to, useNamedOrganization(), pathname)} {...rest} />;
}
