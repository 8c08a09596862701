import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { ConnectionId } from '../../domain/shared/ids.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import { toReadGitHub } from '../access/needs.ts';
import { notFound, type Refusal } from '../refusal.ts';
import { type ConnectionStandingPorts, type ConnectionWithAttempt, withAttempt } from './connection-standing.ts';

export type ShowConnectionPorts = ConnectionStandingPorts & { connections: Pick<Connections, 'find'> };

/** One connection of the caller's organization. */
export async function showConnection(
  ports: ShowConnectionPorts,
  { caller, connectionId }: { caller: Caller; connectionId: ConnectionId },
): Promise<({ kind: 'found' } & ConnectionWithAttempt) | Refusal> {
  const allowed = authorize(caller, toReadGitHub);
  if (allowed.kind === 'denied') return allowed;
  const connection = await ports.connections.find(connectionId, caller.organizationId);
  return connection ? withAttempt(ports, caller, connection) : connectionNotFound(connectionId);
}

export function connectionNotFound(id: ConnectionId): Refusal {
  const message = `There is no connection ${id} in your organization. GET /api/v1/github/connections lists them.`;
  return notFound('connection_not_found', message);
}
