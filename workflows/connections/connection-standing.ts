import type { Caller } from '../../domain/access/caller.ts';
import type { Connection } from '../../domain/connections/connection.ts';
import { missingForPreview } from '../../domain/previews/preview-needs.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import { missingForWriteBack } from '../../domain/publishing/write-back-needs.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';

export type ConnectionStandingPorts = {
  attempts: Pick<Attempts, 'latestOf'>;
  connections: Pick<Connections, 'writeBackMode'>;
  installations: Pick<Installations, 'listOf'>;
};

/** A connection with the newest attempt to publish through it, and what previews and write-backs still lack. */
export type ConnectionWithAttempt = {
  connection: Connection;
  lastAttempt: Attempt | null;
  previewMissing: string[];
  writeBackMissing: string[];
};

/** How each of these connections of the caller's organization stands. */
export async function withAttempts(
  ports: ConnectionStandingPorts,
  { organizationId }: Caller,
  connections: readonly Connection[],
): Promise<ConnectionWithAttempt[]> {
  if (connections.length === 0) return [];
  const ids = connections.map((connection) => connection.id);
  const latest = await ports.attempts.latestOf(ids, organizationId);
  const bound = await ports.installations.listOf(organizationId);
  const mode = await ports.connections.writeBackMode(organizationId);
  return connections.map((connection) => {
    const installation = bound.find(({ installationId }) => installationId === connection.installationId) ?? null;
    const previewMissing = missingForPreview(installation, mode);
    const writeBackMissing = missingForWriteBack(installation, mode, connection.repositoryArchived);
    return { connection, lastAttempt: latest.get(connection.id) ?? null, previewMissing, writeBackMissing };
  });
}

export async function withAttempt(
  ports: ConnectionStandingPorts,
  caller: Caller,
  connection: Connection,
): Promise<{ kind: 'found' } & ConnectionWithAttempt> {
  const [one] = await withAttempts(ports, caller, [connection]);
  if (!one) throw new Error(`The connection ${connection.id} was lost.`);
  return { kind: 'found', ...one };
}
