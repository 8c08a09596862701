import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import type { Installation } from '../../domain/installations/installation.ts';
import type { InstallationId } from '../../domain/shared/ids.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import type { Repositories } from '../../ports/publishing/repositories.ts';
import type { RepositoryAddress } from '../../ports/publishing/source.ts';
import { toReadGitHub } from '../access/needs.ts';
import { askGitHub } from '../installations/ask-github.ts';
import { boundInstallation } from '../installations/bound-installation.ts';
import { invalid, notFound, type Refusal } from '../refusal.ts';
import { parseFullName } from './connection-settings.ts';

export type LookIntoRepositoryPorts = {
  installations: Pick<Installations, 'find'>;
  repositories: Pick<Repositories, 'describe'>;
};

/** `repository` is `owner/name`. */
export type LookIntoRepository = { caller: Caller; installationId: InstallationId; repository: string };

/** Makes sure that the caller may look into a repository through an installation of the organization. */
export async function lookIntoRepository(
  ports: LookIntoRepositoryPorts,
  { caller, installationId, repository: fullName }: LookIntoRepository,
): Promise<{ kind: 'found'; repository: RepositoryFacts; address: RepositoryAddress } | Refusal> {
  const allowed = authorize(caller, toReadGitHub);
  if (allowed.kind === 'denied') return allowed;
  const name = parseFullName(fullName);
  if (!name) return invalid([{ path: 'repo', message: 'Give a repository of GitHub as owner/name.' }]);
  const bound = await boundInstallation(ports, caller, installationId);
  if (bound.kind !== 'bound') return bound;
  const found = await findRepository(ports, bound.installation, name);
  if (found.kind !== 'found') return found;
  const { id: repositoryId, owner, name: currentName } = found.repository;
  return { ...found, address: { installationId, repositoryId, owner, name: currentName } };
}

/**
 * Asks GitHub for a repository of the installation's account. GitHub shows public repositories of other accounts to
 * every installation; those are none of this one's.
 */
export async function findRepository(
  ports: { repositories: Pick<Repositories, 'describe'> },
  installation: Installation,
  { owner, name }: { owner: string; name: string },
): Promise<{ kind: 'found'; repository: RepositoryFacts } | Refusal> {
  const { installationId, accountId, accountLogin } = installation;
  const asked = await askGitHub(() => ports.repositories.describe({ installationId, owner, name }));
  if (asked.kind !== 'answered') return asked;
  const repository = asked.answer;
  if (repository.ownerId === accountId) return { kind: 'found', repository };
  const message =
    `${repository.owner}/${repository.name} does not belong to ${accountLogin}, on whose account installation ` +
    `${installationId} is. Choose an installation on the repository's own account.`;
  return notFound('repository_not_accessible', message);
}
