import { nodeId, type Simulation } from '../simulation.ts';
import type { CheckRun, CheckSuite, Repository } from '../state.ts';
import { appJson } from './installation-json.ts';
import { minimalPullRequestJson } from './pull-request-json.ts';
import { minimalRepositoryJson, repositoryApiUrl, repositoryPage } from './repository-json.ts';

/** `check-run` of GitHub's description; webhooks carry a longer `check_suite` in it. */
export function checkRunJson(simulation: Simulation, repository: Repository, run: CheckRun) {
  const url = `${repositoryApiUrl(simulation, repository)}/check-runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('CR', run.id),
    head_sha: run.headSha,
    external_id: run.externalId ?? '',
    url,
    html_url: `${repositoryPage(simulation, repository)}/runs/${run.id}`,
    details_url: run.detailsUrl ?? appJson(simulation).external_url,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: appJson(simulation),
    pull_requests: pullRequestsAt(simulation, repository, run.headSha),
  };
}

/** The suite inside a check_run payload. */
export function embeddedSuiteJson(simulation: Simulation, repository: Repository, suite: CheckSuite) {
  return {
    id: suite.id,
    node_id: nodeId('CS', suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: suite.status,
    conclusion: suite.conclusion,
    url: `${repositoryApiUrl(simulation, repository)}/check-suites/${suite.id}`,
    before: suite.before,
    after: suite.after,
    pull_requests: pullRequestsAt(simulation, repository, suite.headSha),
    app: appJson(simulation),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
  };
}

/** `check-suite`, without `repository`: the REST answer has it inside, the webhook beside. */
export function checkSuiteJson(simulation: Simulation, repository: Repository, suite: CheckSuite) {
  const embedded = embeddedSuiteJson(simulation, repository, suite);
  return {
    ...embedded,
    latest_check_runs_count: simulation.state.checkRuns.filter((run) => run.suiteId === suite.id).length,
    check_runs_url: `${embedded.url}/check-runs`,
    rerequestable: true,
    runs_rerequestable: true,
    head_commit: suite.headCommit,
  };
}

export function checkSuiteAnswerJson(simulation: Simulation, repository: Repository, suite: CheckSuite) {
  return {
    ...checkSuiteJson(simulation, repository, suite),
    repository: minimalRepositoryJson(simulation, repository),
  };
}

/** The open pull requests whose head the commit is; those from forks are left out, as on GitHub. */
function pullRequestsAt(simulation: Simulation, repository: Repository, headSha: string) {
  return simulation.state.pullRequests
    .filter((pull) => pull.repositoryId === repository.id && pull.headRepositoryId === repository.id)
    .filter((pull) => pull.headSha === headSha && pull.state === 'open')
    .map((pull) => minimalPullRequestJson(simulation, repository, pull));
}
