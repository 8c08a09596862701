import type { Connection } from '../../domain/connections/connection.ts';
import type { Installation } from '../../domain/installations/installation.ts';
import { type InstallationState, installationState } from '../../domain/installations/installation-state.ts';
import type { InstallationId } from '../../domain/shared/ids.ts';
import { refreshInstallation } from '../installations/refresh-installation.ts';
import { type FollowInstallationPorts, type LookAtRemovedPorts, lookAtRemoved } from './follow-installation.ts';

/** Installations as one delivery needs them: each is looked up once. */
export type InstallationStates = {
  /** The installation's row; one that is not known here, or is suspended, is asked for at GitHub, and kept. */
  know(id: InstallationId): Promise<Installation | null>;
  /** How the connection's installation stands. */
  stateOf(connection: Pick<Connection, 'installationId' | 'organizationId'>): Promise<InstallationState>;
};

export function installationStates(
  ports: LookAtRemovedPorts & Pick<FollowInstallationPorts, 'installations' | 'app'>,
): InstallationStates {
  const asked = new Map<InstallationId, Promise<Installation | null>>();
  const look = async (id: InstallationId) => {
    const known = await ports.installations.find(id);
    if (known && !known.suspended) return known;
    // The event that ended a suspension may have been lost; the sweeps that it calls for are made by who keeps the answer.
    const refreshed = await refreshInstallation(ports, id);
    if (known && refreshed && !refreshed.suspended) await lookAtRemoved(ports, id);
    return refreshed ?? known;
  };
  const know = (id: InstallationId) => {
    const installation = asked.get(id) ?? look(id);
    asked.set(id, installation);
    return installation;
  };
  return {
    know,
    async stateOf({ installationId, organizationId }) {
      return installationState(await know(installationId), organizationId);
    },
  };
}
