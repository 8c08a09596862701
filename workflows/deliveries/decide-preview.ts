import type { Connection } from '../../domain/connections/connection.ts';
import type { DeliveryEvent } from '../../domain/deliveries/delivery-event.ts';
import type { Preview, WantedPreview } from '../../domain/previews/preview.ts';
import { refusalOfPreview } from '../../domain/previews/preview-decision.ts';
import { type PreviewId, parseId } from '../../domain/shared/ids.ts';
import type { Connections } from '../../ports/connections/connections.ts';
import type { PreviewDecision } from '../../ports/deliveries/deliveries.ts';
import type { Previews } from '../../ports/previews/previews.ts';
import type { InstallationStates } from './installation-state.ts';

export type DecidePreviewPorts = {
  connections: Pick<Connections, 'writeBackMode'>;
  previews: Pick<Previews, 'findForRerun'>;
};

type Installations = Pick<InstallationStates, 'stateOf'>;
type RerunEvent = Extract<DeliveryEvent, { kind: 'check-run-rerequested' | 'check-suite-rerequested' }>;

/** Decides for each connection of the repository whether the pull request's head is looked at. */
export async function decidePreviews(
  ports: DecidePreviewPorts,
  event: Extract<DeliveryEvent, { kind: 'pull-request' }>,
  connections: readonly Connection[],
  installations: Installations,
): Promise<PreviewDecision[]> {
  const { number: pullNumber, headSha, headAt, baseRef, fromFork } = event;
  const wanted = { pullNumber, headSha, headAt, baseRef, fromFork };
  const decisions: PreviewDecision[] = [];
  for (const connection of connections) {
    decisions.push(await decide(ports, connection, { trigger: 'pull_request', preview: wanted }, installations));
  }
  return decisions;
}

/** Looks again at what the check-run shows, or, for a whole suite, at all that was previewed on the commit. */
export async function decidePreviewReruns(
  ports: DecidePreviewPorts,
  event: RerunEvent,
  connections: readonly Connection[],
  installations: Installations,
): Promise<PreviewDecision[]> {
  const decisions: PreviewDecision[] = [];
  for (const connection of connections) {
    for (const preview of await previewsToRerun(ports, event, connection)) {
      if (preview.connectionId !== connection.id) continue;
      decisions.push(await decide(ports, connection, { trigger: 're-run', preview }, installations));
    }
  }
  return decisions;
}

type Asked = { trigger: PreviewDecision['trigger']; preview: WantedPreview };

async function decide(
  { connections }: DecidePreviewPorts,
  connection: Connection,
  { trigger, preview }: Asked,
  installations: Installations,
): Promise<PreviewDecision> {
  const { pullNumber, headSha, headAt, baseRef, fromFork } = preview;
  const wanted = { pullNumber, headSha, headAt, baseRef, fromFork };
  const of = { connectionId: connection.id, trigger, ref: `refs/pull/${pullNumber}/head`, commit: headSha };
  const assumed = { installation: 'active', writeBackMode: 'checks' } as const;
  // What the settings decide costs no further question.
  const reason = refusalOfPreview(connection, baseRef, assumed) ?? (await refusalByFacts());
  return { ...of, preview: wanted, verdict: reason ? { kind: 'skip', reason } : { kind: 'preview' } };

  async function refusalByFacts() {
    const writeBackMode = await connections.writeBackMode(connection.organizationId);
    return refusalOfPreview(connection, baseRef, {
      installation: await installations.stateOf(connection),
      writeBackMode,
    });
  }
}

function previewsToRerun(
  { previews }: DecidePreviewPorts,
  event: RerunEvent,
  connection: Connection,
): Promise<Preview[]> {
  if (event.kind === 'check-suite-rerequested') {
    return previews.findForRerun({ connectionId: connection.id, headSha: event.headSha });
  }
  const previewId = event.externalId === null ? null : parseId<PreviewId>(event.externalId);
  return previewId ? previews.findForRerun({ previewId }) : Promise.resolve([]);
}
