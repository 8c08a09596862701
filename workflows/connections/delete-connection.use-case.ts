import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { ConnectionId } from '../../domain/shared/ids.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import { toChangeGitHub } from '../access/needs.ts';
import type { Refusal } from '../refusal.ts';
import { connectionNotFound } from './show-connection.use-case.ts';

export type DeleteConnectionPorts = { connections: Pick<Connections, 'delete'> };

/** Removes a connection; published versions stay. */
export async function deleteConnection(
  ports: DeleteConnectionPorts,
  { caller, connectionId }: { caller: Caller; connectionId: ConnectionId },
): Promise<{ kind: 'deleted' } | Refusal> {
  const allowed = authorize(caller, toChangeGitHub);
  if (allowed.kind === 'denied') return allowed;
  const deleted = await ports.connections.delete(connectionId, caller);
  return deleted ? { kind: 'deleted' } : connectionNotFound(connectionId);
}
