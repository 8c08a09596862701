import type { RepositoryFacts } from '../../domain/deliveries/delivery-event.ts';
import type { Installation } from '../../domain/installations/installation.ts';
import type { Repositories } from '../../ports/publishing/repositories.ts';
import { askGitHub } from '../installations/ask-github.ts';
import { notFound, type Refusal } from '../refusal.ts';

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
