import { parsePath, type To } from 'react-router';

const publicPlaces = ['/packages', '/sign-in'];

/**
 * An address that names the organization it belongs to, so that it means the same in another tab and for somebody else.
 * One that names an organization already, or is no organization's, stays as it is. `here`: the path of this page.
 */
export function inOrganization(to: To, organizationId: string | null, here: string): To {
  if (organizationId === null) return to;
  const address = typeof to === 'string' ? parsePath(to) : to;
  const path = address.pathname ?? here;
  if (publicPlaces.some((place) => path === place || path.startsWith(`${place}/`))) return to;
  const search = new URLSearchParams(address.search);
  if (search.has('organization')) return to;
  search.set('organization', organizationId);
  return { ...address, search: `?${search}` };
}
