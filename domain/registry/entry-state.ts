import type { ConnectionId, Sha, VersionId } from '../shared/ids.ts';
import type { VersionOrigin } from './version.ts';
import { isPreRelease, isSemVer } from './version-name.ts';

/** What the plan has to know of a published version of the entry. */
export type VersionFacts = {
  id: VersionId;
  version: string;
  origin: VersionOrigin;
  manifestHash: string;
  rolledBack: boolean;
  yanked: boolean;
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

/** What becomes of the pointer: stays, or goes to a version (`candidate` is the one being published). */
export type CurrentChoice = { kind: 'keep' } | { kind: 'set'; to: 'candidate' | VersionId };

type CommitVersion = VersionFacts & { origin: Extract<VersionOrigin, { kind: 'branch' | 'other-ref' }> };

/** A version whose name comes from its commit. */
export function isCommitVersion(version: VersionFacts): version is CommitVersion {
  return version.origin.kind === 'branch' || version.origin.kind === 'other-ref';
}

/** A version from a tag that is not a pre-release. */
export function isRelease(version: VersionFacts): boolean {
  return version.origin.kind === 'tag' && isSemVer(version.version) && !isPreRelease(version.version);
}

export function currentOf(state: EntryState): VersionFacts | null {
  return state.versions.find((version) => version.id === state.currentId) ?? null;
}

/** Whether somebody took it out of use: it was left by a rollback, or yanked. Only a person makes it current again. */
export function isWithdrawn(version: VersionFacts): boolean {
  return version.rolledBack || version.yanked;
}

/** The version published last from this connection's branch. */
export function newestOfBranch(state: EntryState, connectionId: ConnectionId): VersionFacts | null {
  let newest: VersionFacts | null = null;
  for (const version of state.versions) {
    if (version.origin.kind !== 'branch' || version.origin.connectionId !== connectionId) continue;
    if (newest === null || version.publishedAt >= newest.publishedAt) newest = version;
  }
  return newest;
}

/** Whether these files of this commit were withdrawn, under whatever name: say the release that a tag made of them. */
export function isCommitWithdrawn(commit: Sha, manifestHash: string, { versions }: EntryState): boolean {
  return versions.some(
    (known) =>
      isWithdrawn(known) &&
      known.manifestHash === manifestHash &&
      known.origin.kind !== 'client' &&
      known.origin.commit === commit,
  );
}

/**
 * Whether a published version may become current without a person's doing: it was not withdrawn, nor as a commit's version
 * its commit under another name, and it was published after the last choice of a person or a client, if there was one.
 */
export function isEligible(version: VersionFacts, state: EntryState): boolean {
  const { currentChosenAt } = state;
  if (currentChosenAt !== null && version.publishedAt <= currentChosenAt) return false;
  return !isWithdrawn(version) && !isWithdrawnByCommit(version, state);
}

/** Whether it is a commit's version, and its files of that commit were withdrawn under another name. */
export function isWithdrawnByCommit(version: VersionFacts, state: EntryState): boolean {
  return isCommitVersion(version) && isCommitWithdrawn(version.origin.commit, version.manifestHash, state);
}
