import { suffices } from '../access.ts';
import { repositoriesOf } from '../installations.ts';
import { repositoryJson } from '../json/repository-json.ts';
import type { Simulation } from '../simulation.ts';
import type { Installation, Permissions, Repository } from '../state.ts';
import { mintInstallationToken } from '../tokens.ts';
import { RestError } from './rest-error.ts';
import type { RestAnswer, RestRequest } from './route.ts';

const maxRepositories = 500;

/** `POST .../access_tokens`: a token for an hour, with all of the installation's rights or fewer. */
export function createAccessToken(request: RestRequest, installation: Installation): RestAnswer {
  const { simulation, body } = request;
  if (installation.suspendedAt !== null) throw new RestError(403, 'This installation has been suspended');
  const repositories = narrowedRepositories(simulation, installation, body);
  const { token, grant } = mintInstallationToken(simulation, {
    installationId: installation.id,
    permissions: narrowedPermissions(installation, body.permissions),
    repositoryIds: repositories?.map(({ id }) => id) ?? null,
    stateless: request.headers['x-github-stateless-s2s-token'] !== 'disabled',
  });
  return {
    status: 201,
    body: {
      token,
      expires_at: grant.expiresAt,
      permissions: grant.permissions,
      repository_selection: repositories === undefined ? installation.repositorySelection : 'selected',
      ...(repositories === undefined
        ? {}
        : { repositories: repositories.map((repository) => repositoryJson(simulation, repository)) }),
    },
  };
}

/** `DELETE /installation/token`: the caller's own token ends. */
export function revokeOwnToken({ simulation, headers }: RestRequest): RestAnswer {
  const token = String(headers.authorization ?? '').split(' ')[1] ?? '';
  delete simulation.state.tokens[token];
  simulation.save();
  return { status: 204 };
}

function narrowedPermissions(installation: Installation, wanted: unknown): Permissions {
  if (wanted === undefined || wanted === null) return installation.permissions;
  if (typeof wanted !== 'object') throw new RestError(422, 'Invalid permissions');
  const narrowed: Permissions = {};
  for (const [name, level] of Object.entries(wanted)) {
    if (typeof level !== 'string' || !suffices(installation.permissions[name], level)) {
      throw new RestError(422, 'The permissions requested are not granted to this installation.');
    }
    narrowed[name] = level;
  }
  return Object.keys(narrowed).length === 0 ? installation.permissions : { metadata: 'read', ...narrowed };
}

/** Nothing when the caller asks for all that the installation reaches. */
function narrowedRepositories(
  simulation: Simulation,
  installation: Installation,
  body: Record<string, unknown>,
): Repository[] | undefined {
  const names = listOf(body.repositories, 'string');
  const ids = listOf(body.repository_ids, 'number');
  if (names === undefined && ids === undefined) return undefined;
  if ((names?.length ?? 0) + (ids?.length ?? 0) > maxRepositories) {
    throw new RestError(422, `At most ${maxRepositories} repositories can be given.`);
  }
  const reachable = repositoriesOf(simulation, installation);
  const find = (wanted: unknown) =>
    reachable.find(({ id, name }) => id === wanted || name.toLowerCase() === String(wanted).toLowerCase());
  return [...(names ?? []), ...(ids ?? [])].map((wanted) => {
    const repository = find(wanted);
    if (repository !== undefined) return repository;
    throw new RestError(
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  });
}

function listOf(value: unknown, type: 'string' | 'number'): unknown[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && value.every((item) => typeof item === type)) return value;
  throw new RestError(422, `Invalid request.\n\n${JSON.stringify(value)} is not an array of ${type}s.`);
}
