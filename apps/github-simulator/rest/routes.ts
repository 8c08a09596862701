import { findRepositoryById, fullNameOf } from '../repositories.ts';
import type { Simulation } from '../simulation.ts';
import { appRoutes } from './app.route.ts';
import { branchRoutes } from './branches.route.ts';
import { checkRunRoutes } from './check-runs.route.ts';
import { checkSuiteRoutes } from './check-suites.route.ts';
import { commitRoutes } from './commits.route.ts';
import { contentRoutes } from './contents.route.ts';
import { gitDataRoutes } from './git-data.route.ts';
import { hookDeliveryRoutes } from './hook-deliveries.route.ts';
import { installationRoutes } from './installations.route.ts';
import { metaRoutes } from './meta.route.ts';
import { pullRequestRoutes } from './pull-requests.route.ts';
import { repositoryRoutes } from './repositories.route.ts';
import type { Route } from './route.ts';
import { createRouter } from './router.ts';
import { statusRoutes } from './statuses.route.ts';
import { userRoutes } from './users.route.ts';

/** Every route there is. Where two templates fit a path, the first is taken. */
export const routes: readonly Route[] = [
  ...metaRoutes,
  ...appRoutes,
  ...hookDeliveryRoutes,
  ...installationRoutes,
  ...userRoutes,
  ...checkRunRoutes,
  ...checkSuiteRoutes,
  ...statusRoutes,
  ...commitRoutes,
  ...branchRoutes,
  ...gitDataRoutes,
  ...contentRoutes,
  ...pullRequestRoutes,
  ...repositoryRoutes,
];

export const findRoute = createRouter(routes);

/** `/repositories/{id}/...` as `/repos/{owner}/{name}/...`: GitHub answers all of a repository's routes there, too. */
export function resolveRepositoryId(simulation: Simulation, path: string): string {
  const match = /^\/repositories\/(\d+)(\/.*)?$/.exec(path);
  if (match === null) return path;
  const repository = findRepositoryById(simulation, Number(match[1]));
  return repository === undefined ? path : `/repos/${fullNameOf(simulation, repository)}${match[2] ?? ''}`;
}
