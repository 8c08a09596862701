import semver from 'semver';
import type { Sha } from '../shared/ids.ts';
import type { BranchHead, Candidate, CurrentChoice, EntryState, VersionFacts } from './entry-state.ts';
import { currentOf, isCommitVersion, isCommitWithdrawn, isEligible, isRelease, isWithdrawn } from './entry-state.ts';
import { isPreRelease, isSemVer } from './version-name.ts';

type Choice = CurrentChoice | { kind: 'compare-needed'; currentCommit: Sha };
/** What would become current: the version that is being published, or one that stands already. */
type Target = 'candidate' | VersionFacts;

const keep = { kind: 'keep' } as const;

/**
 * What becomes of the entry's current version when a candidate was met by `target`. Releases go by SemVer, commits by
 * the branch's head, other refs and pre-releases never matter; so the order in which attempts end does not matter either.
 */
export function chooseCurrent(
  candidate: Candidate,
  target: Target,
  state: EntryState,
  head: BranchHead | null,
): Choice {
  switch (candidate.origin.kind) {
    case 'tag':
      return candidate.taggedVersion === null ? keep : chooseRelease(candidate.taggedVersion, target, state);
    case 'branch':
      return state.versions.some((version) => isRelease(version) && !isWithdrawn(version))
        ? keep
        : chooseCommit(candidate, target, state, head);
    case 'other-ref':
      return keep;
    default:
      return candidate.origin satisfies never;
  }
}

/**
 * A release becomes current when it is higher than the current version. A commit version, and a client's version that
 * is no SemVer, give way to any release. A client's version stays the client's to choose, whatever a tag says of it.
 */
export function chooseRelease(version: string, target: Target, state: EntryState): CurrentChoice {
  if (isPreRelease(version)) return keep;
  if (target !== 'candidate' && !isRelease(target)) return keep;
  const current = currentOf(state);
  const givesWay = current === null || isCommitVersion(current) || !isSemVer(current.version);
  return givesWay || compareVersions(version, current.version) > 0 ? point(target, state) : keep;
}

/**
 * The head decides: the candidate's own version when it is the head, else the version that the head's commit stands
 * for. While the head has none (its attempt is yet to come, or fails), the newer of candidate and current version.
 */
function chooseCommit(candidate: Candidate, target: Target, state: EntryState, head: BranchHead | null): Choice {
  if (target === 'candidate' && isCommitWithdrawn(candidate.origin.commit, candidate.manifestHash, state)) return keep;
  if (head?.commit === candidate.origin.commit) return pointToCommit(target, state);
  const headVersion = head && state.versions.find((version) => version.id === head.versionId);
  if (headVersion && (isCommitVersion(headVersion) || headVersion.id === state.currentId)) {
    return pointToCommit(headVersion, state);
  }
  return chooseNewer(candidate, target, state, head);
}

function chooseNewer(candidate: Candidate, target: Target, state: EntryState, head: BranchHead | null): Choice {
  const choice = pointToCommit(target, state);
  const current = currentOf(state);
  if (choice.kind === 'keep' || current === null) return choice;
  // The branch is gone: nothing says that the candidate is newer.
  if (head === null) return keep;
  // A client's version or another connection's gives way: it has no place in this branch.
  if (!isCommitVersion(current) || current.origin.connectionId !== candidate.origin.connectionId) return choice;
  // The same commit gave another package: the connection's settings were changed, and the newer ones hold.
  if (current.origin.commit === candidate.origin.commit) return choice;
  switch (head.candidateFromCurrent) {
    case null:
      return { kind: 'compare-needed', currentCommit: current.origin.commit };
    case 'ahead':
    case 'identical':
      return choice;
    case 'behind':
      return keep;
    case 'diverged':
      // One of the two was forced away, most likely the older: what is published now counts as the newer.
      return target === 'candidate' ? choice : keep;
    default:
      return head.candidateFromCurrent satisfies never;
  }
}

/** Moves to a commit version. Others are met only as the current one, when a commit changed nothing in it. */
function pointToCommit(target: Target, state: EntryState): CurrentChoice {
  return target === 'candidate' || isCommitVersion(target) ? point(target, state) : keep;
}

function point(target: Target, state: EntryState): CurrentChoice {
  if (target === 'candidate') return { kind: 'set', to: 'candidate' };
  return target.id !== state.currentId && isEligible(target, state) ? { kind: 'set', to: target.id } : keep;
}

/** By precedence (semver.org §11), then by build metadata, then by text: no two names are equal, so order never matters. */
export function compareVersions(a: string, b: string): number {
  return semver.compareBuild(a, b) || (a < b ? -1 : Number(a > b));
}
