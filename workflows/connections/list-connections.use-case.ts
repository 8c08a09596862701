import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { ConnectionQuery, Connections } from '../../ports/connections/connections.ts';
import { toReadGitHub } from '../access/needs.ts';
import type { Refusal } from '../refusal.ts';
import { type ConnectionStandingPorts, type ConnectionWithAttempt, withAttempts } from './connection-standing.ts';

export type ListConnectionsPorts = ConnectionStandingPorts & { connections: Pick<Connections, 'list'> };

/** Left out `limit`: all of them, in one answer. */
export type ListConnections = { caller: Caller } & Omit<ConnectionQuery, 'organizationId'>;

/** The organization's connections, newest first. `nextCursor` is null on the last page, and where all were asked for. */
export async function listConnections(
  ports: ListConnectionsPorts,
  { caller, ...query }: ListConnections,
): Promise<{ kind: 'listed'; connections: ConnectionWithAttempt[]; nextCursor: string | null } | Refusal> {
  const allowed = authorize(caller, toReadGitHub);
  if (allowed.kind === 'denied') return allowed;
  const { organizationId } = caller;
  const { connections, nextCursor } = await ports.connections.list({ ...query, organizationId });
  return { kind: 'listed', connections: await withAttempts(ports, caller, connections), nextCursor };
}
