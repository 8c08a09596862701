import {
  combinedState,
  createStatus,
  creatorOf,
  latestStatuses,
  maxStatusesPerContext,
  statusesOf,
} from '../commit-statuses.ts';
import { accountJson } from '../json/account-json.ts';
import { minimalRepositoryJson, repositoryApiUrl } from '../json/repository-json.ts';
import { nodeId } from '../simulation.ts';
import type { CommitStatus } from '../state.ts';
import { isHttpUrl, optionalChoice, optionalString, requireFields } from './body-checks.ts';
import { pageOf } from './paging.ts';
import { validationFailed } from './rest-error.ts';
import type { RepositoryRequest, RestAnswer, Route } from './route.ts';
import { existingCommitSha, wantedCommitSha } from './wanted-commit.ts';

const read = { access: 'repository', permission: 'statuses', level: 'read', method: 'GET' } as const;
const write = { access: 'repository', permission: 'statuses', level: 'write', method: 'POST' } as const;

export const statusRoutes: readonly Route[] = [
  { ...write, path: '/repos/{owner}/{repo}/statuses/{sha}', handle: create },
  { ...read, path: '/repos/{owner}/{repo}/commits/{ref}/statuses', handle: listForRef },
  { ...read, path: '/repos/{owner}/{repo}/commits/{ref}/status', handle: combined },
];

const maxDescriptionCharacters = 140;

async function create(request: RepositoryRequest): Promise<RestAnswer> {
  const { simulation, repository, body, actor, params } = request;
  requireFields(body, ['state']);
  const state = optionalChoice(body, 'state', ['error', 'failure', 'pending', 'success']) ?? 'pending';
  const description = optionalString(body, 'description') ?? null;
  const targetUrl = optionalString(body, 'target_url') || null;
  const context = optionalString(body, 'context') ?? 'default';
  if (description !== null && description.length > maxDescriptionCharacters) {
    throw invalid('description', `description is too long (maximum is ${maxDescriptionCharacters} characters)`);
  }
  if (targetUrl !== null && !isHttpUrl(targetUrl)) throw invalid('target_url', 'target_url must use http(s) scheme');
  const sha = await existingCommitSha(request, params.sha ?? '');
  const sameContext = (status: CommitStatus) => status.context.toLowerCase() === context.toLowerCase();
  if (statusesOf(simulation, repository, sha).filter(sameContext).length >= maxStatusesPerContext) {
    throw invalid('base', 'This SHA and context has reached the maximum number of statuses.');
  }
  const creatorId = actor.kind === 'user' ? actor.account.id : null;
  const status = createStatus(simulation, repository, { sha, state, context, description, targetUrl, creatorId });
  return { status: 201, body: statusJson(request, status) };
}

async function listForRef(request: RepositoryRequest): Promise<RestAnswer> {
  const sha = await wantedCommitSha(request, request.params.ref ?? '');
  const { items, headers } = pageOf(request, statusesOf(request.simulation, request.repository, sha));
  return { status: 200, headers, body: items.map((status) => statusJson(request, status)) };
}

async function combined(request: RepositoryRequest): Promise<RestAnswer> {
  const { simulation, repository } = request;
  const sha = await wantedCommitSha(request, request.params.ref ?? '');
  const latest = latestStatuses(statusesOf(simulation, repository, sha));
  const { items, headers } = pageOf(request, latest);
  const commitUrl = `${repositoryApiUrl(simulation, repository)}/commits/${sha}`;
  const statuses = items.map((status) => {
    const { creator: _creator, ...simple } = statusJson(request, status);
    return simple;
  });
  return {
    status: 200,
    headers,
    body: {
      state: combinedState(latest),
      statuses,
      sha,
      total_count: latest.length,
      repository: minimalRepositoryJson(simulation, repository),
      commit_url: commitUrl,
      url: `${commitUrl}/status`,
    },
  };
}

function statusJson({ simulation, repository }: RepositoryRequest, status: CommitStatus) {
  const creator = accountJson(simulation, creatorOf(simulation, status));
  return {
    url: `${repositoryApiUrl(simulation, repository)}/statuses/${status.sha}`,
    avatar_url: creator.avatar_url,
    id: status.id,
    node_id: nodeId('SC', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt,
    updated_at: status.updatedAt,
    creator,
  };
}

function invalid(field: string, message: string) {
  return validationFailed({ resource: 'Status', field, code: 'custom', message });
}
