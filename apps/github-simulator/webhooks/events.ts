import { installationOfRepository } from '../installations.ts';
import { accountJson, organizationJson, type ShownAccount } from '../json/account-json.ts';
import { installationReferenceJson } from '../json/installation-json.ts';
import { repositoryJson } from '../json/repository-json.ts';
import { ownerOf } from '../repositories.ts';
import type { Simulation } from '../simulation.ts';
import type { Installation, Repository } from '../state.ts';

/**
 * Sends a repository's event to the installation that reaches it, when that is subscribed. Check events also come to
 * whoever may write checks; suspended installations get none. `payload` is what is particular to the event.
 */
export function emitRepositoryEvent(
  simulation: Simulation,
  repository: Repository,
  event: string,
  sender: ShownAccount,
  payload: Record<string, unknown>,
): void {
  const installation = installationOfRepository(simulation, repository);
  if (installation !== undefined) emitRepositoryEventTo(simulation, installation, repository, event, sender, payload);
}

/** As `emitRepositoryEvent`, to an installation that the caller found (before a transfer or a deletion). */
export function emitRepositoryEventTo(
  simulation: Simulation,
  installation: Installation,
  repository: Repository,
  event: string,
  sender: ShownAccount,
  payload: Record<string, unknown>,
): void {
  if (installation.suspendedAt !== null || !isSubscribed(installation, event)) return;
  const owner = ownerOf(simulation, repository);
  simulation.webhooks.emit({
    event,
    payload: {
      repository: repositoryJson(simulation, repository),
      ...payload,
      ...(owner.type === 'Organization' ? { organization: organizationJson(simulation, owner) } : {}),
      sender: accountJson(simulation, sender),
      installation: installationReferenceJson(installation),
    },
    installationId: installation.id,
    repositoryId: repository.id,
  });
}

function isSubscribed(installation: Installation, event: string): boolean {
  if (event === 'pull_request' && installation.permissions.pull_requests === undefined) return false;
  if (installation.events.includes(event)) return true;
  return (event === 'check_run' || event === 'check_suite') && installation.permissions.checks === 'write';
}
