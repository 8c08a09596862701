import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { ConnectionChanges } from '../../domain/connections/connection-changes.ts';
import type { ConnectionId } from '../../domain/shared/ids.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import { toChangeGitHub } from '../access/needs.ts';
import { invalid, type Refusal } from '../refusal.ts';
import { parseChanges } from './connection-settings.ts';
import { type ConnectionStandingPorts, type ConnectionWithAttempt, withAttempt } from './connection-standing.ts';
import { connectionNotFound } from './show-connection.use-case.ts';

export type UpdateConnectionPorts = ConnectionStandingPorts & {
  connections: Pick<Connections, 'update'>;
  /** Wakes the dispatcher, which publishes what was pushed during a pause. */
  wakeDispatcher(): void;
};

export type UpdateConnection = { caller: Caller; connectionId: ConnectionId; changes: ConnectionChanges };

/** Changes settings of a connection, all that are given or none. Attempts that are pending go on, save under a pause. */
export async function updateConnection(
  ports: UpdateConnectionPorts,
  { caller, connectionId, changes }: UpdateConnection,
): Promise<({ kind: 'found' } & ConnectionWithAttempt) | Refusal> {
  const allowed = authorize(caller, toChangeGitHub);
  if (allowed.kind === 'denied') return allowed;
  const parsed = parseChanges(changes);
  if (parsed.kind === 'invalid') return invalid(parsed.problems);
  const connection = await ports.connections.update(connectionId, parsed.changes, caller);
  if (connection && changes.pausedByMember === false) ports.wakeDispatcher();
  return connection ? withAttempt(ports, caller, connection) : connectionNotFound(connectionId);
}
