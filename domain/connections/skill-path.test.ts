import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inRepository, parseSkillPath, skillPathOf } from './skill-path.ts';

test.each([
  ['.', '.'],
  ['./', '.'],
  ['skills/a', 'skills/a'],
  ['./skills/a/', 'skills/a'],
  ['././a', 'a'],
  ['Skills/My skill', 'Skills/My skill'],
  ['.claude/skills/a', '.claude/skills/a'],
  ['a..b', 'a..b'],
  ['a'.repeat(255), 'a'.repeat(255)],
])('%s is %s', (text, path) => {
  expect(parseSkillPath(text)).toEqual({ kind: 'valid', path });
});

test.each([
  '',
  '/',
  '/a',
  '..',
  '../a',
  'a/..',
  'a/../b',
  'a//b',
  'a/./b',
  'a//',
  'a\\b',
  'a\u0000b',
  'a\nb',
  '\ud800',
  'a'.repeat(256),
])('%j is refused with an example', (text) => {
  expect(parseSkillPath(text)).toMatchObject({ kind: 'invalid', message: expect.stringContaining('skills/a') });
});

test('a path that was read stays as it is when it is read again, and never leads outside', () => {
  const parts = fc.array(fc.constantFrom('.', '..', '', 'a', 'b c', './'), { maxLength: 5 });
  fc.assert(
    fc.property(parts, (names) => {
      const parsed = parseSkillPath(names.join('/'));
      if (parsed.kind === 'invalid') return;
      expect(parseSkillPath(parsed.path)).toEqual(parsed);
      expect(parsed.path.split('/')).not.toContain('..');
    }),
  );
});

test.each([
  ['SKILL.md', '.'],
  ['skills/a/SKILL.md', 'skills/a'],
])('%s makes %s the path of a skill, and stands there', (file, skillPath) => {
  expect(skillPathOf(file)).toBe(skillPath);
  expect(inRepository(skillPath, 'SKILL.md')).toBe(file);
});
