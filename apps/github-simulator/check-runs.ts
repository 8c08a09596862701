import { createSuite, findSuite, refreshSuite, resetSuite } from './check-suites.ts';
import { appBot, type ShownAccount } from './json/account-json.ts';
import { checkRunJson, embeddedSuiteJson } from './json/check-json.ts';
import { nextId, type Simulation, timestamp } from './simulation.ts';
import type { CheckRun, CheckSuite, Repository } from './state.ts';
import { emitRepositoryEvent } from './webhooks/events.ts';

/** What a caller sets on a check-run; everything left out stays, or has GitHub's default on creation. */
export type CheckRunChange = Partial<
  Pick<
    CheckRun,
    | 'name'
    | 'status'
    | 'conclusion'
    | 'detailsUrl'
    | 'externalId'
    | 'startedAt'
    | 'completedAt'
    | 'title'
    | 'summary'
    | 'text'
    | 'annotations'
    | 'actions'
  >
>;

export function findCheckRun(simulation: Simulation, repository: Repository, id: number): CheckRun | undefined {
  return simulation.state.checkRuns.find((run) => run.repositoryId === repository.id && run.id === id);
}

function suiteOf(simulation: Simulation, run: CheckRun): CheckSuite {
  const suite = simulation.state.checkSuites.find((candidate) => candidate.id === run.suiteId);
  if (suite === undefined) throw new Error(`Check-run ${run.id} has no suite.`);
  return suite;
}

/** A new run in the commit's suite, which is made when the push made none. `headSha` exists and is a commit. */
export async function createCheckRun(
  simulation: Simulation,
  repository: Repository,
  headSha: string,
  change: CheckRunChange & { name: string },
): Promise<CheckRun> {
  const suite =
    findSuite(simulation, repository, headSha) ??
    (await createSuite(simulation, repository, { headSha, headBranch: null, before: null, after: null }));
  const run: CheckRun = {
    id: nextId(simulation, 'run'),
    repositoryId: repository.id,
    suiteId: suite.id,
    headSha,
    status: 'queued',
    conclusion: null,
    detailsUrl: null,
    externalId: null,
    startedAt: timestamp(simulation),
    completedAt: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
    actions: [],
    ...change,
  };
  settleCompletion(simulation, run, change);
  simulation.state.checkRuns.push(run);
  announceRun(simulation, repository, run, 'created', appBot(simulation));
  if (run.status === 'completed') announceRun(simulation, repository, run, 'completed', appBot(simulation));
  refreshSuite(simulation, repository, suite);
  return run;
}

/** Annotations are added to those there are. */
export function updateCheckRun(
  simulation: Simulation,
  repository: Repository,
  run: CheckRun,
  change: CheckRunChange,
): void {
  const wasCompleted = run.status === 'completed';
  const annotations = [...run.annotations, ...(change.annotations ?? [])];
  Object.assign(run, change, { annotations });
  settleCompletion(simulation, run, change);
  simulation.save();
  if (run.status === 'completed' && !wasCompleted) {
    announceRun(simulation, repository, run, 'completed', appBot(simulation));
  }
  refreshSuite(simulation, repository, suiteOf(simulation, run));
}

/** "Re-run" on one check: the App is told, the suite is queued, the run itself stays as it was. */
export function rerequestCheckRun(
  simulation: Simulation,
  repository: Repository,
  run: CheckRun,
  sender: ShownAccount,
): void {
  resetSuite(simulation, suiteOf(simulation, run));
  announceRun(simulation, repository, run, 'rerequested', sender);
}

/** A conclusion completes a run; a status other than completed takes the conclusion away. */
function settleCompletion(simulation: Simulation, run: CheckRun, change: CheckRunChange): void {
  if (change.conclusion !== undefined && change.conclusion !== null) {
    run.status = 'completed';
    run.completedAt = change.completedAt ?? run.completedAt ?? timestamp(simulation);
  } else if (change.status !== undefined && change.status !== 'completed') {
    run.conclusion = null;
    run.completedAt = null;
  }
}

function announceRun(
  simulation: Simulation,
  repository: Repository,
  run: CheckRun,
  action: 'created' | 'completed' | 'rerequested',
  sender: ShownAccount,
): void {
  const suite = embeddedSuiteJson(simulation, repository, suiteOf(simulation, run));
  const checkRun = { ...checkRunJson(simulation, repository, run), check_suite: suite };
  emitRepositoryEvent(simulation, repository, 'check_run', sender, { action, check_run: checkRun });
}
