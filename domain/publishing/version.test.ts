import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, test } from 'vitest';
import { isVersionName } from '../registry/names.ts';
import { commitVersion, isPreRelease, isSemVer } from '../registry/version-name.ts';
import { parseSha, type Sha } from '../shared/ids.ts';
import { classifyRef, versionOfTag } from './version.ts';

const part = fc.constantFrom('0', '1', '10', '01', 'rc', 'a', '-', '.', '+', 'v', '/', '@', '_', '1.0.0', 'v1.2.3');
const texts = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));

describe('the version in a tag', () => {
  test.each([
    ['v1.2.0', '1.2.0'],
    ['1.2.0', '1.2.0'],
    ['my-skill@2.0.0-rc.1', '2.0.0-rc.1'],
    ['my-skill@v2.0.0', '2.0.0'],
    ['skills/a/v1.0.0', '1.0.0'],
    ['tool-1.4.0', '1.4.0'],
    ['tool_1.4.0', '1.4.0'],
    ['v1.0.0-rc.1+build.5', '1.0.0-rc.1+build.5'],
    ['1.0.0-2.0.0', '1.0.0-2.0.0'],
    ['v1.0.0/2.0.0', '2.0.0'],
    ['release-1-2.0.0', '2.0.0'],
    ['v0.0.0', '0.0.0'],
    ['v1.9007199254740991.0', '1.9007199254740991.0'],
    ['vv1.0.0', null],
    ['V1.0.0', null],
    ['v1.0', null],
    ['v1.0.0.0', null],
    ['v01.0.0', null],
    ['v1.0.0-01', null],
    ['tool1.4.0', null],
    ['v1.0.0-', null],
    ['=1.0.0', null],
    ['latest', null],
    ['v1.9007199254740992.0', null],
    [`v1.0.0-${'a'.repeat(122)}`, `1.0.0-${'a'.repeat(122)}`],
    [`v1.0.0-${'a'.repeat(123)}`, null],
  ])('%s: %s', (tag, version) => {
    expect(versionOfTag(tag)).toBe(version);
  });

  test('any version is found behind any prefix that ends in a separator', () => {
    const versions = texts.filter(isSemVer);
    const prefixes = fc
      .tuple(fc.constantFrom('', 'a/', 'x@', 'b-c-', 'd_'), fc.constantFrom('', 'v'))
      .map((p) => p.join(''));
    fc.assert(
      fc.property(versions, prefixes, (version, prefix) => {
        expect(versionOfTag(`${prefix}${version}`)).toBe(version);
      }),
    );
  });

  test('what is found is the longest: no separator further left starts another', () => {
    fc.assert(
      fc.property(texts, (tag) => {
        const found = versionOfTag(tag);
        const candidates = Array.from(tag, (_, start) => start)
          .filter((start) => start === 0 || /[/@_-]/.test(tag.charAt(start - 1)))
          .map((start) => tag.slice(start).replace(/^v/, ''))
          .filter(isSemVer);
        expect(found).toBe(candidates[0] ?? null);
        if (found !== null) expect(isVersionName(found)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  ['1.0.0', false],
  ['1.0.0-rc.1', true],
  ['1.0.0+a-b', false],
  ['0.0.0-github.abcdef1', true],
])('%s is a pre-release: %s', (version, expected) => {
  expect(isPreRelease(version)).toBe(expected);
});

describe("a commit's version", () => {
  const free = () => false;
  const shaOf = (start: string) => parseSha(start.padEnd(40, 'e')) as Sha;

  test.each([
    ['seven digits of the sha', shaOf('abcdef1234'), '0.0.0-github.abcdef1'],
    ['digits alone are fine', shaOf('1234567'), '0.0.0-github.1234567'],
    ['a leading zero with a letter is fine', shaOf('012345a'), '0.0.0-github.012345a'],
    ['a leading zero before digits alone is no SemVer', shaOf('01234567a'), '0.0.0-github.01234567a'],
    ['zeros alone are none either', shaOf('0000000a'), '0.0.0-github.0000000a'],
  ])('%s', (_, commit, version) => {
    expect(commitVersion(commit, free)).toBe(version);
  });

  test('grows while it is taken', () => {
    const taken = new Set(['0.0.0-github.abcdef1', '0.0.0-github.abcdef12']);
    expect(commitVersion(shaOf('abcdef1234'), (version) => taken.has(version))).toBe('0.0.0-github.abcdef123');
  });

  test('is a SemVer that nobody has taken, whatever is taken', () => {
    const hex = fc.constantFrom(...'0123456789abcdef');
    const digits = fc.constantFrom(...'0000123456789');
    const commits = fc
      .oneof(fc.array(hex, { minLength: 40, maxLength: 40 }), fc.array(digits, { minLength: 40, maxLength: 40 }))
      .map((letters) => parseSha(letters.join('')))
      .filter((sha) => sha !== null);
    fc.assert(
      fc.property(commits, fc.nat({ max: 40 }), (commit, count) => {
        const taken = new Set<string>();
        for (let index = 0; index <= count; index += 1) {
          const version = commitVersion(commit, (name) => taken.has(name));
          expect(taken.has(version)).toBe(false);
          expect(semver.valid(version)).toBe(version);
          expect(isVersionName(version)).toBe(true);
          taken.add(version);
        }
      }),
    );
  });
});

test.each([
  [{ kind: 'branch', name: 'main' }, 'branch'],
  [{ kind: 'branch', name: 'v1' }, 'other-ref'],
  [{ kind: 'tag', name: 'v1' }, 'tag'],
  [{ kind: 'tag', name: 'main' }, 'other-ref'],
] as const)('%o is %s', (ref, kind) => {
  expect(classifyRef(ref, { defaultBranch: 'main', tagPattern: 'v*' })).toBe(kind);
});
