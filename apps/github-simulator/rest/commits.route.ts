import { type ChangedFile, readChangedFiles } from '../git/changed-files.ts';
import { git, runGit } from '../git/git-command.ts';
import { readCommit, readCommits } from '../git/objects.ts';
import { isAncestor, resolveCommit } from '../git/refs.ts';
import { commitJson } from '../json/commit-json.ts';
import { repositoryApiUrl, repositoryPage } from '../json/repository-json.ts';
import { pageOf } from './paging.ts';
import { notFound, RestError } from './rest-error.ts';
import { ok, type RepositoryRequest, type RestAnswer, type Route } from './route.ts';
import { dirOf, wantedCommit, wantedCommitSha } from './wanted-commit.ts';

const readContents = { access: 'repository', permission: 'contents', level: 'read', method: 'GET' } as const;

export const commitRoutes: readonly Route[] = [
  { ...readContents, path: '/repos/{owner}/{repo}/commits', handle: listCommits },
  { ...readContents, path: '/repos/{owner}/{repo}/commits/{ref}', handle: getCommit },
  { ...readContents, path: '/repos/{owner}/{repo}/compare/{basehead}', handle: compareCommits },
];

const maxFiles = 300;
const maxComparedCommits = 250;

/** History of `sha` (default: the default branch), newest first, at most 10,000 commits. */
async function listCommits(request: RepositoryRequest): Promise<RestAnswer> {
  const { simulation, repository, query } = request;
  const start = await wantedCommitSha(request, query.get('sha') ?? repository.defaultBranch);
  const path = query.get('path');
  const output = await git(dirOf(request), [
    'rev-list',
    '--max-count=10000',
    start,
    ...(path === null ? [] : ['--', path]),
  ]);
  const { items, headers } = pageOf(request, output.toString('utf8').split('\n').filter(Boolean));
  const commits = await readCommits(dirOf(request), items);
  return { status: 200, headers, body: commits.map((commit) => commitJson(simulation, repository, commit)) };
}

/** With `Accept: application/vnd.github.sha` only the sha, as text. */
async function getCommit(request: RepositoryRequest): Promise<RestAnswer> {
  const { simulation, repository, params, accept } = request;
  if (/application\/vnd\.github\.(v3\.)?sha/.test(accept)) {
    const sha = await wantedCommitSha(request, params.ref ?? '');
    return { status: 200, body: sha, contentType: 'application/vnd.github.sha; charset=utf-8' };
  }
  const commit = await wantedCommit(request, params.ref ?? '');
  const files = await readChangedFiles(dirOf(request), commit.parents[0], commit.sha);
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return ok({
    ...commitJson(simulation, repository, commit),
    stats: { total: additions + deletions, additions, deletions },
    files: files.slice(0, maxFiles).map((file) => changedFileJson(request, commit.sha, file)),
  });
}

/** `base...head`: against their merge base, as a pull request would show. */
async function compareCommits(request: RepositoryRequest): Promise<RestAnswer> {
  const { simulation, repository } = request;
  const dir = dirOf(request);
  const [baseName = '', headName = ''] = (request.params.basehead ?? '').split('...');
  const [base, head] = await Promise.all([resolveCommit(dir, baseName), resolveCommit(dir, headName)]);
  if (base === undefined || head === undefined) throw notFound();
  const mergeBase = (await runGit(dir, ['merge-base', base, head])).stdout.toString('utf8').trim();
  if (mergeBase === '') throw new RestError(404, `No common ancestor between ${baseName} and ${headName}.`);
  const ahead = await revisions(dir, `${base}..${head}`);
  const behind = await revisions(dir, `${head}..${base}`);
  const { items, headers } = pageOf(withLargerPage(request), ahead);
  const [commits, baseCommit, mergeBaseCommit, files] = await Promise.all([
    readCommits(dir, items),
    readCommit(dir, base),
    readCommit(dir, mergeBase),
    readChangedFiles(dir, mergeBase, head),
  ]);
  if (baseCommit === undefined || mergeBaseCommit === undefined) throw notFound();
  const page = `${repositoryPage(simulation, repository)}/compare/${baseName}...${headName}`;
  return {
    status: 200,
    headers,
    body: {
      url: `${repositoryApiUrl(simulation, repository)}/compare/${baseName}...${headName}`,
      html_url: page,
      permalink_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      base_commit: commitJson(simulation, repository, baseCommit),
      merge_base_commit: commitJson(simulation, repository, mergeBaseCommit),
      status: await relation(dir, base, head),
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: commits.map((commit) => commitJson(simulation, repository, commit)),
      files: files.slice(0, maxFiles).map((file) => changedFileJson(request, head, file)),
    },
  };
}

/** Without paging parameters GitHub lists up to 250 commits here. */
function withLargerPage(request: RepositoryRequest): RepositoryRequest {
  if (request.query.has('per_page') || request.query.has('page')) return request;
  return { ...request, query: new URLSearchParams({ per_page: String(maxComparedCommits) }) };
}

async function relation(dir: string, base: string, head: string): Promise<string> {
  if (base === head) return 'identical';
  if (await isAncestor(dir, base, head)) return 'ahead';
  return (await isAncestor(dir, head, base)) ? 'behind' : 'diverged';
}

async function revisions(dir: string, range: string): Promise<string[]> {
  const output = await git(dir, ['rev-list', '--reverse', range]);
  return output.toString('utf8').split('\n').filter(Boolean);
}

/** `diff-entry`, without the patch. */
export function changedFileJson({ simulation, repository }: RepositoryRequest, sha: string, file: ChangedFile) {
  const page = repositoryPage(simulation, repository);
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.sha,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${page}/blob/${sha}/${path}`,
    raw_url: `${page}/raw/${sha}/${path}`,
    contents_url: `${repositoryApiUrl(simulation, repository)}/contents/${path}?ref=${sha}`,
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  };
}
