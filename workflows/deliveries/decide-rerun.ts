import type { Connection } from '../../domain/connections/connection.ts';
import type { DeliveryEvent } from '../../domain/deliveries/delivery-event.ts';
import type { Attempt } from '../../domain/publishing/attempt.ts';
import { type AttemptId, parseId } from '../../domain/shared/ids.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import type { Decision } from '../../ports/deliveries/deliveries.ts';
import type { Attempts } from '../../ports/publishing/attempts.ts';

type RerunPorts = { connections: Pick<Connections, 'listOfRepository'>; attempts: Pick<Attempts, 'findForRerun'> };

type RerunEvent = Extract<DeliveryEvent, { kind: 'check-run-rerequested' | 'check-suite-rerequested' }>;

/** Runs again what the check-run names, or, for a whole suite, all that each connection ran on the commit, ref by ref. */
export async function decideRerun(ports: RerunPorts, event: RerunEvent): Promise<Decision[]> {
  const connections = await ports.connections.listOfRepository(event.repository.id);
  const decisions: Decision[] = [];
  for (const connection of connections) {
    for (const { connectionId, ref, commit } of await attemptsToRerun(ports, event, connection)) {
      if (connectionId !== connection.id) continue;
      decisions.push({ connectionId, trigger: 're-run', ref, commit, verdict: { kind: 'publish' } });
    }
  }
  return decisions;
}

function attemptsToRerun(ports: RerunPorts, event: RerunEvent, connection: Connection): Promise<Attempt[]> {
  if (event.kind === 'check-suite-rerequested') {
    return ports.attempts.findForRerun({ connectionId: connection.id, commit: event.headSha });
  }
  const attemptId = event.externalId === null ? null : parseId<AttemptId>(event.externalId);
  return attemptId ? ports.attempts.findForRerun({ attemptId }) : Promise.resolve([]);
}
