import type { PauseReason } from './connection.ts';

/** All reasons, strongest first. The strongest one that holds is what people are told. */
export const pauseReasons: readonly PauseReason[] = [
  'repository_deleted',
  'repository_replaced',
  'repository_transferred',
  'installation_deleted',
  'installation_unbound',
  'repository_removed_from_installation',
  'paused_by_member',
];

/** The reasons that hold once `begun` hold and `ended` do not any more, strongest first. */
export function changedPauses(
  held: readonly PauseReason[],
  { begun = [], ended = [] }: { begun?: readonly PauseReason[]; ended?: readonly PauseReason[] },
): PauseReason[] {
  return pauseReasons.filter((reason) => begun.includes(reason) || (held.includes(reason) && !ended.includes(reason)));
}

/** Whether any of the reasons is what became of the repository itself, so that a look at it may end the pause. */
export function isPausedByRepository(held: readonly PauseReason[]): boolean {
  return held.some((reason) => reason.startsWith('repository_'));
}

/** Whether somebody of the organization wants the connection to rest, whatever else pauses it. */
export function isPausedByMember(held: readonly PauseReason[]): boolean {
  return held.includes('paused_by_member');
}
