import type { OrganizationId } from '../shared/ids.ts';
import type { Installation } from './installation.ts';

/** How an installation of the App stands for an organization. `missing`: nobody's, another's, or unknown to us. */
export type InstallationState = 'active' | 'suspended' | 'missing';

/** One that was unbound, or is bound elsewhere now, serves the organization's connections no more. */
export function installationState(
  installation: Pick<Installation, 'organizationId' | 'suspended'> | null,
  organizationId: OrganizationId,
): InstallationState {
  if (installation?.organizationId !== organizationId) return 'missing';
  return installation.suspended ? 'suspended' : 'active';
}
