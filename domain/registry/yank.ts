import type { VersionId } from '../shared/ids.ts';
import { type CurrentMove, currentBefore, type MovedPointer } from './current-moves.ts';
import { chooseRelease, compareVersions } from './current-version.ts';
import { type EntryState, isRelease, isWithdrawn, isWithdrawnByCommit, type VersionFacts } from './entry-state.ts';

/**
 * Where the pointer goes when the version is yanked; null: it stays, since another version is current. `state` is the
 * entry before the yank.
 */
export function planYank(state: EntryState, moves: readonly CurrentMove[], id: VersionId): MovedPointer | null {
  if (state.currentId !== id) return null;
  return successor(withYank(state, id, true), moves);
}

/**
 * Where the pointer goes when a yank is taken back; null: it stays. The version that the yank took the pointer from gets
 * it back, as long as nothing else has moved it since; where none is current, the one that the rules call for does. Else
 * the version may become current again only by a person's choice, or by what the repository says from then on. `state` is
 * the entry while the version is yanked.
 */
export function planUnyank(state: EntryState, moves: readonly CurrentMove[], id: VersionId): MovedPointer | null {
  const after = withYank(state, id, false);
  const version = after.versions.find((known) => known.id === id);
  if (!version || isWithdrawn(version)) return null;
  const [before, last] = [moves.at(-2), moves.at(-1)];
  if (last?.cause === 'yanked' && before?.to === id) return { to: id, chosenAt: before.chosenAt };
  if (after.currentId !== null) return null;
  // A commit's version that never was current is one that the branch had passed by.
  const mayBe = isRelease(version) || moves.some(({ to }) => to === id);
  const called = successor(after, moves);
  return mayBe && called.to !== null ? called : null;
}

/**
 * What the rules call for when the current version is no longer usable: the version that was current before it, unless
 * a release beats that one, or, while there is no release, the branch has published a newer one since.
 */
function successor(state: EntryState, moves: readonly CurrentMove[]): MovedPointer {
  const usable = state.versions.filter((version) => !isWithdrawn(version));
  const before = currentBefore(state, moves);
  const asBefore: EntryState = {
    versions: usable,
    currentId: before?.version.id ?? null,
    currentChosenAt: before?.move.chosenAt ?? null,
  };
  const releases = usable.filter(isRelease).sort((a, b) => compareVersions(a.version, b.version));
  const release = releases.findLast((known) => chooseRelease(known.version, known, asBefore).kind === 'set');
  if (release) return { to: release.id, chosenAt: null };
  const commits = usable.filter((version) => !isWithdrawnByCommit(version, state));
  const commit = releases.length === 0 ? newestOfBranchSince(commits, before?.move.movedAt ?? null) : null;
  if (commit) return { to: commit.id, chosenAt: null };
  return { to: before?.version.id ?? null, chosenAt: before?.move.chosenAt ?? null };
}

function newestOfBranchSince(versions: readonly VersionFacts[], time: Date | null): VersionFacts | null {
  const newer = versions.filter(
    ({ origin, publishedAt }) => origin.kind === 'branch' && (time === null || publishedAt > time),
  );
  return newer.sort((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime()).at(-1) ?? null;
}

function withYank(state: EntryState, id: VersionId, yanked: boolean): EntryState {
  const versions = state.versions.map((version) => (version.id === id ? { ...version, yanked } : version));
  return { ...state, versions };
}
