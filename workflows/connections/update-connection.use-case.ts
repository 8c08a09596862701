import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { ConnectionId } from '../../domain/shared/ids.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import { toChangeGitHub } from '../access/needs.ts';
import { notFound, type Refusal } from '../refusal.ts';
import { type ConnectionWithAttempt, latestAttempts } from './list-connections.use-case.ts';

export type UpdateConnectionPorts = {
  connections: Pick<Connections, 'setWriteBack'>;
  attempts: Pick<Attempts, 'latestOf'>;
};

/** Sets whether outcomes of this connection are told to GitHub, when the organization's mode allows it. */
export async function updateConnection(
  ports: UpdateConnectionPorts,
  input: { caller: Caller; connectionId: ConnectionId; writeBackEnabled: boolean },
): Promise<({ kind: 'updated' } & ConnectionWithAttempt) | Refusal> {
  const { caller, connectionId, writeBackEnabled } = input;
  const allowed = authorize(caller, toChangeGitHub);
  if (allowed.kind === 'denied') return allowed;
  const connection = await ports.connections.setWriteBack(connectionId, caller.organizationId, writeBackEnabled);
  if (!connection) return connectionNotFound(connectionId);
  const latest = await latestAttempts(ports.attempts, caller, [connection]);
  return { kind: 'updated', connection, lastAttempt: latest.get(connection.id) ?? null };
}

export function connectionNotFound(id: ConnectionId): Refusal {
  const message = `There is no connection ${id} in your organization. GET /api/v1/github/connections lists them.`;
  return notFound('connection_not_found', message);
}
