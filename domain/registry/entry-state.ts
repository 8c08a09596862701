import { isPreRelease, isSemVer } from '../publishing/version.ts';
import type { ConnectionId } from '../shared/ids.ts';
import type { EntryState, VersionFacts } from './push-plan.ts';
import type { VersionOrigin } from './version.ts';

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

/** The version published last from this connection's branch. */
export function newestOfBranch(state: EntryState, connectionId: ConnectionId): VersionFacts | null {
  let newest: VersionFacts | null = null;
  for (const version of state.versions) {
    if (version.origin.kind !== 'branch' || version.origin.connectionId !== connectionId) continue;
    if (newest === null || version.publishedAt >= newest.publishedAt) newest = version;
  }
  return newest;
}

/**
 * Whether a published version may become current without a person's doing: it was not rolled back, and was published
 * after the last choice of a person or a client, if there was one.
 */
export function isEligible(version: VersionFacts, { currentChosenAt }: EntryState): boolean {
  return !version.rolledBack && (currentChosenAt === null || version.publishedAt > currentChosenAt);
}
