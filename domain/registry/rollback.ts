import { type CurrentMove, currentBefore } from './current-moves.ts';
import { currentOf, type EntryState, type VersionFacts } from './entry-state.ts';

export type RollbackPlan =
  /** `left` (if any) is rolled back from now on, and `to` no longer is, should it have been. */
  | { kind: 'roll-back'; to: VersionFacts; left: VersionFacts | null }
  | { kind: 'target-not-found' }
  | { kind: 'target-yanked'; target: VersionFacts }
  | { kind: 'already-current'; target: VersionFacts }
  | { kind: 'nothing-before' };

/**
 * What a rollback does to the entry. A named target may be any version but a yanked one: naming it is a person's choice,
 * so it may be newer, a pre-release, or rolled back before. Without one it is the version that was current before.
 */
export function planRollback(
  state: EntryState,
  moves: readonly CurrentMove[],
  targetVersion: string | null,
): RollbackPlan {
  const left = currentOf(state);
  if (targetVersion === null) {
    const before = currentBefore(state, moves);
    return before ? { kind: 'roll-back', to: before.version, left } : { kind: 'nothing-before' };
  }
  const target = state.versions.find(({ version }) => version === targetVersion);
  if (!target) return { kind: 'target-not-found' };
  if (target.yanked) return { kind: 'target-yanked', target };
  return target.id === state.currentId ? { kind: 'already-current', target } : { kind: 'roll-back', to: target, left };
}

/**
 * When a choice of a person or a client counts as made: now, but never before a version that stands already was
 * published. So "published after the choice" holds whatever the clocks of several servers say.
 */
export function timeOfChoice({ versions }: EntryState, now: Date): Date {
  return new Date(Math.max(now.getTime(), ...versions.map(({ publishedAt }) => publishedAt.getTime())));
}
