import { describeObject, readCommit, readObjects, readTag } from '../git/objects.ts';
import { type Ref, readRefs, resolveCommit } from '../git/refs.ts';
import { readTree, type TreeEntry } from '../git/trees.ts';
import { gitCommitJson, verificationJson } from '../json/commit-json.ts';
import { repositoryApiUrl } from '../json/repository-json.ts';
import { nodeId } from '../simulation.ts';
import { pageOf } from './paging.ts';
import { notFound, RestError } from './rest-error.ts';
import { ok, type RepositoryRequest, type RestAnswer, type Route } from './route.ts';
import { dirOf } from './wanted-commit.ts';

const readContents = { access: 'repository', permission: 'contents', level: 'read', method: 'GET' } as const;

export const gitDataRoutes: readonly Route[] = [
  { ...readContents, path: '/repos/{owner}/{repo}/git/ref/{ref}', handle: getRef },
  { ...readContents, path: '/repos/{owner}/{repo}/git/matching-refs/{ref}', handle: listMatchingRefs },
  { ...readContents, path: '/repos/{owner}/{repo}/git/tags/{tag_sha}', handle: getTag },
  { ...readContents, path: '/repos/{owner}/{repo}/git/commits/{commit_sha}', handle: getGitCommit },
  { ...readContents, path: '/repos/{owner}/{repo}/git/trees/{tree_sha}', handle: getTree },
  { ...readContents, path: '/repos/{owner}/{repo}/git/blobs/{file_sha}', handle: getBlob },
];

const maxBlobBytes = 100 * 1024 * 1024;

/** Only a full name (`heads/main`) matches. */
async function getRef(request: RepositoryRequest): Promise<RestAnswer> {
  const refs = await readRefs(dirOf(request));
  const ref = refs.get(`refs/${(request.params.ref ?? '').replace(/^refs\//, '')}`);
  if (ref === undefined) throw emptyOr(refs.size, notFound());
  return ok(refJson(request, ref));
}

/** Every ref whose name begins so; none is an empty list. */
async function listMatchingRefs(request: RepositoryRequest): Promise<RestAnswer> {
  const prefix = `refs/${request.params.ref ?? ''}`;
  const matching = [...(await readRefs(dirOf(request))).values()].filter(({ name }) => name.startsWith(prefix));
  const { items, headers } = pageOf(request, matching);
  return { status: 200, headers, body: items.map((ref) => refJson(request, ref)) };
}

async function getTag(request: RepositoryRequest): Promise<RestAnswer> {
  const { simulation, repository, params } = request;
  const tag = isSha(params.tag_sha) ? await readTag(dirOf(request), params.tag_sha) : undefined;
  if (tag === undefined) throw notFound();
  const api = repositoryApiUrl(simulation, repository);
  return ok({
    node_id: nodeId('TA', repository.id, tag.sha),
    sha: tag.sha,
    url: `${api}/git/tags/${tag.sha}`,
    tagger: tag.tagger,
    object: { sha: tag.object, type: tag.type, url: `${api}/git/${tag.type}s/${tag.object}` },
    tag: tag.tag,
    message: tag.message,
    verification: verificationJson(null),
  });
}

async function getGitCommit(request: RepositoryRequest): Promise<RestAnswer> {
  const sha = request.params.commit_sha;
  const commit = isSha(sha) ? await readCommit(dirOf(request), sha) : undefined;
  if (commit === undefined) throw notFound();
  return ok(gitCommitJson(request.simulation, request.repository, commit));
}

/** Any value of `recursive` recurses, `0` and `false` included. Cut at 100,000 entries or 7 MB. */
async function getTree(request: RepositoryRequest): Promise<RestAnswer> {
  const { simulation, repository, params, query } = request;
  const dir = dirOf(request);
  const wanted = params.tree_sha ?? '';
  const sha = (await resolveCommit(dir, wanted)) ?? (isSha(wanted) ? wanted : undefined);
  const tree = sha === undefined ? undefined : await readTree(dir, sha, query.has('recursive'));
  if (sha === undefined || tree === undefined) throw emptyOr((await readRefs(dir)).size, notFound());
  const api = repositoryApiUrl(simulation, repository);
  const entryJson = (entry: TreeEntry) => ({
    path: entry.path,
    mode: entry.mode,
    type: entry.type,
    sha: entry.sha,
    ...(entry.sizeBytes === undefined ? {} : { size: entry.sizeBytes }),
    ...(entry.type === 'commit' ? {} : { url: `${api}/git/${entry.type}s/${entry.sha}` }),
  });
  return ok({
    sha,
    url: `${api}/git/trees/${sha}`,
    tree: tree.entries.map(entryJson),
    truncated: tree.truncated,
  });
}

async function getBlob(request: RepositoryRequest): Promise<RestAnswer> {
  const { simulation, repository, params, accept } = request;
  const sha = params.file_sha;
  const described = isSha(sha) ? await describeObject(dirOf(request), sha) : undefined;
  if (described?.type !== 'blob') throw notFound();
  if (described.sizeBytes > maxBlobBytes) {
    throw new RestError(403, 'This API returns blobs up to 100 MB in size.', {
      errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }],
    });
  }
  const [object] = await readObjects(dirOf(request), [described.sha]);
  const content = object?.content ?? Buffer.alloc(0);
  if (isRawWanted(accept)) return { status: 200, body: content, contentType: 'application/vnd.github.raw+json' };
  return ok({
    sha: described.sha,
    node_id: nodeId('B', repository.id, described.sha),
    size: described.sizeBytes,
    url: `${repositoryApiUrl(simulation, repository)}/git/blobs/${described.sha}`,
    content: lineBrokenBase64(content),
    encoding: 'base64',
  });
}

function refJson({ simulation, repository }: RepositoryRequest, ref: Ref) {
  const api = repositoryApiUrl(simulation, repository);
  return {
    ref: ref.name,
    node_id: nodeId('REF', repository.id, ref.name),
    url: `${api}/git/${ref.name}`,
    object: { sha: ref.sha, type: ref.type, url: `${api}/git/${ref.type}s/${ref.sha}` },
  };
}

export function isRawWanted(accept: string): boolean {
  return /application\/vnd\.github\.(v3\.)?raw/.test(accept);
}

/** GitHub breaks base64 into lines of 60 characters. */
export function lineBrokenBase64(content: Buffer): string {
  return content.toString('base64').replace(/(.{60})(?=.)/g, '$1\n') + (content.length > 0 ? '\n' : '');
}

function isSha(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{40}$/.test(text);
}

function emptyOr(refs: number, otherwise: RestError): RestError {
  return refs === 0 ? new RestError(409, 'Git Repository is empty.') : otherwise;
}
