import { judgeTag } from '../../../../domain/publishing/judge-tag.ts';
import type { Schema } from '../api/client.ts';

type Tag = Schema<'RepositoryRef'>;

/** What a tag would come to. `shared`: an earlier one of the list gives the same version, from the same commit or not. */
export type JudgedTag = { name: string; version: string; shared: { tag: string; isSameCommit: boolean } | null };
export type RefusedTag = { name: string; message: string };

/** What a pattern makes of a repository's tags, in their order; `invalid` says why the pattern itself is refused. */
export type TagPreview =
  | { kind: 'invalid'; message: string }
  | { kind: 'judged'; published: JudgedTag[]; refused: RefusedTag[]; others: string[] };

/** Judges by the domain's own rule, as a pushed tag is judged. */
export function previewTags(pattern: string, tags: readonly Tag[]): TagPreview {
  const published: JudgedTag[] = [];
  const refused: RefusedTag[] = [];
  const others: string[] = [];
  const commitOf = new Map<string, Tag>();
  // Without any tag the pattern is judged all the same.
  const verdictOfNone = judgeTag(pattern, 'v0.0.0');
  if (verdictOfNone.kind === 'pattern-invalid') return { kind: 'invalid', message: verdictOfNone.message };
  for (const tag of tags) {
    const verdict = judgeTag(pattern, tag.name);
    if (verdict.kind === 'match') {
      const first = commitOf.get(verdict.version);
      const shared = first ? { tag: first.name, isSameCommit: first.commit === tag.commit } : null;
      if (!first) commitOf.set(verdict.version, tag);
      published.push({ name: tag.name, version: verdict.version, shared });
    } else if (verdict.kind === 'refused') refused.push({ name: tag.name, message: verdict.message });
    else others.push(tag.name);
  }
  return { kind: 'judged', published, refused, others };
}
