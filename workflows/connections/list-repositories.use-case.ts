import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { InstallationId } from '../../domain/shared/ids.ts';
import type { Connections, RepositoryLinks } from '../../ports/connections/connections.ts';
import type { InstallationRepositories, ListedRepository } from '../../ports/connections/installation-repositories.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import { toReadGitHub } from '../access/needs.ts';
import { askGitHub } from '../installations/ask-github.ts';
import { boundInstallation } from '../installations/bound-installation.ts';
import type { Refusal } from '../refusal.ts';

export type ListRepositoriesPorts = {
  installations: Pick<Installations, 'find'>;
  installationRepositories: InstallationRepositories;
  connections: Pick<Connections, 'linksOf'>;
};

/** 5,000 repositories, or as many as GitHub gives within the time that a client waits. */
const limits = { maxPages: 50, timeLimitMs: 20_000 };

export type RepositoryWithLinks = { repository: ListedRepository; links: RepositoryLinks };

/**
 * The repositories that a bound installation reaches, as GitHub says just now. `limit`, at most 100: the first so many, by
 * one request. `truncated`: there are more than were listed; `totalCount`: how many.
 */
export async function listRepositories(
  ports: ListRepositoriesPorts,
  { caller, installationId, limit }: { caller: Caller; installationId: InstallationId; limit?: number | undefined },
): Promise<{ kind: 'listed'; repositories: RepositoryWithLinks[]; totalCount: number; truncated: boolean } | Refusal> {
  const allowed = authorize(caller, toReadGitHub);
  if (allowed.kind === 'denied') return allowed;
  const bound = await boundInstallation(ports, caller, installationId);
  if (bound.kind !== 'bound') return bound;
  const within = limit === undefined ? limits : { ...limits, maxPages: 1, perPage: limit };
  const asked = await askGitHub(() => ports.installationRepositories.list(installationId, within));
  if (asked.kind !== 'answered') return asked;
  const { repositories, totalCount, truncated } = asked.answer;
  const ids = repositories.map((repository) => repository.id);
  const links = await ports.connections.linksOf(ids, caller.organizationId);
  const withLinks = repositories.map((repository) => ({
    repository,
    links: links.get(repository.id) ?? { own: [], elsewhere: false },
  }));
  return { kind: 'listed', repositories: withLinks, totalCount, truncated };
}
