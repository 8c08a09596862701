import { defaultTagPattern, matchesTag } from '../../../../domain/connections/tag-pattern.ts';
import type { Schema } from '../api/client.ts';
import type { ChosenEntry, Visibility } from './entry-picker.tsx';
import { fieldsOf, textsOf } from './kept-fields.ts';

/** A connection before it is made. */
export type Draft = {
  skillPath: string;
  suggestedName: string;
  entry: ChosenEntry;
  branch: string;
  tagPattern: string;
  writeBack: boolean;
  confirmPublic: boolean;
};

export function draftOf({ name, default_branch }: Schema<'Repository'>): Draft {
  const suggestedName = entryName(name);
  return {
    skillPath: '.',
    suggestedName,
    entry: { kind: 'new', name: suggestedName, visibility: 'org' },
    branch: default_branch,
    tagPattern: defaultTagPattern,
    writeBack: true,
    confirmPublic: false,
  };
}

/**
 * The draft for another skill, with what follows from it: the new package's name, and, in a repository of several skills,
 * a pattern for that skill's own tags. A name and a pattern that somebody typed stay.
 */
export function withSkill(draft: Draft, path: string, among: readonly Schema<'Skill'>[]): Draft {
  const skill = among.find((one) => one.path === path);
  const suggestedName = entryName(skill?.name ?? path.split('/').at(-1) ?? '') || draft.suggestedName;
  const isOwnPattern = draft.tagPattern !== defaultTagPattern && draft.tagPattern !== `${draft.suggestedName}@*`;
  const followed = among.length > 1 ? `${suggestedName}@*` : defaultTagPattern;
  const isFollowed = draft.entry.kind === 'new' && draft.entry.name === draft.suggestedName;
  const entry = isFollowed ? { ...draft.entry, name: suggestedName } : draft.entry;
  return { ...draft, skillPath: path, suggestedName, entry, tagPattern: isOwnPattern ? draft.tagPattern : followed };
}

/**
 * The draft once it is known which tags there are: a skill in the root has the repository's own, where they are such as
 * v1.0.0, and none is the skill's own.
 */
export function withTags(draft: Draft, tags: readonly Pick<Schema<'RepositoryRef'>, 'name'>[]): Draft {
  const proposed = `${draft.suggestedName}@*`;
  if (draft.skillPath !== '.' || draft.tagPattern !== proposed) return draft;
  const someMatch = (pattern: string) => tags.some(({ name }) => matchesTag(pattern, name));
  return someMatch(defaultTagPattern) && !someMatch(proposed) ? { ...draft, tagPattern: defaultTagPattern } : draft;
}

/** What fits of a draft that was kept; null: nothing. That everybody may read is said anew, of what is shown then. */
export function readDraft(kept: unknown): Partial<Draft> | null {
  const { entry, writeBack } = fieldsOf(kept);
  const draft = {
    ...textsOf(kept, ['skillPath', 'suggestedName', 'branch', 'tagPattern']),
    ...(isChosenEntry(entry) && { entry }),
    ...(typeof writeBack === 'boolean' && { writeBack }),
  };
  return Object.keys(draft).length === 0 ? null : draft;
}

const visibilities: readonly unknown[] = ['org', 'unlisted', 'public'] satisfies Visibility[];

function isChosenEntry(value: unknown): value is ChosenEntry {
  const { kind, id, name, visibility } = fieldsOf(value);
  if (kind === 'undecided') return true;
  if (typeof name !== 'string' || !visibilities.includes(visibility)) return false;
  return kind === 'new' || (kind === 'existing' && typeof id === 'string');
}

function entryName(text: string): string {
  return text
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 128);
}
