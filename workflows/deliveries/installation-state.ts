import type { Connection } from '../../domain/connections/connection.ts';
import type { Installation } from '../../domain/installations/installation.ts';
import type { InstallationState } from '../../domain/publishing/decision.ts';
import type { InstallationId } from '../../domain/shared/ids.ts';
import { type FollowInstallationPorts, refreshInstallation } from './follow-installation.ts';

type StatePorts = Pick<FollowInstallationPorts, 'installations' | 'app'>;

/** How connections' installations stand, each looked up once; one that is not known here is asked for at GitHub, and kept. */
export function installationStates(ports: StatePorts) {
  const asked = new Map<InstallationId, Promise<Installation | null>>();
  const installationOf = (id: InstallationId) => {
    const installation = asked.get(id) ?? knownInstallation(ports, id);
    asked.set(id, installation);
    return installation;
  };
  return async ({ installationId, organizationId }: Connection): Promise<InstallationState> => {
    const installation = await installationOf(installationId);
    // One that was unbound, or is bound elsewhere now, serves this organization's connections no more.
    if (installation?.organizationId !== organizationId) return 'missing';
    return installation.suspended ? 'suspended' : 'active';
  };
}

/** The installation's row; an unknown one is refreshed from GitHub's answer. */
export async function knownInstallation(ports: StatePorts, id: InstallationId): Promise<Installation | null> {
  return (await ports.installations.find(id)) ?? (await refreshInstallation(ports, id));
}
