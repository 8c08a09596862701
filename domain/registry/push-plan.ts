import { commitVersion } from '../publishing/version.ts';
import type { ConnectionId, Sha, VersionId } from '../shared/ids.ts';
import { chooseCurrent } from './current-version.ts';
import { isCommitVersion, newestOfBranch } from './entry-state.ts';
import type { VersionOrigin } from './version.ts';

/** What the plan has to know of a published version of the entry. */
export type VersionFacts = {
  id: VersionId;
  version: string;
  origin: VersionOrigin;
  manifestHash: string;
  rolledBack: boolean;
  publishedAt: Date;
};

/** What an attempt wants to publish: the origin gives the version's name. */
export type Candidate = {
  origin: Extract<VersionOrigin, { connectionId: ConnectionId }>;
  /** The version that the tag's name holds; null for commit versions, whose name the plan derives. */
  taggedVersion: string | null;
  manifestHash: string;
};

/** How the entry stands while the plan is made. */
export type EntryState = {
  versions: readonly VersionFacts[];
  currentId: VersionId | null;
  /** When a person or a client chose the current version (rollback, push by a client); null when it was derived. */
  currentChosenAt: Date | null;
};

/** What the repository's default branch says just now; null for candidates that are not from it. */
export type BranchHead = {
  commit: Sha;
  /** The version that the head's commit stands for (published from it, or found unchanged), when there is one. */
  versionId: VersionId | null;
  /** The candidate's commit as seen from the current version's commit; null when it was not asked. */
  candidateFromCurrent: 'ahead' | 'behind' | 'identical' | 'diverged' | null;
};

export type PushPlan =
  | { kind: 'publish'; version: string; current: CurrentChoice }
  | { kind: 'already-published'; existing: VersionFacts; current: CurrentChoice }
  | { kind: 'content-unchanged'; existing: VersionFacts; current: CurrentChoice }
  | { kind: 'tag-moved'; existing: VersionFacts }
  | { kind: 'version-taken'; existing: VersionFacts }
  /** The current version can be settled only once it is known how the two commits lie to each other. */
  | { kind: 'compare-needed'; currentCommit: Sha };

/** What becomes of the pointer: stays, or goes to a version (`candidate` is the one being published). */
export type CurrentChoice = { kind: 'keep' } | { kind: 'set'; to: 'candidate' | VersionId };

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
