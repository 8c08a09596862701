import { readObjects } from '../git/objects.ts';
import { resolveCommit } from '../git/refs.ts';
import { readTree, readTreeEntry, type TreeEntry } from '../git/trees.ts';
import { repositoryApiUrl, repositoryPage } from '../json/repository-json.ts';
import { isRawWanted, lineBrokenBase64 } from './git-data.route.ts';
import { notFound, RestError } from './rest-error.ts';
import { ok, type RepositoryRequest, type RestAnswer, type Route } from './route.ts';
import { dirOf } from './wanted-commit.ts';

const readContents = { access: 'repository', permission: 'contents', level: 'read', method: 'GET' } as const;

export const contentRoutes: readonly Route[] = [
  { ...readContents, path: '/repos/{owner}/{repo}/contents/{path}', handle: getContents },
];

const maxDirectoryEntries = 1000;
const maxInlineBytes = 1024 * 1024;
const maxContentBytes = 100 * 1024 * 1024;

type Place = { commit: string; ref: string; path: string };

async function getContents(request: RepositoryRequest): Promise<RestAnswer> {
  const { repository, query, params } = request;
  const ref = query.get('ref') ?? repository.defaultBranch;
  const commit = await resolveCommit(dirOf(request), ref);
  if (commit === undefined)
    throw query.has('ref') ? new RestError(404, `No commit found for the ref ${ref}`) : notFound();
  const path = (params.path ?? '').replace(/^\/+|\/+$/g, '');
  const place = { commit, ref, path };
  if (path === '') return directory(request, place, commit);
  const entry = await readTreeEntry(dirOf(request), commit, path);
  if (entry === undefined) throw notFound();
  if (entry.type === 'tree') return directory(request, place, entry.sha);
  if (entry.type === 'commit') return submodule(request, place, entry);
  return entry.mode === '120000' ? symlink(request, place, entry) : file(request, place, entry);
}

/** A list; with `application/vnd.github.object` an object that holds it. Raw is for files only. */
async function directory(request: RepositoryRequest, place: Place, treeish: string): Promise<RestAnswer> {
  const tree = await readTree(dirOf(request), treeish, false);
  if (tree === undefined) throw notFound();
  const prefix = place.path === '' ? '' : `${place.path}/`;
  const entries = tree.entries.slice(0, maxDirectoryEntries).map((entry) => {
    const path = prefix + entry.path;
    return { type: listedType(request, entry), ...common(request, { ...place, path }, entry) };
  });
  if (!/application\/vnd\.github\.(v3\.)?object/.test(request.accept)) return ok(entries);
  const self: TreeEntry = { path: place.path, mode: '040000', type: 'tree', sha: treeish, sizeBytes: undefined };
  return ok({ type: 'dir', ...common(request, place, self), entries });
}

/** Up to 1 MB inline, up to 100 MB only raw, larger not at all. */
async function file(request: RepositoryRequest, place: Place, entry: TreeEntry): Promise<RestAnswer> {
  const sizeBytes = entry.sizeBytes ?? 0;
  const isRaw = isRawWanted(request.accept);
  if (sizeBytes > maxContentBytes) throw tooLarge();
  const inline = isRaw || sizeBytes <= maxInlineBytes;
  const [object] = inline ? await readObjects(dirOf(request), [entry.sha]) : [];
  const content = object?.content ?? Buffer.alloc(0);
  if (isRaw) return { status: 200, body: content, contentType: 'application/vnd.github.raw+json; charset=utf-8' };
  return ok({
    type: 'file',
    encoding: inline ? 'base64' : 'none',
    ...common(request, place, entry),
    content: inline ? lineBrokenBase64(content) : '',
  });
}

/** A link to a file of the repository is answered as that file; any other as what it is. */
async function symlink(request: RepositoryRequest, place: Place, entry: TreeEntry): Promise<RestAnswer> {
  const [object] = await readObjects(dirOf(request), [entry.sha]);
  const target = object?.content.toString('utf8') ?? '';
  const resolved = resolveLink(place.path, target);
  const aimed = resolved === undefined ? undefined : await readTreeEntry(dirOf(request), place.commit, resolved);
  if (aimed?.type === 'blob' && aimed.mode !== '120000') return file(request, place, aimed);
  return ok({ type: 'symlink', target, ...common(request, place, entry) });
}

async function submodule(request: RepositoryRequest, place: Place, entry: TreeEntry): Promise<RestAnswer> {
  const modules = await readTreeEntry(dirOf(request), place.commit, '.gitmodules');
  const [object] = modules === undefined ? [] : await readObjects(dirOf(request), [modules.sha]);
  const url = submoduleUrl(object?.content.toString('utf8') ?? '', place.path);
  return ok({ type: 'submodule', submodule_git_url: url, ...common(request, place, entry) });
}

/** Older API versions list submodules as files. */
function listedType({ apiVersion }: RepositoryRequest, entry: TreeEntry): string {
  if (entry.type === 'tree') return 'dir';
  if (entry.type === 'commit') return apiVersion === '2022-11-28' ? 'file' : 'submodule';
  return entry.mode === '120000' ? 'symlink' : 'file';
}

function common({ simulation, repository }: RepositoryRequest, { path, ref }: Place, entry: TreeEntry) {
  const api = repositoryApiUrl(simulation, repository);
  const page = repositoryPage(simulation, repository);
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const url = `${api}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
  const isTree = entry.type === 'tree';
  const git = entry.type === 'commit' ? null : `${api}/git/${entry.type}s/${entry.sha}`;
  const html = `${page}/${isTree ? 'tree' : 'blob'}/${encodeURIComponent(ref)}/${encoded}`;
  return {
    size: entry.sizeBytes ?? 0,
    name: path.split('/').at(-1) ?? '',
    path,
    sha: entry.sha,
    url,
    git_url: git,
    html_url: html,
    download_url: entry.type === 'blob' ? `${page}/raw/${encodeURIComponent(ref)}/${encoded}` : null,
    _links: { git, html, self: url },
  };
}

function resolveLink(from: string, target: string): string | undefined {
  if (target.startsWith('/')) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '..' && parts.pop() === undefined) return undefined;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function submoduleUrl(gitmodules: string, path: string): string {
  const section = gitmodules
    .split(/^\[submodule /m)
    .find((text) => text.match(/^\s*path\s*=\s*(.+?)\s*$/m)?.[1] === path);
  return section?.match(/^\s*url\s*=\s*(.+?)\s*$/m)?.[1] ?? `file:///${path}`;
}

function tooLarge(): RestError {
  return new RestError(403, 'This API returns blobs up to 100 MB in size. The requested blob is too large.', {
    errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }],
  });
}
