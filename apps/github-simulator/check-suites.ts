import { readCommit } from './git/objects.ts';
import { installationOfRepository } from './installations.ts';
import { appBot, type ShownAccount } from './json/account-json.ts';
import { checkSuiteJson } from './json/check-json.ts';
import { nextId, repositoryDir, type Simulation, timestamp } from './simulation.ts';
import type { CheckRun, CheckSuite, HeadCommit, Repository } from './state.ts';
import { emitRepositoryEvent } from './webhooks/events.ts';
import type { RefChange } from './webhooks/push-events.ts';

/** The App's suite of a commit; there is one for each commit at most. */
export function findSuite(simulation: Simulation, repository: Repository, headSha: string): CheckSuite | undefined {
  return simulation.state.checkSuites.find(
    (suite) => suite.repositoryId === repository.id && suite.headSha === headSha,
  );
}

export async function createSuite(
  simulation: Simulation,
  repository: Repository,
  of: Pick<CheckSuite, 'headSha' | 'headBranch' | 'before' | 'after'>,
): Promise<CheckSuite> {
  const headCommit = await readHeadCommit(repositoryDir(simulation, repository.id), of.headSha);
  const existing = findSuite(simulation, repository, of.headSha);
  if (existing !== undefined) return existing;
  const createdAt = timestamp(simulation);
  const suite: CheckSuite = {
    id: nextId(simulation, 'suite'),
    repositoryId: repository.id,
    ...of,
    headCommit,
    status: 'queued',
    conclusion: null,
    createdAt,
    updatedAt: createdAt,
  };
  simulation.state.checkSuites.push(suite);
  simulation.save();
  return suite;
}

/** A pushed branch head gets a suite, and an App that may write checks is asked to fill it. Tags get none. */
export async function openSuiteFor(
  simulation: Simulation,
  repository: Repository,
  { name, before, after }: RefChange,
  pusher: ShownAccount,
): Promise<void> {
  if (!name.startsWith('refs/heads/') || after === undefined) return;
  const installation = installationOfRepository(simulation, repository);
  if (installation?.permissions.checks !== 'write' || findSuite(simulation, repository, after.sha)) return;
  const suite = await createSuite(simulation, repository, {
    headSha: after.sha,
    headBranch: name.slice('refs/heads/'.length),
    before: before?.sha ?? '0'.repeat(40),
    after: after.sha,
  });
  announceSuite(simulation, repository, suite, 'requested', pusher);
}

/** "Re-run all checks": the suite waits again, its runs stay as they were. */
export function rerequestSuite(
  simulation: Simulation,
  repository: Repository,
  suite: CheckSuite,
  sender: ShownAccount,
): void {
  resetSuite(simulation, suite);
  announceSuite(simulation, repository, suite, 'rerequested', sender);
}

export function resetSuite(simulation: Simulation, suite: CheckSuite): void {
  suite.status = 'queued';
  suite.conclusion = null;
  suite.updatedAt = timestamp(simulation);
  simulation.save();
}

/** Brings a suite up to date with its runs, and tells when the last of them has completed. */
export function refreshSuite(simulation: Simulation, repository: Repository, suite: CheckSuite): void {
  const latest = latestRuns(simulation.state.checkRuns.filter((run) => run.suiteId === suite.id));
  const done = latest.every((run) => run.status === 'completed');
  suite.status = done ? 'completed' : latest.some((run) => run.status !== 'queued') ? 'in_progress' : 'queued';
  suite.conclusion = done ? worstConclusion(latest) : null;
  suite.updatedAt = timestamp(simulation);
  simulation.save();
  if (done) announceSuite(simulation, repository, suite, 'completed', appBot(simulation));
}

/** Of runs with one name only the newest counts. */
export function latestRuns(runs: readonly CheckRun[]): CheckRun[] {
  return [...new Map(runs.map((run) => [run.name, run])).values()];
}

const conclusionsFromWorst = [
  'action_required',
  'timed_out',
  'cancelled',
  'failure',
  'stale',
  'success',
  'neutral',
  'skipped',
];

function worstConclusion(runs: readonly CheckRun[]): string | null {
  return conclusionsFromWorst.find((conclusion) => runs.some((run) => run.conclusion === conclusion)) ?? null;
}

function announceSuite(
  simulation: Simulation,
  repository: Repository,
  suite: CheckSuite,
  action: 'requested' | 'rerequested' | 'completed',
  sender: ShownAccount,
): void {
  const payload = { action, check_suite: checkSuiteJson(simulation, repository, suite) };
  emitRepositoryEvent(simulation, repository, 'check_suite', sender, payload);
}

async function readHeadCommit(dir: string, sha: string): Promise<HeadCommit> {
  const commit = await readCommit(dir, sha);
  if (commit === undefined) throw new Error(`There is no commit ${sha} in ${dir}.`);
  const person = ({ name, email }: { name: string; email: string }) => ({ name, email });
  return {
    id: commit.sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: commit.committer.date,
    author: person(commit.author),
    committer: person(commit.committer),
  };
}
