import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { AccountType, Installation, InstallationFacts } from '../../domain/installations/installation.ts';
import type { InstallationId } from '../../domain/shared/ids.ts';
import type { GitHubApp } from '../../ports/installations/github-app.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import { toChangeGitHub } from '../access/needs.ts';
import { conflict, type FieldProblem, invalid, notFound, type Refusal } from '../refusal.ts';
import { askGitHub } from './ask-github.ts';
import { type BindingProof, type ProveBindingPorts, proveBinding } from './prove-binding.ts';

export type BindInstallationPorts = ProveBindingPorts & {
  app: Pick<GitHubApp, 'installation'>;
  installations: Pick<Installations, 'find' | 'bind'>;
  /** `multi`: strangers share the server, so that a guessed installation id must not be enough. */
  tenancy: 'single' | 'multi';
};

export type BindInstallation = {
  caller: Caller;
  installationId: InstallationId;
  /** The account as the caller knows it, held against GitHub's answer. Null only beside a proof, which is then checked. */
  account: { login: string; type: AccountType } | null;
  proof: BindingProof;
};

/**
 * Binds an installation to the caller's organization, once GitHub agrees that it exists on that account, and, where
 * strangers share the server, that it is the caller's to bind.
 */
export async function bindInstallation(
  ports: BindInstallationPorts,
  input: BindInstallation,
): Promise<{ kind: 'bound'; installation: Installation; already: boolean } | Refusal> {
  const { caller, installationId, account } = input;
  const allowed = authorize(caller, toChangeGitHub);
  if (allowed.kind === 'denied') return allowed;
  const isProofNeeded = ports.tenancy === 'multi' || account === null;
  const found = isProofNeeded ? await proveBinding(ports, input) : await findInstallation(ports, installationId);
  if (found.kind !== 'proven') return found;
  const { facts } = found;
  const differences = account ? differencesFrom(facts, account) : [];
  if (differences.length > 0) return invalid(differences, 'installation_account_differs');
  const known = await ports.installations.find(installationId);
  const bound = await ports.installations.bind(facts, caller);
  if (bound.kind === 'bound-elsewhere') return boundElsewhere(installationId);
  return { ...bound, already: known?.organizationId === caller.organizationId };
}

async function findInstallation(
  ports: BindInstallationPorts,
  id: InstallationId,
): Promise<{ kind: 'proven'; facts: InstallationFacts } | Refusal> {
  const asked = await askGitHub(() => ports.app.installation(id));
  if (asked.kind !== 'answered') return asked;
  return asked.answer ? { kind: 'proven', facts: asked.answer } : unknownToGitHub(id);
}

function unknownToGitHub(id: InstallationId): Refusal {
  const message = `GitHub knows no installation ${id} of this App. Install the App on the account first; GitHub then gives the id as installation_id.`;
  return notFound('installation_not_found', message);
}

function boundElsewhere(id: InstallationId): Refusal {
  const message =
    `Installation ${id} is bound to another organization. An admin there has to unbind it first, with ` +
    `DELETE /api/v1/github/installations/${id}.`;
  return conflict('installation_bound_elsewhere', message);
}

function differencesFrom(facts: InstallationFacts, account: { login: string; type: AccountType }): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (facts.accountLogin.toLowerCase() !== account.login.toLowerCase()) {
    const message = `GitHub says that installation ${facts.installationId} is on another account than ${account.login}. Send that account's login.`;
    problems.push({ path: 'account_login', message });
  }
  if (facts.accountType !== account.type) {
    const message = `GitHub says that the account of installation ${facts.installationId} is not of type ${account.type}. Send its type.`;
    problems.push({ path: 'account_type', message });
  }
  return problems;
}
