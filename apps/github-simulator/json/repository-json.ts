import { emailOf } from '../accounts.ts';
import { fullNameOf, ownerOf } from '../repositories.ts';
import { nodeId, type Simulation } from '../simulation.ts';
import type { Repository } from '../state.ts';
import { accountJson } from './account-json.ts';

export function repositoryApiUrl(simulation: Simulation, repository: Repository): string {
  return `${simulation.urls.api}/repos/${fullNameOf(simulation, repository)}`;
}

export function repositoryPage(simulation: Simulation, repository: Repository): string {
  return `${simulation.urls.web}/${fullNameOf(simulation, repository)}`;
}

/** What `minimal-repository` asks for, and what every longer form shares. */
export function minimalRepositoryJson(simulation: Simulation, repository: Repository) {
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: fullNameOf(simulation, repository),
    private: repository.private,
    owner: accountJson(simulation, ownerOf(simulation, repository)),
    html_url: repositoryPage(simulation, repository),
    description: repository.description,
    fork: repository.forkOfId !== undefined,
    ...repositoryUrls(repositoryApiUrl(simulation, repository)),
  };
}

/** `repository` of GitHub's description, as in webhooks (`created_at` and `pushed_at` in ISO form). */
export function repositoryJson(simulation: Simulation, repository: Repository) {
  const page = repositoryPage(simulation, repository);
  const authority = simulation.urls.web.replace(/^https?:\/\//, '');
  return {
    ...minimalRepositoryJson(simulation, repository),
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    pushed_at: repository.pushedAt,
    git_url: `git://${authority}/${fullNameOf(simulation, repository)}.git`,
    ssh_url: `git@${authority}:${fullNameOf(simulation, repository)}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    homepage: null,
    size: 0,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: repository.archived,
    disabled: false,
    open_issues_count: 0,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [] as string[],
    visibility: repository.private ? 'private' : 'public',
    forks: 0,
    open_issues: 0,
    watchers: 0,
    default_branch: repository.defaultBranch,
  };
}

/** `full-repository`. `permissions` is what the caller may do; apps see `false` all over but for `pull`. */
export function fullRepositoryJson(
  simulation: Simulation,
  repository: Repository,
  permissions: Record<'admin' | 'maintain' | 'push' | 'triage' | 'pull', boolean>,
) {
  const owner = ownerOf(simulation, repository);
  return {
    ...repositoryJson(simulation, repository),
    permissions,
    temp_clone_token: null,
    allow_squash_merge: true,
    allow_merge_commit: true,
    allow_rebase_merge: true,
    allow_auto_merge: false,
    delete_branch_on_merge: false,
    ...(owner.type === 'Organization' ? { organization: accountJson(simulation, owner) } : {}),
    network_count: 0,
    subscribers_count: 0,
  };
}

/** The repository in a push payload: times as epoch seconds, `url` the page, the owner with name and address. */
export function pushRepositoryJson(simulation: Simulation, repository: Repository) {
  const owner = ownerOf(simulation, repository);
  const long = repositoryJson(simulation, repository);
  return {
    ...long,
    owner: { name: owner.login, email: emailOf(owner), ...long.owner },
    url: long.html_url,
    created_at: epochSeconds(repository.createdAt),
    pushed_at: epochSeconds(repository.pushedAt),
    stargazers: 0,
    master_branch: repository.defaultBranch,
    ...(owner.type === 'Organization' ? { organization: owner.login } : {}),
  };
}

/** The short form in installation payloads. */
export function repositoryReferenceJson(simulation: Simulation, repository: Repository) {
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: fullNameOf(simulation, repository),
    private: repository.private,
  };
}

function epochSeconds(iso: string): number {
  return Math.floor(Date.parse(iso) / 1000);
}

function repositoryUrls(url: string) {
  return {
    url,
    forks_url: `${url}/forks`,
    keys_url: `${url}/keys{/key_id}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    teams_url: `${url}/teams`,
    hooks_url: `${url}/hooks`,
    issue_events_url: `${url}/issues/events{/number}`,
    events_url: `${url}/events`,
    assignees_url: `${url}/assignees{/user}`,
    branches_url: `${url}/branches{/branch}`,
    tags_url: `${url}/tags`,
    blobs_url: `${url}/git/blobs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    trees_url: `${url}/git/trees{/sha}`,
    statuses_url: `${url}/statuses/{sha}`,
    languages_url: `${url}/languages`,
    stargazers_url: `${url}/stargazers`,
    contributors_url: `${url}/contributors`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    commits_url: `${url}/commits{/sha}`,
    git_commits_url: `${url}/git/commits{/sha}`,
    comments_url: `${url}/comments{/number}`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    contents_url: `${url}/contents/{+path}`,
    compare_url: `${url}/compare/{base}...{head}`,
    merges_url: `${url}/merges`,
    archive_url: `${url}/{archive_format}{/ref}`,
    downloads_url: `${url}/downloads`,
    issues_url: `${url}/issues{/number}`,
    pulls_url: `${url}/pulls{/number}`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    labels_url: `${url}/labels{/name}`,
    releases_url: `${url}/releases{/id}`,
    deployments_url: `${url}/deployments`,
  };
}
