import type { VersionId } from '../shared/ids.ts';
import type { EntryState, VersionFacts } from './entry-state.ts';
import { isWithdrawn, isWithdrawnByCommit } from './entry-state.ts';

/** Why the pointer moved: the rules called for it, a client pushed, or a person rolled back, yanked or took a yank back. */
export type CurrentMoveCause = 'derived' | 'pushed' | 'rolled-back' | 'yanked' | 'unyanked';

/** One move of an entry's current version. An entry keeps all of them, oldest first; the last one says what is current. */
export type CurrentMove = {
  /** Null: since then no version was current. */
  to: VersionId | null;
  /** When a person or a client chose it; null when the rules did. */
  chosenAt: Date | null;
  cause: CurrentMoveCause;
  movedAt: Date;
};

/** Where the pointer goes, and by whose choice. */
export type MovedPointer = Pick<CurrentMove, 'to' | 'chosenAt'>;

/**
 * The version that was current before the present one: of all that ever were current, the one that was so last, less
 * the present one and those that were withdrawn since, be it by their commit, unless a person chose them so. Null when
 * there is none.
 */
export function currentBefore(
  state: EntryState,
  moves: readonly CurrentMove[],
): { version: VersionFacts; move: CurrentMove } | null {
  for (const move of moves.toReversed()) {
    if (move.to === null || move.to === state.currentId) continue;
    const version = state.versions.find(({ id }) => id === move.to);
    if (!version || isWithdrawn(version)) continue;
    if (move.chosenAt !== null || !isWithdrawnByCommit(version, state)) return { version, move };
  }
  return null;
}
