import semver from 'semver';
import type { Connection } from '../connections/connection.ts';
import { matchesTag } from '../connections/tag-pattern.ts';
import type { GitRef } from '../shared/git-ref.ts';
import type { Sha } from '../shared/ids.ts';

/** Registry version names end here (see registry/names.ts). */
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

/**
 * The version in a tag's name: the longest SemVer that ends the name and starts it or follows one of `/ @ - _`,
 * less one leading `v`. `skills/a/v1.0.0` -> `1.0.0`; `my-skill@2.0.0-rc.1` -> `2.0.0-rc.1`; `latest` -> null.
 */
export function versionOfTag(tag: string): string | null {
  for (let start = 0; start < tag.length; start += 1) {
    if (start > 0 && !'/@-_'.includes(tag.charAt(start - 1))) continue;
    const text = tag.slice(tag.charAt(start) === 'v' ? start + 1 : start);
    if (/^\d/.test(text) && semver.parse(text) !== null) return isSemVer(text) ? text : null;
  }
  return null;
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

/** What a ref means to a connection, whatever the trigger: its branch, a tag it publishes, or neither. */
export function classifyRef(
  ref: GitRef,
  connection: Pick<Connection, 'defaultBranch' | 'tagPattern'>,
): 'branch' | 'tag' | 'other-ref' {
  if (ref.kind === 'branch') return ref.name === connection.defaultBranch ? 'branch' : 'other-ref';
  return matchesTag(connection.tagPattern, ref.name) ? 'tag' : 'other-ref';
}
