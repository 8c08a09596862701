import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import type { AccountType, Installation, InstallationFacts } from '../../domain/installations/installation.ts';
import type { InstallationId } from '../../domain/shared/ids.ts';
import type { GitHubApp } from '../../ports/installations/github-app.ts';
import type { Installations } from '../../ports/installations/installations.ts';
import { toChangeGitHub } from '../access/needs.ts';
import { conflict, type FieldProblem, invalid, notFound, type Refusal } from '../refusal.ts';
import { askGitHub } from './ask-github.ts';

export type BindInstallationPorts = {
  app: GitHubApp;
  installations: Pick<Installations, 'find' | 'bind'>;
  /** `multi`: strangers share the server, so that a guessed installation id must not be enough. */
  tenancy: 'single' | 'multi';
};

export type BindInstallation = {
  caller: Caller;
  installationId: InstallationId;
  accountLogin: string;
  accountType: AccountType;
};

/** Binds an installation to the caller's organization, once GitHub agrees that it exists on that account. */
export async function bindInstallation(
  ports: BindInstallationPorts,
  input: BindInstallation,
): Promise<{ kind: 'bound'; installation: Installation; already: boolean } | Refusal> {
  const { caller, installationId } = input;
  const allowed = authorize(caller, toChangeGitHub);
  if (allowed.kind === 'denied') return allowed;
  if (ports.tenancy === 'multi') return proofRequired;
  const asked = await askGitHub(() => ports.app.installation(installationId));
  if (asked.kind !== 'answered') return asked;
  const facts = asked.answer;
  if (!facts) return unknownToGitHub(installationId);
  const differences = differencesFrom(facts, input);
  if (differences.length > 0) return invalid(differences, 'installation_account_differs');
  const known = await ports.installations.find(installationId);
  const bound = await ports.installations.bind(facts, caller.organizationId);
  if (bound.kind === 'bound-elsewhere') return boundElsewhere(installationId);
  return { ...bound, already: known?.organizationId === caller.organizationId };
}

const proofRequired: Refusal = {
  kind: 'forbidden',
  code: 'proof_required',
  message:
    'This server is shared by organizations (TENANCY=multi), where an installation is bound only with proof that its ' +
    'account is yours. Ask the operator to bind it.',
};

function unknownToGitHub(id: InstallationId): Refusal {
  const message = `GitHub knows no installation ${id} of this App. Install the App on the account first; GitHub then gives the id as installation_id.`;
  return notFound('installation_not_found', message);
}

function boundElsewhere(id: InstallationId): Refusal {
  const message = `Installation ${id} is bound to another organization. An admin there has to unbind it first.`;
  return conflict('installation_bound_elsewhere', message);
}

function differencesFrom(facts: InstallationFacts, input: BindInstallation): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (facts.accountLogin.toLowerCase() !== input.accountLogin.toLowerCase()) {
    const message = `GitHub says that installation ${facts.installationId} is on another account than ${input.accountLogin}. Send that account's login.`;
    problems.push({ path: 'account_login', message });
  }
  if (facts.accountType !== input.accountType) {
    const message = `GitHub says that the account of installation ${facts.installationId} is not of type ${input.accountType}. Send its type.`;
    problems.push({ path: 'account_type', message });
  }
  return problems;
}
