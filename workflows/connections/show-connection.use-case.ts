import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { ConnectionId } from '../../domain/shared/ids.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import { toReadGitHub } from '../access/needs.ts';
import { notFound, type Refusal } from '../refusal.ts';
import { type ConnectionWithAttempt, withAttempts } from './list-connections.use-case.ts';

export type ShowConnectionPorts = { connections: Pick<Connections, 'find'>; attempts: Pick<Attempts, 'latestOf'> };

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

/** The connection with its newest attempt. */
export async function withAttempt(
  ports: { attempts: Pick<Attempts, 'latestOf'> },
  caller: Caller,
  connection: Connection,
): Promise<{ kind: 'found' } & ConnectionWithAttempt> {
  const [one] = await withAttempts(ports, caller, [connection]);
  return { kind: 'found', connection, lastAttempt: one?.lastAttempt ?? null };
}

export function connectionNotFound(id: ConnectionId): Refusal {
  const message = `There is no connection ${id} in your organization. GET /api/v1/github/connections lists them.`;
  return notFound('connection_not_found', message);
}
