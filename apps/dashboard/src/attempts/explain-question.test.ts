import { describe, expect, test } from 'vitest';
import { questionOf, recognise, searchOf, textOfQuestion } from './explain-question.ts';

const sha = 'cf676c4645e76345bd305f4e3a26f1f6ef8dbe5f';
const id = '5464484e-f724-4741-a5b1-2fa1e00da19e';
const skills = 'acme/skills';

describe('what was pasted is recognised', () => {
  test.each([
    ['acme/skills', { kind: 'repository', repo: skills }],
    ['https://github.com/acme/skills', { kind: 'repository', repo: skills }],
    ['https://github.com/acme/skills.git', { kind: 'repository', repo: skills }],
    ['git@github.com:acme/skills.git', { kind: 'repository', repo: skills }],
    ['ssh://git@github.com/acme/skills.git', { kind: 'repository', repo: skills }],
    ['https://github.com/acme/skills/pull/7', { kind: 'repository', repo: skills }],
    ['https://github.com/acme/skills/runs/56000000016', { kind: 'repository', repo: skills }],
    [`https://github.com/acme/skills/commit/${sha}`, { kind: 'commit', commit: sha, repo: skills }],
    [`https://github.com/acme/skills/pull/7/commits/${sha}`, { kind: 'commit', commit: sha, repo: skills }],
    [`https://github.com/acme/skills/blob/${sha}/SKILL.md#L2`, { kind: 'commit', commit: sha, repo: skills }],
    [`acme/skills@${sha}`, { kind: 'commit', commit: sha, repo: skills }],
    ['acme/skills CF676C4', { kind: 'commit', commit: 'cf676c4', repo: skills }],
    [sha, { kind: 'commit', commit: sha, repo: null }],
    [' cf676c4\n', { kind: 'commit', commit: 'cf676c4', repo: null }],
    ['acme/skills main', { kind: 'ref', ref: 'main', repo: skills }],
    ['acme/skills#main', { kind: 'ref', ref: 'main', repo: skills }],
    ['acme/skills notes@1.0.0', { kind: 'ref', ref: 'notes@1.0.0', repo: skills }],
    ['https://github.com/acme/skills/tree/main/skills/notes', { kind: 'ref', ref: 'main', repo: skills }],
    ['https://github.com/acme/skills/releases/tag/v1.0.0', { kind: 'ref', ref: 'refs/tags/v1.0.0', repo: skills }],
    [
      'https://github.com/acme/skills/releases/tag/notes%401.0.0',
      { kind: 'ref', ref: 'refs/tags/notes@1.0.0', repo: skills },
    ],
    ['https://github.com/acme/skills/compare/v1...v2', { kind: 'ref', ref: 'v2', repo: skills }],
    ['refs/tags/v1.0.0', { kind: 'ref', ref: 'refs/tags/v1.0.0', repo: null }],
    ['main', { kind: 'ref', ref: 'main', repo: null }],
    [id.toUpperCase(), { kind: 'delivery', delivery: id }],
    [`https://waybill.example/deliveries/${id}?a=b`, { kind: 'delivery', delivery: id }],
    [`https://waybill.example/attempts/${id}`, { kind: 'attempt', id }],
  ])('%s', (pasted, question) => {
    expect(recognise(pasted)).toEqual(question);
  });

  test.each(['', '   ', 'why was this not published', 'https://github.com', 'https://'])('nothing in %j', (pasted) => {
    expect(recognise(pasted)).toBeNull();
  });
});

test.each(['acme/skills', 'acme/skills main', `acme/skills ${sha}`, sha, 'refs/heads/main', id])(
  'the address of %s asks the same, and the text of that as well',
  (pasted) => {
    const question = recognise(pasted);
    if (!question || question.kind === 'attempt') throw new Error('not a question of this page');
    expect(questionOf(searchOf(question))).toEqual(question);
    expect(textOfQuestion(question)).toBe(pasted);
  },
);

test('an address without parameters asks nothing', () => {
  expect(questionOf(new URLSearchParams('repo=&organization=x'))).toBeNull();
});
