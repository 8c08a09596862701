import fc from 'fast-check';
import picomatch from 'picomatch/posix.js';
import { describe, expect, test } from 'vitest';
import { defaultTagPattern, matchesTag, parseTagPattern, picomatchOptions } from './tag-pattern.ts';

test.each([
  ['v*', 'v1.0.0', true],
  ['v*', 'v', true],
  ['v*', 'xv1.0.0', false],
  ['v*', 'v1/2', false],
  ['*', 'a/b', false],
  ['**', 'a/b', true],
  ['**/v*', 'v1', true],
  ['**/v*', 'skills/a/v1', true],
  ['skills/a/v*', 'skills/a/v1.0.0', true],
  ['skills/a/v*', 'skills/b/v1.0.0', false],
  ['skills/*/v*', 'skills/b/v1.0.0', true],
  ['my-skill@*', 'my-skill@2.0.0-rc.1', true],
  ['my-skill@*', 'other@2.0.0', false],
  ['v?.?', 'v1.2', true],
  ['v?.?', 'v1.22', false],
  ['v[0-9]*', 'v1.0.0', true],
  ['v[0-9]*', 'vnext', false],
  ['v[0-9]+.[0-9]+.[0-9]+', 'v10.20.30', true],
  ['v[0-9]+.[0-9]+.[0-9]+', 'v10.20.30-rc.1', false],
  ['{v,release-}*', 'release-1.0.0', true],
  ['{v,release-}*', 'x1.0.0', false],
  ['v1.0.0', 'v1.0.0', true],
  ['v1.0.0', 'v1x0x0', false],
  ['v*+build', 'v1.0.0+build', true],
  ['$*', '$1', true],
  ['*', 'a', true],
  ['V*', 'v1', false],
])('%s matches %s: %s', (pattern, tag, expected) => {
  expect(parseTagPattern(pattern)).toEqual({ kind: 'valid', pattern });
  expect(matchesTag(pattern, tag)).toBe(expected);
});

test('the default pattern is valid', () => {
  expect(parseTagPattern(defaultTagPattern)).toEqual({ kind: 'valid', pattern: 'v*' });
});

test.each([
  ['', 'at least one character'],
  ['a'.repeat(129), '129'],
  ['!v*', 'negated'],
  ['!(v*)', 'negated'],
  ['+(a|b)', 'extended globs'],
  ['v@(1|2)', 'extended globs'],
  ['v*(a)', 'extended globs'],
  ['(a|b)', 'cannot contain'],
  ['v 1', 'cannot contain'],
  ['v\\*', 'cannot contain'],
  ['v^', 'cannot contain'],
  ['"v"*', 'cannot contain'],
  ['v\u0007*', 'cannot contain'],
  ['/v*', 'starts'],
  ['./v*', 'starts'],
  ['v*/', 'ends'],
  ['*a*a*a*', 'at most 3 wildcards; this one has 4'],
  ['????', 'has 4'],
  ['**/**/**/**', 'has 4'],
  ['{a,b}{a,b}{a,b}{a,b}', 'has 4'],
  ['[a]+[b]+[c]+*', 'has 4'],
  ['{*,*}*', 'has 4'],
  ['{a,{b,c}}', 'do not nest'],
  ['{a', 'list'],
  ['a}', 'list'],
  ['{a}', 'list'],
  ['{1..9}', 'list'],
  ['{1..9,a}', 'not supported'],
  ['{a,aa}+', 'repeated'],
  ['[z-a]', 'backwards'],
  ['[a', 'closed'],
  ['a]', 'closed'],
  ['[]', 'closed'],
  ['[[:alpha:]]', 'cannot contain'],
  ['[!a]*', 'closed'],
  ['[^a]*', 'cannot contain'],
])('%j is refused: %s', (pattern, message) => {
  const result = parseTagPattern(pattern);
  expect(result).toMatchObject({ kind: 'invalid' });
  expect(result.kind === 'invalid' && result.message).toContain(message);
  expect(matchesTag(pattern, 'v1')).toBe(false);
});

describe('the work of matching is bounded', () => {
  const piece = fc.constantFrom(
    '*',
    '**',
    '?',
    '/',
    'a',
    'aa',
    '.',
    '[a-z]',
    '[0-9]+',
    '{a,aa}',
    '{a,',
    '}',
    '+',
    '-',
    '@',
    '(',
    ')',
    '|',
    '!',
  );
  const patterns = fc.array(piece, { minLength: 1, maxLength: 14, size: 'max' }).map((pieces) => pieces.join(''));

  /** What a regular expression's repetitions and alternatives multiply to, sets and look-aheads apart. */
  function shapeOf(pattern: string) {
    const source = picomatch.makeRe(pattern, picomatchOptions).source;
    // A look-ahead asks for a fixed number of characters; a globstar's is the one thing inside of a repetition.
    const plain = source
      .replaceAll('(?:(?!(?:^|\\/)\\.{1,2}(?:\\/|$)).)*?', '.*?')
      .replace(/\(\?[!=](?:[^()]|\([^()]*\))*\)/g, '')
      .replace(/\[(?:[^\]\\]|\\.)*\]/g, 'x')
      .replace(/\\./g, 'x');
    return { repetitions: plain.match(/[*+]/g)?.length ?? 0, nested: /\)[*+{]/.test(plain), plain };
  }

  test('an accepted pattern compiles to at most three repetitions, none inside of another', () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        fc.pre(parseTagPattern(pattern).kind === 'valid');
        const { repetitions, nested } = shapeOf(pattern);
        expect(repetitions).toBeLessThanOrEqual(3);
        expect(nested).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(['(a+)+', '*a*a*a*a', '{a,aa}+'])('the measure sees that %s is beyond it', (pattern) => {
    const { repetitions, nested } = shapeOf(pattern);
    expect(repetitions > 3 || nested).toBe(true);
  });

  // These take the most steps of what is accepted: about the cube of the tag's length, over six.
  test.each([
    '*a*a*a',
    '[a]+[a]+[a]+b',
    '**/**a/**b',
    `{${'a,'.repeat(19)}a}{${'a,'.repeat(19)}a}{${'a,'.repeat(19)}a}b`,
    '*{a,aa}*b',
  ])('%s meets a tag that almost matches, and ends', (pattern) => {
    expect(parseTagPattern(pattern).kind).toBe('valid');
    expect(matchesTag(pattern, `${'a'.repeat(254)}c`)).toBe(false);
    expect(matchesTag(pattern, `${'a/'.repeat(127)}c`)).toBe(false);
  });
});
