import { accountById } from '../accounts.ts';
import { repositoriesOf } from '../installations.ts';
import { accountJson, organizationJson } from '../json/account-json.ts';
import { installationJson, installationReferenceJson } from '../json/installation-json.ts';
import { repositoryReferenceJson } from '../json/repository-json.ts';
import type { Simulation } from '../simulation.ts';
import type { Account, Installation, Repository } from '../state.ts';

export type InstallationAction = 'created' | 'deleted' | 'suspend' | 'unsuspend' | 'new_permissions_accepted';

/** These events need no subscription. `repositories` is absent on suspend and unsuspend, as in GitHub's examples. */
export function emitInstallationEvent(
  simulation: Simulation,
  installation: Installation,
  action: InstallationAction,
  sender: Account,
): void {
  const isSuspension = action === 'suspend' || action === 'unsuspend';
  const repositories = repositoriesOf(simulation, installation);
  emit(simulation, installation, 'installation', {
    action,
    installation: installationPayloadJson(simulation, installation),
    ...(isSuspension
      ? {}
      : { repositories: repositories.map((repository) => repositoryReferenceJson(simulation, repository)) }),
    ...(action === 'created' ? { requester: null } : {}),
    sender: accountJson(simulation, sender),
  });
}

/** Nothing is sent when nothing changed. Additions and removals are two events, each with both lists. */
export function emitInstallationRepositories(
  simulation: Simulation,
  installation: Installation,
  changes: { added: Repository[]; removed: Repository[] },
  sender: Account,
): void {
  for (const action of ['added', 'removed'] as const) {
    if (changes[action].length === 0) continue;
    const references = changes[action].map((repository) => repositoryReferenceJson(simulation, repository));
    emit(simulation, installation, 'installation_repositories', {
      action,
      installation: installationPayloadJson(simulation, installation),
      repository_selection: installation.repositorySelection,
      repositories_added: action === 'added' ? references : [],
      repositories_removed: action === 'removed' ? references : [],
      requester: null,
      sender: accountJson(simulation, sender),
    });
  }
}

export function emitInstallationTargetRenamed(
  simulation: Simulation,
  installation: Installation,
  formerLogin: string,
  sender: Account,
): void {
  const account = accountById(simulation, installation.accountId);
  emit(simulation, installation, 'installation_target', {
    action: 'renamed',
    account: accountJson(simulation, account),
    changes: { login: { from: formerLogin } },
    target_type: account.type,
    installation: installationReferenceJson(installation),
    ...(account.type === 'Organization' ? { organization: organizationJson(simulation, account) } : {}),
    sender: accountJson(simulation, sender),
  });
}

/** Comes unsubscribed, and to no installation. */
export function emitAuthorizationRevoked(simulation: Simulation, user: Account): void {
  const payload = { action: 'revoked', sender: accountJson(simulation, user) };
  simulation.webhooks.emit({ event: 'github_app_authorization', payload, installationId: null, repositoryId: null });
}

function emit(
  simulation: Simulation,
  installation: Installation,
  event: string,
  payload: Record<string, unknown>,
): void {
  simulation.webhooks.emit({ event, payload, installationId: installation.id, repositoryId: null });
}

/** In these payloads GitHub gives the times with milliseconds and an offset. */
function installationPayloadJson(simulation: Simulation, installation: Installation) {
  const json = installationJson(simulation, installation);
  const offsetTime = (iso: string) => iso.replace(/Z$/, '.000+00:00');
  return { ...json, created_at: offsetTime(json.created_at), updated_at: offsetTime(json.updated_at) };
}
