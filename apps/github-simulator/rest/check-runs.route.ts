import { createCheckRun, findCheckRun, rerequestCheckRun, updateCheckRun } from '../check-runs.ts';
import { latestRuns } from '../check-suites.ts';
import { appBot } from '../json/account-json.ts';
import { checkRunJson } from '../json/check-json.ts';
import { repositoryPage } from '../json/repository-json.ts';
import type { CheckRun } from '../state.ts';
import { requiredString, requireFields } from './body-checks.ts';
import { parseCheckRun } from './check-run-input.ts';
import { pageOf } from './paging.ts';
import { notFound } from './rest-error.ts';
import { ok, type RepositoryRequest, type RestAnswer, type Route } from './route.ts';
import { existingCommitSha, wantedCommitSha } from './wanted-commit.ts';

const read = { access: 'repository', permission: 'checks', level: 'read' } as const;
const write = { access: 'repository', permission: 'checks', level: 'write', appsOnly: true } as const;
const runPath = '/repos/{owner}/{repo}/check-runs/{check_run_id}';

export const checkRunRoutes: readonly Route[] = [
  { ...write, method: 'POST', path: '/repos/{owner}/{repo}/check-runs', handle: create },
  { ...read, method: 'GET', path: runPath, handle: getRun },
  { ...write, method: 'PATCH', path: runPath, handle: update },
  { ...read, method: 'GET', path: `${runPath}/annotations`, handle: listAnnotations },
  { ...write, method: 'POST', path: `${runPath}/rerequest`, handle: rerequest },
  { ...read, method: 'GET', path: '/repos/{owner}/{repo}/commits/{ref}/check-runs', handle: listForRef },
  {
    ...read,
    method: 'GET',
    path: '/repos/{owner}/{repo}/check-suites/{check_suite_id}/check-runs',
    handle: listForSuite,
  },
];

async function create(request: RepositoryRequest): Promise<RestAnswer> {
  const { simulation, repository, body } = request;
  requireFields(body, ['name', 'head_sha']);
  const change = { ...parseCheckRun(body, true), name: requiredString(body, 'name') };
  const headSha = await existingCommitSha(request, requiredString(body, 'head_sha'));
  const run = await createCheckRun(simulation, repository, headSha, change);
  return { status: 201, body: json(request, run) };
}

function getRun(request: RepositoryRequest): RestAnswer {
  return ok(json(request, wantedRun(request)));
}

function update(request: RepositoryRequest): RestAnswer {
  const run = wantedRun(request);
  updateCheckRun(request.simulation, request.repository, run, parseCheckRun(request.body, false));
  return ok(json(request, run));
}

function listAnnotations(request: RepositoryRequest): RestAnswer {
  const run = wantedRun(request);
  const page = repositoryPage(request.simulation, request.repository);
  const { items, headers } = pageOf(request, run.annotations);
  const body = items.map((annotation) => ({
    ...annotation,
    blob_href: `${page}/blob/${run.headSha}/${annotation.path}`,
  }));
  return { status: 200, headers, body };
}

function rerequest(request: RepositoryRequest): RestAnswer {
  const { simulation, repository } = request;
  rerequestCheckRun(simulation, repository, wantedRun(request), appBot(simulation));
  return { status: 201, body: {} };
}

async function listForRef(request: RepositoryRequest): Promise<RestAnswer> {
  const sha = await wantedCommitSha(request, request.params.ref ?? '');
  return list(request, (run) => run.headSha === sha);
}

function listForSuite(request: RepositoryRequest): RestAnswer {
  const suiteId = Number(request.params.check_suite_id);
  return list(request, (run) => run.suiteId === suiteId);
}

/** Newest first; of each name the newest only, unless `filter=all`. */
function list(request: RepositoryRequest, wanted: (run: CheckRun) => boolean): RestAnswer {
  const { simulation, repository, query } = request;
  const name = query.get('check_name');
  const status = query.get('status');
  const appId = query.get('app_id');
  const all = simulation.state.checkRuns.filter((run) => run.repositoryId === repository.id && wanted(run));
  const considered = query.get('filter') === 'all' ? all : latestRuns(all);
  const matching = considered
    .filter((run) => (name === null || run.name === name) && (status === null || run.status === status))
    .filter(() => appId === null || Number(appId) === simulation.state.app.id)
    .sort((left, right) => right.id - left.id);
  const { items, headers } = pageOf(request, matching);
  return {
    status: 200,
    headers,
    body: { total_count: matching.length, check_runs: items.map((run) => json(request, run)) },
  };
}

function wantedRun({ simulation, repository, params }: RepositoryRequest): CheckRun {
  const run = findCheckRun(simulation, repository, Number(params.check_run_id));
  if (run === undefined) throw notFound();
  return run;
}

function json({ simulation, repository }: RepositoryRequest, run: CheckRun) {
  return checkRunJson(simulation, repository, run);
}
