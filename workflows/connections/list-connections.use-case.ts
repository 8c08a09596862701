import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import type { ConnectionQuery, Connections } from '../../ports/connections/connections.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import { toReadGitHub } from '../access/needs.ts';
import type { Refusal } from '../refusal.ts';

export type ListConnectionsPorts = { connections: Pick<Connections, 'list'>; attempts: Pick<Attempts, 'latestOf'> };

/** Left out `limit`: all of them, in one answer. */
export type ListConnections = { caller: Caller } & Omit<ConnectionQuery, 'organizationId'>;

/** A connection with the newest attempt to publish through it. */
export type ConnectionWithAttempt = { connection: Connection; lastAttempt: Attempt | null };

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

/** Each connection with its newest attempt. */
export async function withAttempts(
  { attempts }: { attempts: Pick<Attempts, 'latestOf'> },
  { organizationId }: Caller,
  connections: readonly Connection[],
): Promise<ConnectionWithAttempt[]> {
  const ids = connections.map((connection) => connection.id);
  const latest = ids.length === 0 ? new Map() : await attempts.latestOf(ids, organizationId);
  return connections.map((connection) => ({ connection, lastAttempt: latest.get(connection.id) ?? null }));
}
