import { accountById, mayUse } from '../accounts.ts';
import { findRepositoryById, ownerOf } from '../repositories.ts';
import { nodeId, type Simulation } from '../simulation.ts';
import type { PullRequest, Repository } from '../state.ts';
import { accountJson } from './account-json.ts';
import { repositoryApiUrl, repositoryJson, repositoryPage } from './repository-json.ts';

/** What only the answer for one pull request and webhooks carry. */
export type PullRequestSize = { commits: number; additions: number; deletions: number; changedFiles: number };

/** `pull-request-simple`, as lists have it. */
export function simplePullRequestJson(simulation: Simulation, repository: Repository, pull: PullRequest) {
  const author = accountById(simulation, pull.authorId);
  const urls = pullRequestUrls(simulation, repository, pull);
  return {
    ...urls,
    id: pull.id,
    node_id: nodeId('PR', pull.id),
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: accountJson(simulation, author),
    body: pull.body,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    assignee: null,
    assignees: [] as unknown[],
    requested_reviewers: [] as unknown[],
    requested_teams: [] as unknown[],
    labels: [] as unknown[],
    milestone: null,
    draft: pull.draft,
    head: headJson(simulation, pull),
    base: sideJson(simulation, repository, pull.baseRef, pull.baseSha),
    _links: linksOf(urls),
    author_association: mayUse(ownerOf(simulation, repository), author) ? 'OWNER' : 'NONE',
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** `pull-request`, also in webhooks. Whether it can be merged is worked out later on GitHub, too: `null`. */
export function pullRequestJson(
  simulation: Simulation,
  repository: Repository,
  pull: PullRequest,
  size: PullRequestSize,
) {
  const merger = pull.mergedById === null ? null : accountJson(simulation, accountById(simulation, pull.mergedById));
  return {
    ...simplePullRequestJson(simulation, repository, pull),
    merged: pull.mergedAt !== null,
    mergeable: null,
    rebaseable: null,
    mergeable_state: 'unknown',
    merged_by: merger,
    comments: 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: size.commits,
    additions: size.additions,
    deletions: size.deletions,
    changed_files: size.changedFiles,
  };
}

/** `pull-request-minimal`, as checks name the pull requests whose head they are about. */
export function minimalPullRequestJson(simulation: Simulation, repository: Repository, pull: PullRequest) {
  const url = repositoryApiUrl(simulation, repository);
  const repo = { id: repository.id, url, name: repository.name };
  return {
    url: `${url}/pulls/${pull.number}`,
    id: pull.id,
    number: pull.number,
    head: { ref: pull.headRef, sha: pull.headSha, repo },
    base: { ref: pull.baseRef, sha: pull.baseSha, repo },
  };
}

function headJson(simulation: Simulation, pull: PullRequest) {
  const repository = pull.headRepositoryId === null ? undefined : findRepositoryById(simulation, pull.headRepositoryId);
  if (repository !== undefined) return sideJson(simulation, repository, pull.headRef, pull.headSha);
  const owner = accountById(simulation, pull.headOwnerId);
  const { headRef: ref, headSha: sha } = pull;
  return { label: `${owner.login}:${ref}`, ref, sha, user: accountJson(simulation, owner), repo: null };
}

function sideJson(simulation: Simulation, repository: Repository, ref: string, sha: string) {
  const owner = ownerOf(simulation, repository);
  const repo = repositoryJson(simulation, repository);
  return { label: `${owner.login}:${ref}`, ref, sha, user: accountJson(simulation, owner), repo };
}

function pullRequestUrls(simulation: Simulation, repository: Repository, pull: PullRequest) {
  const api = repositoryApiUrl(simulation, repository);
  const url = `${api}/pulls/${pull.number}`;
  const page = `${repositoryPage(simulation, repository)}/pull/${pull.number}`;
  return {
    url,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: `${api}/issues/${pull.number}`,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${api}/issues/${pull.number}/comments`,
    statuses_url: `${api}/statuses/${pull.headSha}`,
  };
}

function linksOf(urls: ReturnType<typeof pullRequestUrls>) {
  return {
    self: { href: urls.url },
    html: { href: urls.html_url },
    issue: { href: urls.issue_url },
    comments: { href: urls.comments_url },
    review_comments: { href: urls.review_comments_url },
    review_comment: { href: urls.review_comment_url },
    commits: { href: urls.commits_url },
    statuses: { href: urls.statuses_url },
  };
}
