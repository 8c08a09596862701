import type { Actor } from '../../domain/access/actor.ts';
import { type Connection, repositoryFullName } from '../../domain/connections/connection.ts';
import { type InstallationState, installationState } from '../../domain/installations/installation-state.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import { decide } from '../../domain/publishing/decision.ts';
import type { SkipReason } from '../../domain/publishing/outcome.ts';
import { skipped } from '../../domain/publishing/outcomes.ts';
import { type AttemptId, type InstallationId, newRowId } from '../../domain/shared/ids.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import type { Attempts, RequestedRun } from '../../ports/publishing/attempts.ts';
import { type RefreshInstallationPorts, refreshInstallation } from '../installations/refresh-installation.ts';
import { type LookAgainPorts, lookAgain } from './look-again.ts';

export type RequestRunPorts = LookAgainPorts &
  RefreshInstallationPorts & {
    installations: Pick<Installations, 'find'>;
    attempts: Pick<Attempts, 'request' | 'recordOutcome' | 'recordWriteBack'>;
    /** Wakes the dispatcher, which starts the attempt; a lost call only means that it starts a little later. */
    wakeDispatcher(): void;
    /** A new UUID. */
    newId(): string;
  };

/**
 * Makes the run that a person asked for. One that is not to be made is an attempt all the same: whoever asked for it finds
 * it, with the reason. Null when the connection was deleted in the meantime.
 */
export async function requestRun(
  ports: RequestRunPorts,
  by: Actor,
  known: Connection,
  wanted: Pick<RequestedRun, 'trigger' | 'ref' | 'commit'>,
): Promise<Attempt | null> {
  const { trigger: kind, ref, commit } = wanted;
  const connection = await lookAgain(ports, known);
  const installation = await stateNow(ports, connection);
  const decision = decide(connection, { kind, ref, commit }, { installation });
  const run: RequestedRun = { ...wanted, id: newRowId<AttemptId>(ports.newId()), connectionId: connection.id };
  const attempt = await requestUnlessDeleted(ports, by, connection, run);
  if (!attempt) return null;
  if (decision.kind === 'skip') await endSkipped(ports, connection, attempt, decision.reason);
  else ports.wakeDispatcher();
  return attempt;
}

async function requestUnlessDeleted(
  ports: RequestRunPorts,
  by: Actor,
  connection: Connection,
  run: RequestedRun,
): Promise<Attempt | null> {
  try {
    return await ports.attempts.request(run, by);
  } catch (error) {
    if (await ports.connections.find(connection.id, connection.organizationId)) throw error;
    return null;
  }
}

async function stateNow(
  ports: RequestRunPorts,
  { installationId, organizationId }: Connection,
): Promise<InstallationState> {
  const known = installationState(await ports.installations.find(installationId), organizationId);
  return known === 'suspended' && (await isLifted(ports, installationId)) ? 'active' : known;
}

/** The event that ends a suspension may have been lost, as those that end pauses (`lookAgain`). */
async function isLifted({ installations, app }: RequestRunPorts, id: InstallationId): Promise<boolean> {
  const asked = { installation: () => app.installation(id).catch(() => null) };
  const refreshed = await refreshInstallation({ installations, app: asked }, id);
  return refreshed !== null && !refreshed.suspended;
}

/** Such skips are only recorded: the write-back is settled first, so that nothing waits for it. */
async function endSkipped(
  ports: RequestRunPorts,
  connection: Connection,
  attempt: Attempt,
  reason: SkipReason,
): Promise<void> {
  const { pausedReason } = connection;
  const outcome = skipped(reason, { repository: repositoryFullName(connection), ref: attempt.ref, pausedReason });
  await ports.attempts.recordWriteBack(attempt.id, 'disabled', null);
  await ports.attempts.recordOutcome(attempt.id, outcome);
}
