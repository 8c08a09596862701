import { parseTagPattern } from '../connections/tag-pattern.ts';
import { parseRef } from '../shared/git-ref.ts';
import { classifyRef, versionOfTag } from './version.ts';

/** What becomes of a tag under a tag pattern, as far as their names say; `message` is for people. */
export type TagVerdict =
  | { kind: 'pattern-invalid'; message: string }
  | { kind: 'no-match' }
  | { kind: 'match'; version: string }
  /** It matches, and nothing is published from it. */
  | { kind: 'refused'; reason: 'tag_not_a_version'; message: string };

/** Judges a tag by its short name: when it is published, and before, for whoever thinks about a pattern. */
export function judgeTag(pattern: string, tag: string): TagVerdict {
  const parsed = parseTagPattern(pattern);
  if (parsed.kind === 'invalid') return { kind: 'pattern-invalid', message: parsed.message };
  const ref = parseRef(`refs/tags/${tag}`);
  if (ref === null || classifyRef(ref, { defaultBranch: '', tagPattern: pattern }) !== 'tag')
    return { kind: 'no-match' };
  const version = versionOfTag(tag);
  if (version !== null) return { kind: 'match', version };
  const message = `Tag ${tag} matches ${pattern} but does not end in a version such as 1.2.0 or v1.2.0.`;
  return { kind: 'refused', reason: 'tag_not_a_version', message };
}
