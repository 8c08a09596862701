import { pullRequestJson, simplePullRequestJson } from '../json/pull-request-json.ts';
import { findPullRequest, pullRequestsOf } from '../pull-requests.ts';
import type { PullRequest } from '../state.ts';
import { measurePullRequest, readPullRequestFiles } from '../webhooks/pull-request-events.ts';
import { changedFileJson } from './commits.route.ts';
import { pageOf } from './paging.ts';
import { notFound } from './rest-error.ts';
import { ok, type RepositoryRequest, type RestAnswer, type Route } from './route.ts';

const read = { access: 'repository', permission: 'pull_requests', level: 'read', method: 'GET' } as const;

export const pullRequestRoutes: readonly Route[] = [
  { ...read, path: '/repos/{owner}/{repo}/pulls/{pull_number}/files', handle: listFiles },
  { ...read, path: '/repos/{owner}/{repo}/pulls/{pull_number}', handle: get },
  { ...read, path: '/repos/{owner}/{repo}/pulls', handle: list },
];

/** Newest first; `state` is open (default), closed or all; `base` and `head` (`owner:branch`) filter. */
function list(request: RepositoryRequest): RestAnswer {
  const { simulation, repository, query } = request;
  const state = query.get('state') ?? 'open';
  const wanted = pullRequestsOf(simulation, repository)
    .filter((pull) => state === 'all' || pull.state === state)
    .filter((pull) => query.get('base') === null || pull.baseRef === query.get('base'))
    .map((pull) => simplePullRequestJson(simulation, repository, pull))
    .filter(({ head }) => query.get('head') === null || head.label === query.get('head'))
    .reverse();
  const { items, headers } = pageOf(request, wanted);
  return { status: 200, headers, body: items };
}

async function get(request: RepositoryRequest): Promise<RestAnswer> {
  const { simulation, repository } = request;
  const pull = wantedPull(request);
  const size = await measurePullRequest(simulation, repository, pull);
  return ok(pullRequestJson(simulation, repository, pull, size));
}

/** At most 3000 files, as GitHub. */
async function listFiles(request: RepositoryRequest): Promise<RestAnswer> {
  const pull = wantedPull(request);
  const files = await readPullRequestFiles(request.simulation, request.repository, pull);
  const { items, headers } = pageOf(request, files.slice(0, 3000));
  return { status: 200, headers, body: items.map((file) => changedFileJson(request, pull.headSha, file)) };
}

function wantedPull({ simulation, repository, params }: RepositoryRequest): PullRequest {
  const pull = findPullRequest(simulation, repository, Number(params.pull_number));
  if (pull === undefined) throw notFound();
  return pull;
}
