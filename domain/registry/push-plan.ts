import type { Sha } from '../shared/ids.ts';
import { chooseCurrent } from './current-version.ts';
import {
  type BranchHead,
  type Candidate,
  type CurrentChoice,
  type EntryState,
  isCommitVersion,
  newestOfBranch,
  type VersionFacts,
} from './entry-state.ts';
import { commitVersion } from './version-name.ts';

export type PushPlan =
  | { kind: 'publish'; version: string; current: CurrentChoice }
  | { kind: 'already-published'; existing: VersionFacts; current: CurrentChoice }
  | { kind: 'content-unchanged'; existing: VersionFacts; current: CurrentChoice }
  | { kind: 'tag-moved'; existing: VersionFacts }
  | { kind: 'version-taken'; existing: VersionFacts }
  /** The current version can be settled only once it is known how the two commits lie to each other. */
  | { kind: 'compare-needed'; currentCommit: Sha };

/**
 * What a push does to the entry: which version it makes or meets, and what becomes of the current version.
 * For a candidate from the default branch, `head` is what GitHub said of the branch with no event of the branch
 * unseen since; with an older answer the current version could end at a commit that the branch has left.
 * `compare-needed` comes only while `head.candidateFromCurrent` is null.
 */
export function planPush(candidate: Candidate, state: EntryState, head: BranchHead | null): PushPlan {
  const met =
    candidate.taggedVersion === null
      ? meetCommit(candidate, state)
      : meetTag(candidate, candidate.taggedVersion, state);
  if (met.kind === 'tag-moved' || met.kind === 'version-taken') return met;
  const target = met.kind === 'publish' ? 'candidate' : met.existing;
  const current = chooseCurrent(candidate, target, state, head);
  return current.kind === 'compare-needed' ? current : { ...met, current };
}

type Met =
  | { kind: 'publish'; version: string }
  | { kind: 'already-published'; existing: VersionFacts }
  | { kind: 'content-unchanged'; existing: VersionFacts }
  | { kind: 'tag-moved'; existing: VersionFacts }
  | { kind: 'version-taken'; existing: VersionFacts };

/** A tag names its version: that is free, holds the same files (whoever published them), or holds others. */
function meetTag({ origin, manifestHash }: Candidate, version: string, { versions }: EntryState): Met {
  const existing = versions.find((known) => known.version === version);
  if (!existing) return { kind: 'publish', version };
  if (existing.manifestHash === manifestHash) return { kind: 'already-published', existing };
  const holder = existing.origin;
  const sameTag = origin.kind === 'tag' && holder.kind === 'tag' && holder.tag === origin.tag;
  return { kind: sameTag && holder.commit !== origin.commit ? 'tag-moved' : 'version-taken', existing };
}

/** A commit is met by its own version with the same files; a branch's also by the newest files that stand already. */
function meetCommit({ origin, manifestHash }: Candidate, state: EntryState): Met {
  const same = state.versions.filter((known) => known.manifestHash === manifestHash);
  const ownVersion = same.find((known) => isCommitVersion(known) && known.origin.commit === origin.commit);
  if (ownVersion) return { kind: 'already-published', existing: ownVersion };
  if (origin.kind === 'branch') {
    const newest = newestOfBranch(state, origin.connectionId);
    const unchanged = same.find((known) => known.id === state.currentId) ?? same.find((known) => known === newest);
    if (unchanged) return { kind: 'content-unchanged', existing: unchanged };
  }
  const names = new Set(state.versions.map((known) => known.version));
  return { kind: 'publish', version: commitVersion(origin.commit, (name) => names.has(name)) };
}
