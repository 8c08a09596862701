import { readCommit } from '../git/objects.ts';
import { readRefs } from '../git/refs.ts';
import { commitJson } from '../json/commit-json.ts';
import { repositoryApiUrl, repositoryPage } from '../json/repository-json.ts';
import { nodeId } from '../simulation.ts';
import { pageOf } from './paging.ts';
import { RestError } from './rest-error.ts';
import { ok, type RepositoryRequest, type RestAnswer, type Route } from './route.ts';
import { dirOf } from './wanted-commit.ts';

const readContents = { access: 'repository', permission: 'contents', level: 'read', method: 'GET' } as const;

export const branchRoutes: readonly Route[] = [
  { ...readContents, path: '/repos/{owner}/{repo}/branches', handle: listBranches },
  { ...readContents, path: '/repos/{owner}/{repo}/branches/{branch}', handle: getBranch },
  { ...readContents, path: '/repos/{owner}/{repo}/tags', handle: listTags },
];

async function listBranches(request: RepositoryRequest): Promise<RestAnswer> {
  const refs = [...(await readRefs(dirOf(request), 'refs/heads')).values()];
  const api = repositoryApiUrl(request.simulation, request.repository);
  const { items, headers } = pageOf(request, refs);
  const body = items.map(({ name, sha }) => ({
    name: name.slice('refs/heads/'.length),
    commit: { sha, url: `${api}/commits/${sha}` },
    protected: false,
  }));
  return { status: 200, headers, body };
}

async function getBranch(request: RepositoryRequest): Promise<RestAnswer> {
  const { simulation, repository, params } = request;
  const name = params.branch ?? '';
  const ref = (await readRefs(dirOf(request), 'refs/heads')).get(`refs/heads/${name}`);
  const commit = ref === undefined ? undefined : await readCommit(dirOf(request), ref.sha);
  if (commit === undefined) throw new RestError(404, 'Branch not found');
  const self = `${repositoryApiUrl(simulation, repository)}/branches/${name}`;
  return ok({
    name,
    commit: commitJson(simulation, repository, commit),
    _links: { self, html: `${repositoryPage(simulation, repository)}/tree/${name}` },
    protected: false,
    protection: {
      enabled: false,
      required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] },
    },
    protection_url: `${self}/protection`,
  });
}

/** By name, the last first, as GitHub has them; `commit` is what the tag peels to. */
async function listTags(request: RepositoryRequest): Promise<RestAnswer> {
  const { simulation, repository } = request;
  const refs = [...(await readRefs(dirOf(request), 'refs/tags')).values()].reverse();
  const api = repositoryApiUrl(simulation, repository);
  const { items, headers } = pageOf(request, refs);
  const body = items.map((ref) => ({
    name: ref.name.slice('refs/tags/'.length),
    zipball_url: `${api}/zipball/${ref.name}`,
    tarball_url: `${api}/tarball/${ref.name}`,
    commit: { sha: ref.peeledSha, url: `${api}/commits/${ref.peeledSha}` },
    node_id: nodeId('REF', repository.id, ref.name),
  }));
  return { status: 200, headers, body };
}
