import type { Caller } from '../../domain/access/caller.ts';
import type { InstallationFacts } from '../../domain/installations/installation.ts';
import { isOpen, mayComeOf, type SetupState } from '../../domain/installations/setup-state.ts';
import type { InstallationId } from '../../domain/shared/ids.ts';
import type { BindingProofs, CodeExchange } from '../../ports/installations/binding-proofs.ts';
import type { SetupStates } from '../../ports/installations/setup-states.ts';
import { forbidden, invalid, type Refusal } from '../refusal.ts';
import { askGitHub } from './ask-github.ts';

/** What a caller sends to show that an installation is theirs. A user's token, or a code for one, weighs more than a state. */
export type BindingProof = {
  state?: string | undefined;
  userToken?: string | undefined;
  exchange?: CodeExchange | undefined;
};

export type ProveBindingPorts = {
  bindingProofs: Pick<BindingProofs, 'installation' | 'sight' | 'exchangeCode'>;
  setupStates: Pick<SetupStates, 'find' | 'use'>;
  /** Lower-case hex SHA-256 of the text's UTF-8 bytes. */
  sha256Hex(text: string): string;
  now(): Date;
};

type Claim = { caller: Caller; installationId: InstallationId; proof: BindingProof };
type Proven = { kind: 'proven'; facts: InstallationFacts };

/**
 * Whether the caller may bind the installation (docs/decisions/0009-binding-proof.md). All that is sent must hold. A
 * state is used up by the first try that GitHub was asked about, right or wrong: it allows one guess.
 */
export async function proveBinding(ports: ProveBindingPorts, claim: Claim): Promise<Proven | Refusal> {
  const { caller, installationId, proof } = claim;
  const { state: text, userToken, exchange } = proof;
  if (text === undefined && userToken === undefined && exchange === undefined) return proofRequired;
  const state = text === undefined ? null : await openState(ports, caller, text);
  if (state === 'not-open') return stateNotOpen;
  const asked = await askGitHub(() => ports.bindingProofs.installation(installationId));
  if (asked.kind !== 'answered') return asked;
  const found = asked.answer;
  if (state && !(await ports.setupStates.use(state.hash, caller))) return stateNotOpen;
  if (userToken !== undefined || exchange !== undefined) {
    const refused = await unlessSeen(ports, claim);
    if (refused) return refused;
  } else if (state && (!found || !mayComeOf(state.state, found))) return notOfThisState(installationId);
  return found ? { kind: 'proven', facts: found.facts } : notSeen(installationId);
}

async function openState(
  ports: ProveBindingPorts,
  { organizationId }: Caller,
  text: string,
): Promise<{ hash: string; state: SetupState } | 'not-open'> {
  const hash = ports.sha256Hex(text);
  const state = await ports.setupStates.find(hash, organizationId);
  return state && isOpen(state, ports.now()) ? { hash, state } : 'not-open';
}

/** Null when the user sees all that the installation reaches. */
async function unlessSeen(
  ports: ProveBindingPorts,
  { installationId, proof: { userToken, exchange } }: Claim,
): Promise<Refusal | null> {
  const token = userToken ?? (exchange && (await tokenFor(ports, exchange)));
  if (typeof token !== 'string') return token ?? proofRequired;
  const asked = await askGitHub(() => ports.bindingProofs.sight(token, installationId));
  if (asked.kind !== 'answered') return asked;
  switch (asked.answer) {
    case 'all':
      return null;
    case 'some':
      return seenInPart(installationId);
    case 'none':
      return notSeen(installationId);
    default:
      return asked.answer satisfies never;
  }
}

async function tokenFor(ports: ProveBindingPorts, exchange: CodeExchange): Promise<string | Refusal> {
  const asked = await askGitHub(() => ports.bindingProofs.exchangeCode(exchange));
  if (asked.kind !== 'answered') return asked;
  switch (asked.answer.kind) {
    case 'token':
      return asked.answer.userToken;
    case 'refused':
      return codeRefused(asked.answer.reason);
    case 'not-configured':
      return codesNotTaken;
    default:
      return asked.answer satisfies never;
  }
}

const howToProve =
  'Start with POST /api/v1/github/installations/setup, install the App from the address that it answers, and send the ' +
  'state that GitHub brings back; or send user_token, a token of your authorization of the App on GitHub, or the code ' +
  'for one.';

const proofRequired = forbidden(
  'proof_required',
  `An installation id can be guessed, so an installation is bound only with proof that it is yours. ${howToProve}`,
);

const stateNotOpen = forbidden(
  'proof_invalid',
  `This state is not known here, was used already, or is older than an hour. ${howToProve}`,
);

function notOfThisState(id: InstallationId): Refusal {
  const message =
    `Installation ${id} did not come of this state: the App was not installed after it was made. The state is used up. ` +
    'For an installation that was there before, send user_token, or the code for one, in place of a state.';
  return forbidden('proof_invalid', message);
}

function notSeen(id: InstallationId): Refusal {
  const message =
    `The GitHub user behind this token does not see installation ${id} of this App. Authorize the App on GitHub as a ` +
    "user of the installation's account, and send that token.";
  return forbidden('proof_invalid', message);
}

function seenInPart(id: InstallationId): Refusal {
  const message =
    `The GitHub user behind this token does not see all repositories of installation ${id}: binding it would show more ` +
    "of the account than that user may see. Have an owner of the account bind it, or narrow the installation's repositories.";
  return forbidden('proof_invalid', message);
}

function codeRefused(reason: string): Refusal {
  const message = `GitHub did not take the code (${reason}). Codes work once, for 10 minutes: authorize the App again.`;
  return forbidden('proof_invalid', message);
}

const codesNotTaken = invalid([
  {
    path: 'code',
    message:
      'This server exchanges no codes: GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET are not both set. Send user_token or state.',
  },
]);
