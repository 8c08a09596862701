import type { AttemptId } from '../shared/ids.ts';
import type { AttemptStatus } from './attempt.ts';

/** An earlier run of the same key (connection, ref, commit), as far as a new event's fate depends on it. */
export type RunOfKey = {
  attemptId: AttemptId;
  status: AttemptStatus;
  /** Whether its outcome settles the key under today's connection settings (`isSettled`). */
  settled: boolean;
  /** The version that it published, or found to be published already. */
  hasVersion: boolean;
};

export type AutomaticRun =
  | { kind: 'new-run' }
  /** Nothing new to do: the event belongs to this attempt. `published`: its version stands already. */
  | { kind: 'join'; attemptId: AttemptId; published: boolean };

/**
 * What an automatic trigger of a key does, given the key's earlier runs. One run serves all events of a key, with one
 * exception: a branch that went back to a published commit needs a run again to move the current version
 * (`currentMayMove`: the entry's current version is another commit's, or another run of the branch is still open).
 */
export function planAutomaticRun(runs: readonly RunOfKey[], currentMayMove: boolean): AutomaticRun {
  const pending = runs.find((run) => run.status === 'pending');
  if (pending) return { kind: 'join', attemptId: pending.attemptId, published: false };
  const settled = runs.find((run) => run.settled);
  if (!settled || (settled.hasVersion && currentMayMove)) return { kind: 'new-run' };
  return { kind: 'join', attemptId: settled.attemptId, published: settled.hasVersion };
}
