import { judgeTag } from '../../../../domain/publishing/judge-tag.ts';
import { versionOfTag } from '../../../../domain/publishing/version.ts';
import { parseRef } from '../../../../domain/shared/git-ref.ts';

/** The tag an attempt was for, when the pattern does not match it, so that it gives a version of its commit; else null. */
export function unmatchedTag(pattern: string, attempt: { ref: string; version: string | null }): string | null {
  const ref = parseRef(attempt.ref);
  if (ref?.kind !== 'tag' || judgeTag(pattern, ref.name).kind !== 'no-match') return null;
  // Published under another pattern than the one of today.
  return attempt.version !== null && attempt.version === versionOfTag(ref.name) ? null : ref.name;
}
