import { judgeAccess } from '../access.ts';
import { findRepository } from '../repositories.ts';
import type { Repository } from '../state.ts';
import { notFound, RestError } from './rest-error.ts';
import type { RestAnswer, RestRequest, Route } from './route.ts';

type RepositoryRoute = Extract<Route, { access: 'repository' }>;

/** Lets the route answer if the caller may ask it; throws GitHub's refusal, or redirects a former name. */
export async function admit(route: Route, request: RestRequest): Promise<RestAnswer> {
  switch (route.access) {
    case 'anyone':
      return route.handle(request);
    case 'app':
      requireApp(request);
      return route.handle(request);
    case 'installation':
    case 'user':
      requireKind(route.access, request);
      return route.handle(request);
    case 'app-repository': {
      requireApp(request);
      const found = findRepository(request.simulation, request.params.owner ?? '', request.params.repo ?? '');
      if (found === undefined) throw notFound();
      if (found.moved) return redirect(request, found.repository);
      return route.handle({ ...request, repository: found.repository });
    }
    case 'repository':
      return admitToRepository(route, request);
  }
}

async function admitToRepository(route: RepositoryRoute, request: RestRequest): Promise<RestAnswer> {
  const { simulation, actor, params } = request;
  const isWrite = route.level === 'write';
  if (isWrite && actor.kind === 'anonymous') throw new RestError(401, 'Requires authentication');
  const found = findRepository(simulation, params.owner ?? '', params.repo ?? '');
  if (found === undefined) throw notFound();
  const { repository, moved } = found;
  const verdict = judgeAccess(simulation, actor, repository, route);
  if (verdict === 'hidden') throw notFound();
  if (verdict === 'denied') throw deniedTo(request, route);
  if (route.appsOnly && actor.kind !== 'installation') {
    throw new RestError(403, 'You must authenticate via a GitHub App.');
  }
  if (moved) return redirect(request, repository);
  if (isWrite && repository.archived) throw new RestError(403, 'Repository was archived so is read-only.');
  return route.handle({ ...request, repository });
}

function deniedTo({ actor }: RestRequest, route: RepositoryRoute): RestError {
  if (actor.kind === 'user') {
    return route.appsOnly ? new RestError(403, 'You must authenticate via a GitHub App.') : notFound();
  }
  const needed = { 'x-accepted-github-permissions': `${route.permission}=${route.level}` };
  return new RestError(403, 'Resource not accessible by integration', {}, needed);
}

function requireApp({ actor }: RestRequest): void {
  if (actor.kind !== 'app') throw new RestError(401, 'A JSON web token could not be decoded');
}

function requireKind(kind: 'installation' | 'user', { actor }: RestRequest): void {
  if (actor.kind === kind) return;
  if (actor.kind === 'anonymous') throw new RestError(401, 'Requires authentication');
  if (kind === 'user') throw new RestError(403, 'Resource not accessible by integration');
  throw new RestError(
    403,
    'You must authenticate with an installation access token in order to list repositories for an installation.',
  );
}

/** A former name: 301 for reads, 307 for the rest, to the repository's id. */
function redirect(request: RestRequest, repository: Repository): RestAnswer {
  const rest = request.path.split('/').slice(4).join('/');
  const search = request.query.size > 0 ? `?${request.query}` : '';
  const url = `${request.simulation.urls.api}/repositories/${repository.id}${rest === '' ? '' : `/${rest}`}${search}`;
  const isRead = request.method === 'GET';
  return {
    status: isRead ? 301 : 307,
    headers: { Location: url },
    body: {
      message: isRead ? 'Moved Permanently' : 'Temporary Redirect',
      url,
      documentation_url: 'https://docs.github.com/rest/guides/best-practices-for-using-the-rest-api#follow-redirects',
    },
  };
}
