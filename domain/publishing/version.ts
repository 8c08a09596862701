import semver from 'semver';
import type { Connection } from '../connections/connection.ts';
import { matchesTag } from '../connections/tag-pattern.ts';
import { isSemVer } from '../registry/version-name.ts';
import type { GitRef } from '../shared/git-ref.ts';

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

/** What a ref means to a connection, whatever the trigger: its branch, a tag it publishes, or neither. */
export function classifyRef(
  ref: GitRef,
  connection: Pick<Connection, 'defaultBranch' | 'tagPattern'>,
): 'branch' | 'tag' | 'other-ref' {
  if (ref.kind === 'branch') return ref.name === connection.defaultBranch ? 'branch' : 'other-ref';
  return matchesTag(connection.tagPattern, ref.name) ? 'tag' : 'other-ref';
}
