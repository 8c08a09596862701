import type { MemberId, OrganizationId } from '../shared/ids.ts';

/** Says that somebody of the organization set out to install the App. Its secret text is known to that person only. */
export type SetupState = {
  organizationId: OrganizationId;
  memberId: MemberId;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
};

/** How long there is to install the App after having set out. */
export const setupStateLifetimeMs = 3_600_000;

/**
 * How many may be open at a time in an organization: each is one guess at somebody else's new installation, and only
 * those count that are older than it.
 */
export const mostOpenSetupStates = 10;

export function isOpen(state: Pick<SetupState, 'expiresAt' | 'usedAt'>, now: Date): boolean {
  return state.usedAt === null && state.expiresAt > now;
}

/**
 * Whether the installation may have come of the setting out: GitHub made it afterwards. GitHub's time has no fractions
 * of seconds. A state is no proof for an older installation, whose number anybody can guess (decision 9).
 */
export function mayComeOf(state: Pick<SetupState, 'createdAt'>, installation: { createdAt: Date }): boolean {
  return installation.createdAt.getTime() >= Math.floor(state.createdAt.getTime() / 1_000) * 1_000;
}
