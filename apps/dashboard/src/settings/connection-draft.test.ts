import { expect, test } from 'vitest';
import type { Schema } from '../api/client.ts';
import { draftOf, readDraft, withSkill, withTags } from './connection-draft.ts';

const repository = { name: 'my skills!', default_branch: 'trunk' } as Schema<'Repository'>;
const skill = (path: string, name: string | null) => ({ path, name }) as Schema<'Skill'>;
const several = [skill('skills/a', 'alpha'), skill('skills/b b', null)];

test("the first draft is the repository's", () => {
  expect(draftOf(repository)).toMatchObject({
    branch: 'trunk',
    skillPath: '.',
    tagPattern: 'v*',
    entry: { kind: 'new', name: 'my-skills-', visibility: 'org' },
  });
});

test('in a repository of several skills each gets its own name and its own tags', () => {
  const first = withSkill(draftOf(repository), 'skills/a', several);
  expect(first).toMatchObject({ skillPath: 'skills/a', tagPattern: 'alpha@*', entry: { name: 'alpha' } });
  const second = withSkill(first, 'skills/b b', several);
  expect(second).toMatchObject({ skillPath: 'skills/b b', tagPattern: 'b-b@*', entry: { name: 'b-b' } });
});

test('the only skill of a repository has all tags', () => {
  expect(withSkill(draftOf(repository), '.', [skill('.', 'alpha')])).toMatchObject({ tagPattern: 'v*' });
});

test('a skill in the root has the tags of the repository, unless it has its own', () => {
  const root = withSkill(draftOf(repository), '.', [skill('.', 'alpha'), ...several]);
  const patternWith = (...names: string[]) =>
    withTags(
      root,
      names.map((name) => ({ name })),
    ).tagPattern;
  expect(patternWith('v1.0.0', 'v2.0.0')).toBe('v*');
  expect(patternWith('v1.0.0', 'alpha@1.0.0')).toBe('alpha@*');
  expect(patternWith('release-1', 'b@1.0.0')).toBe('alpha@*');
  expect(patternWith()).toBe('alpha@*');
  const inFolder = withSkill(draftOf(repository), 'skills/a', several);
  expect(withTags(inFolder, [{ name: 'v1.0.0' }])).toEqual(inFolder);
  const chosen = { ...root, tagPattern: 'x-*' };
  expect(withTags(chosen, [{ name: 'v1.0.0' }])).toEqual(chosen);
});

test('what somebody chose stays: a pattern, a name of a new package, and a package that is there', () => {
  const typed = { ...draftOf(repository), entry: { kind: 'new', name: 'mine', visibility: 'public' } as const };
  expect(withSkill(typed, 'skills/a', several)).toMatchObject({ entry: typed.entry, suggestedName: 'alpha' });
  const entry = { kind: 'existing', id: 'e', name: 'old', visibility: 'org' } as const;
  const chosen = { ...draftOf(repository), tagPattern: 'x-*', entry };
  expect(withSkill(chosen, 'skills/a', several)).toMatchObject({ tagPattern: 'x-*', entry });
});

test('of a draft that was kept, what fits is read, and never that everybody may read the files', () => {
  const entry = { kind: 'existing', id: 'e', name: 'old', visibility: 'org' } as const;
  const draft = { ...draftOf(repository), skillPath: 'a', entry, writeBack: false, confirmPublic: true };
  const { confirmPublic, ...rest } = draft;
  expect(readDraft(JSON.parse(JSON.stringify(draft)))).toEqual(rest);
  expect(readDraft({ branch: 'b', tagPattern: 7, entry: { ...entry, id: null }, writeBack: 'no' })).toEqual({
    branch: 'b',
  });
});

test.each([null, 7, 'text', [], {}, { entry: { kind: 'new', name: 'a', visibility: 'secret' } }, { entry: null }])(
  'nothing is read from %j',
  (kept) => {
    expect(readDraft(kept)).toBe(null);
  },
);
