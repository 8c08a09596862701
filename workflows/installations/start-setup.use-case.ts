import { authorize } from '../../domain/access/authorize.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { mostOpenSetupStates, setupStateLifetimeMs } from '../../domain/installations/setup-state.ts';
import { newRowId, type SetupStateId } from '../../domain/shared/ids.ts';
import type { BindingProofs } from '../../ports/installations/binding-proofs.ts';
import type { SetupStates } from '../../ports/installations/setup-states.ts';
import { toChangeGitHub } from '../access/needs.ts';
import type { Refusal } from '../refusal.ts';
import { askGitHub } from './ask-github.ts';

export type StartSetupPorts = {
  bindingProofs: Pick<BindingProofs, 'installUrl'>;
  setupStates: Pick<SetupStates, 'start'>;
  /** A new UUID. */
  newId(): string;
  /** At least 128 random bits, as text that fits into a URL. */
  newSecret(): string;
  sha256Hex(text: string): string;
  now(): Date;
};

/** `installUrl` carries the state, which GitHub brings back once the App was installed. */
export type StartedSetup = { kind: 'started'; installUrl: string; state: string; expiresAt: Date };

/** Lets a member set out to install the App: the state proves later that this organization did. */
export async function startSetup(
  ports: StartSetupPorts,
  { caller }: { caller: Caller },
): Promise<StartedSetup | Refusal> {
  const allowed = authorize(caller, toChangeGitHub);
  if (allowed.kind === 'denied') return allowed;
  const asked = await askGitHub(() => ports.bindingProofs.installUrl());
  if (asked.kind !== 'answered') return asked;
  const state = ports.newSecret();
  const createdAt = ports.now();
  const expiresAt = new Date(createdAt.getTime() + setupStateLifetimeMs);
  const id = newRowId<SetupStateId>(ports.newId());
  const kept = { id, stateHash: ports.sha256Hex(state), createdAt, expiresAt };
  await ports.setupStates.start(kept, mostOpenSetupStates, caller);
  const installUrl = new URL(asked.answer);
  installUrl.searchParams.set('state', state);
  return { kind: 'started', installUrl: installUrl.href, state, expiresAt };
}
