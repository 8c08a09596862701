import semver from 'semver';
import type { Sha } from '../shared/ids.ts';

/** Registry version names end here (see names.ts). */
const maxVersionLength = 128;

/**
 * Whether the text is a version by SemVer 2.0.0, without a leading `v` or `=`, and no longer than a version's name.
 * Numbers past 2^53 - 1 do not count: they could not be compared. Source: https://semver.org/#backusnaur-form
 */
export function isSemVer(text: string): boolean {
  return /^\d[0-9A-Za-z.+-]*$/.test(text) && text.length <= maxVersionLength && semver.parse(text) !== null;
}

/** Whether a SemVer version is a pre-release (a hyphen and identifiers after the patch number, semver.org §9). */
export function isPreRelease(version: string): boolean {
  return (semver.parse(version)?.prerelease.length ?? 0) > 0;
}

const shortestSha = 7;

/**
 * A commit's version: `0.0.0-github.` and the first 7 digits of its sha, one more as long as that is no SemVer (all
 * digits with a leading zero, semver.org §9) or is taken. When even the full sha is taken (the same commit under
 * many settings), `-2`, `-3` ... follow it. `isTaken` must answer false for all but finitely many names.
 */
export function commitVersion(commit: Sha, isTaken: (version: string) => boolean): string {
  for (let length = shortestSha; length <= commit.length; length += 1) {
    const version = `0.0.0-github.${commit.slice(0, length)}`;
    if (isSemVer(version) && !isTaken(version)) return version;
  }
  for (let count = 2; ; count += 1) {
    const version = `0.0.0-github.${commit}-${count}`;
    if (!isTaken(version)) return version;
  }
}
