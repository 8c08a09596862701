import type { Connection } from '../../domain/connections/connection.ts';
import type { DeliveryEvent } from '../../domain/deliveries/delivery-event.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import { decide } from '../../domain/publishing/decision.ts';
import { type AttemptId, parseId } from '../../domain/shared/ids.ts';
import type { RunDecision } from '../../ports/deliveries/deliveries.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';
import type { InstallationStates } from './installation-state.ts';

type RerunPorts = { attempts: Pick<Attempts, 'findForRerun'> };

type RerunEvent = Extract<DeliveryEvent, { kind: 'check-run-rerequested' | 'check-suite-rerequested' }>;

/** Runs again what the check-run names, or, for a whole suite, all that each connection ran on the commit, ref by ref. */
export async function decideRerun(
  ports: RerunPorts,
  event: RerunEvent,
  connections: readonly Connection[],
  installations: Pick<InstallationStates, 'stateOf'>,
): Promise<RunDecision[]> {
  const decisions: RunDecision[] = [];
  for (const connection of connections) {
    for (const { connectionId, ref, commit } of await attemptsToRerun(ports, event, connection)) {
      if (connectionId !== connection.id) continue;
      const trigger = { kind: 're-run', ref, commit } as const;
      const decision = decide(connection, trigger, { installation: await installations.stateOf(connection) });
      decisions.push({ connectionId, trigger: 're-run', ref, commit, verdict: verdictOf(decision) });
    }
  }
  return decisions;
}

/** Skips that a maintainer who pushed, or asked for a run, would wonder about are shown among the attempts. */
export function verdictOf(decision: ReturnType<typeof decide>): RunDecision['verdict'] {
  if (decision.kind === 'publish') return { kind: 'publish' };
  const { reason } = decision;
  const asAttempt =
    reason === 'installation_suspended' || reason === 'installation_missing' || reason === 'connection_paused';
  return { kind: 'skip', reason, asAttempt };
}

function attemptsToRerun(ports: RerunPorts, event: RerunEvent, connection: Connection): Promise<Attempt[]> {
  if (event.kind === 'check-suite-rerequested') {
    return ports.attempts.findForRerun({ connectionId: connection.id, commit: event.headSha });
  }
  const attemptId = event.externalId === null ? null : parseId<AttemptId>(event.externalId);
  return attemptId ? ports.attempts.findForRerun({ attemptId }) : Promise.resolve([]);
}
