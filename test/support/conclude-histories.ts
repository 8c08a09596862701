import { eventually } from './eventually.ts';
import { type RecordedWay, recordRuns } from './recorded-runs.ts';
import { attemptDone, connectRepository, push } from './skill-repository.ts';
import type { WaybillSystem } from './waybill-system.ts';

type Fault = Parameters<WaybillSystem['github']['control']['addFault']>[0];

/** GitHub's answers, one after the other, to the check-run's conclusion; then it works. */
const ways: Record<string, RecordedWay> = {
  told: (system, name) => cancelled(system, name),

  'steps-retried': (system, name) => cancelled(system, name, { times: 2, respond: { status: 502 } }),

  'rate-limit-waited-for': (system, name) =>
    cancelled(system, name, { respond: { secondaryLimit: { retryAfterSeconds: 2 } } }),

  // A refusal ends within the step; only a limit that outlasts all waits (or minutes of an outage) makes it give up.
  'telling-given-up': (system, name) =>
    cancelled(system, name, { times: 25, respond: { secondaryLimit: { retryAfterSeconds: 1 } } }),
};

/** Cancels an attempt whose check-run is in progress; gives the id of the run that concludes it. */
async function cancelled(system: WaybillSystem, name: string, fault?: Omit<Fault, 'match'>): Promise<string> {
  const { addFault } = system.github.control;
  const repository = await connectRepository(system, { name });
  await addFault({ match: { kind: 'git' }, respond: { delayMs: 3_000 } });
  const commit = await push(system, repository, { 'a.md': 'A.\n' });
  const { id } = await eventually(`packSource under way in ${name}`, async () => {
    const [attempt] = await system.api.attempts({ connection_id: repository.connectionId, commit });
    const steps = attempt ? (await system.api.attempt(attempt.id)).steps : [];
    return steps.at(-1)?.name === 'packSource' && attempt;
  });
  if (fault) await addFault({ match: { kind: 'rest', method: 'PATCH', pathPattern: '/check-runs/' }, ...fault });
  const answer = await system.api.request('POST', `/api/v1/github/attempts/${id}/cancel`);
  if (!answer.ok) throw new Error(`${name} could not be cancelled: ${answer.status} ${await answer.text()}`);
  await attemptDone(system, repository, { ref: 'refs/heads/main', commit });
  return `conclude/${id}`;
}

/** Runs each way in a repository of its own, and writes its history; gives the files' names. */
export function recordConcludeHistories(): Promise<string[]> {
  return recordRuns('conclude-attempt', ways);
}
