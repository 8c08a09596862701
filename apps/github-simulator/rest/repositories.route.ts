import { mayUse } from '../accounts.ts';
import { fullRepositoryJson } from '../json/repository-json.ts';
import { ownerOf } from '../repositories.ts';
import { ok, type RepositoryRequest, type Route } from './route.ts';

/** Stands last: its template fits no longer path, but longer ones are tried first. */
export const repositoryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}',
    access: 'repository',
    permission: 'metadata',
    level: 'read',
    handle: getRepository,
  },
];

function getRepository({ simulation, repository, actor, apiVersion }: RepositoryRequest) {
  const isOwner = actor.kind === 'user' && mayUse(ownerOf(simulation, repository), actor.account);
  const permissions = { admin: isOwner, maintain: isOwner, push: isOwner, triage: isOwner, pull: true };
  const { has_downloads, ...json } = fullRepositoryJson(simulation, repository, permissions);
  return ok(apiVersion === '2022-11-28' ? { ...json, has_downloads } : json);
}
