import type { Actor } from '../../domain/access/actor.ts';
import type { SetupState } from '../../domain/installations/setup-state.ts';
import type { OrganizationId, SetupStateId } from '../../domain/shared/ids.ts';

/** `stateHash`: lower-case hex SHA-256 of the state; the state itself is kept by nobody but the person's browser. */
export type NewSetupState = { id: SetupStateId; stateHash: string; createdAt: Date; expiresAt: Date };

/** Each method is one transaction. */
export type SetupStates = {
  /** Keeps a state for the actor's organization; of the open ones only the newest `mostOpen` stay. */
  start(state: NewSetupState, mostOpen: number, by: Actor): Promise<void>;
  /** Used and expired ones are found too, until they are cleared away. */
  find(stateHash: string, organizationId: OrganizationId): Promise<SetupState | null>;
  /** Uses the state up. False when it is not open any more: of two calls at once, one gets true. */
  use(stateHash: string, by: Actor): Promise<boolean>;
};
