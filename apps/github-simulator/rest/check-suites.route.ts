import { createSuite, findSuite, rerequestSuite } from '../check-suites.ts';
import { appBot } from '../json/account-json.ts';
import { checkSuiteAnswerJson } from '../json/check-json.ts';
import type { CheckSuite } from '../state.ts';
import { requiredString } from './body-checks.ts';
import { pageOf } from './paging.ts';
import { notFound } from './rest-error.ts';
import { ok, type RepositoryRequest, type RestAnswer, type Route } from './route.ts';
import { existingCommitSha, wantedCommitSha } from './wanted-commit.ts';

const read = { access: 'repository', permission: 'checks', level: 'read' } as const;
const write = { access: 'repository', permission: 'checks', level: 'write', appsOnly: true } as const;
const suitePath = '/repos/{owner}/{repo}/check-suites/{check_suite_id}';

export const checkSuiteRoutes: readonly Route[] = [
  { ...write, method: 'POST', path: '/repos/{owner}/{repo}/check-suites', handle: create },
  { ...read, method: 'GET', path: suitePath, handle: getSuite },
  { ...write, method: 'POST', path: `${suitePath}/rerequest`, handle: rerequest },
  { ...read, method: 'GET', path: '/repos/{owner}/{repo}/commits/{ref}/check-suites', handle: listForRef },
];

/** 201 for a new one; 200 when the push, or somebody before, has made it. */
async function create(request: RepositoryRequest): Promise<RestAnswer> {
  const { simulation, repository, body } = request;
  const headSha = await existingCommitSha(request, requiredString(body, 'head_sha'));
  const existing = findSuite(simulation, repository, headSha);
  if (existing !== undefined) return ok(json(request, existing));
  const suite = await createSuite(simulation, repository, { headSha, headBranch: null, before: null, after: null });
  return { status: 201, body: json(request, suite) };
}

function getSuite(request: RepositoryRequest): RestAnswer {
  return ok(json(request, wantedSuite(request)));
}

function rerequest(request: RepositoryRequest): RestAnswer {
  const { simulation, repository } = request;
  rerequestSuite(simulation, repository, wantedSuite(request), appBot(simulation));
  return { status: 201, body: {} };
}

async function listForRef(request: RepositoryRequest): Promise<RestAnswer> {
  const { simulation, repository, params } = request;
  const suite = findSuite(simulation, repository, await wantedCommitSha(request, params.ref ?? ''));
  const { items, headers } = pageOf(request, suite === undefined ? [] : [suite]);
  const body = { total_count: items.length, check_suites: items.map((item) => json(request, item)) };
  return { status: 200, headers, body };
}

function wantedSuite({ simulation, repository, params }: RepositoryRequest): CheckSuite {
  const id = Number(params.check_suite_id);
  const suite = simulation.state.checkSuites.find(
    (candidate) => candidate.id === id && candidate.repositoryId === repository.id,
  );
  if (suite === undefined) throw notFound();
  return suite;
}

function json({ simulation, repository }: RepositoryRequest, suite: CheckSuite) {
  return checkSuiteAnswerJson(simulation, repository, suite);
}
