import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import { toReadGitHub } from '../access/needs.ts';
import type { Refusal } from '../refusal.ts';

export type ListConnectionsPorts = { connections: Pick<Connections, 'listOf'>; attempts: Pick<Attempts, 'latestOf'> };

/** A connection with the newest attempt to publish through it. */
export type ConnectionWithAttempt = { connection: Connection; lastAttempt: Attempt | null };

export async function listConnections(
  ports: ListConnectionsPorts,
  { caller }: { caller: Caller },
): Promise<{ kind: 'listed'; connections: ConnectionWithAttempt[] } | Refusal> {
  const allowed = authorize(caller, toReadGitHub);
  if (allowed.kind === 'denied') return allowed;
  const connections = await ports.connections.listOf(caller.organizationId);
  const latest = await latestAttempts(ports.attempts, caller, connections);
  const withAttempts = connections.map((connection) => ({
    connection,
    lastAttempt: latest.get(connection.id) ?? null,
  }));
  return { kind: 'listed', connections: withAttempts };
}

/** The newest attempt of each connection that has one. */
export async function latestAttempts(
  attempts: Pick<Attempts, 'latestOf'>,
  caller: Caller,
  connections: readonly Connection[],
): Promise<Map<Connection['id'], Attempt>> {
  if (connections.length === 0) return new Map();
  return attempts.latestOf(
    connections.map((connection) => connection.id),
    caller.organizationId,
  );
}
