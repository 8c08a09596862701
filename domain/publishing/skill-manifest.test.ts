import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeSkillManifest } from './skill-manifest.ts';

function judge(value: unknown, positionOf: Record<string, { line: number; column: number }> = {}) {
  return judgeSkillManifest({ kind: 'parsed', value, positionOf, endLine: 9 });
}

const least = { name: 'code-review', description: 'Reviews code.' };

test('the least that a skill needs is a name and a description', () => {
  expect(judge(least)).toEqual({ kind: 'valid', manifest: least });
});

test('all that the specification knows is read, and more is accepted', () => {
  const value = {
    ...least,
    license: 'Apache-2.0',
    compatibility: 'Needs git and network access',
    metadata: { author: 'acme', version: '1.0' },
    'allowed-tools': 'Bash(git:*) Read',
    homepage: 'https://example.com',
  };
  expect(judge(value)).toEqual({
    kind: 'valid',
    manifest: {
      ...least,
      license: 'Apache-2.0',
      compatibility: 'Needs git and network access',
      metadata: { author: 'acme', version: '1.0' },
      allowedTools: 'Bash(git:*) Read',
    },
  });
});

test('a list of tools is joined by spaces, and empty optional keys are as good as none', () => {
  const value = { ...least, 'allowed-tools': ['Bash(git:*)', 'Read'], license: null, metadata: null };
  expect(judge(value)).toEqual({ kind: 'valid', manifest: { ...least, allowedTools: 'Bash(git:*) Read' } });
});

test.each(['a', '7', 'a-b', 'pdf-2-text', 'a'.repeat(64)])('%s is a name', (name) => {
  expect(judge({ ...least, name }).kind).toBe('valid');
});

test.each([
  [{ name: undefined }, ['name_missing']],
  [{ name: null }, ['name_missing']],
  [{ name: '' }, ['name_missing']],
  [{ name: 'Code' }, ['name_malformed']],
  [{ name: 'a--b' }, ['name_malformed']],
  [{ name: '-a' }, ['name_malformed']],
  [{ name: 'a-' }, ['name_malformed']],
  [{ name: 'a_b' }, ['name_malformed']],
  [{ name: 'a b' }, ['name_malformed']],
  [{ name: 'ä' }, ['name_malformed']],
  [{ name: 'a\n' }, ['name_malformed']],
  [{ name: 'a'.repeat(65) }, ['name_too_long']],
  [{ name: 123 }, ['name_not_text']],
  [{ name: ['a'] }, ['name_not_text']],
  [{ description: undefined }, ['description_missing']],
  [{ description: '  \n' }, ['description_missing']],
  [{ description: true }, ['description_not_text']],
  [{ description: 'd'.repeat(1025) }, ['description_too_long']],
  [{ license: 1 }, ['license_not_text']],
  [{ compatibility: 'c'.repeat(501) }, ['compatibility_too_long']],
  [{ compatibility: {} }, ['compatibility_not_text']],
  [{ metadata: 'x' }, ['metadata_malformed']],
  [{ metadata: ['x'] }, ['metadata_malformed']],
  [{ metadata: { version: 1, author: 'a', tags: [] } }, ['metadata_malformed', 'metadata_malformed']],
  [{ 'allowed-tools': 7 }, ['allowed_tools_not_text']],
  [{ 'allowed-tools': ['Read', 7] }, ['allowed_tools_malformed']],
  [{ name: 'A', description: null, license: 1 }, ['license_not_text', 'name_malformed', 'description_missing']],
])('%j is refused: %j', (changes, codes) => {
  const verdict = judge({ ...least, ...changes });
  expect(verdict.kind === 'invalid' && verdict.problems.map(({ code }) => code)).toEqual(codes);
});

test('the longest description counts characters, not their halves', () => {
  expect(judge({ ...least, description: '😀'.repeat(1024) }).kind).toBe('valid');
});

test('a problem stands where its key does, or at the beginning when the key is not there', () => {
  const verdict = judge({ name: 'A' }, { name: { line: 2, column: 1 } });
  expect(verdict).toMatchObject({
    problems: [
      { code: 'name_malformed', line: 2, column: 1, message: expect.stringContaining('"A"') },
      { code: 'description_missing', line: 1, column: 1 },
    ],
  });
});

test.each([[null], ['text'], [['a']], [7], [undefined]])('front matter that is %j holds no keys', (value) => {
  expect(judge(value)).toMatchObject({ kind: 'invalid', problems: [{ code: 'front_matter_not_a_map', line: 1 }] });
});

test('front matter that could not be parsed keeps its place and message', () => {
  const verdict = judgeSkillManifest({ kind: 'malformed', line: 3, column: 7, message: 'Unclosed quote.' });
  expect(verdict).toEqual({
    kind: 'invalid',
    problems: [{ code: 'front_matter_malformed', message: 'Unclosed quote.', line: 3, column: 7 }],
  });
});

test('whatever front matter holds is judged: valid manifests keep the limits, others say where', () => {
  const values = fc.oneof(fc.anything({ maxDepth: 2 }), fc.string());
  const keys = ['name', 'description', 'license', 'compatibility', 'metadata', 'allowed-tools', '__proto__'];
  const maps = fc.dictionary(fc.constantFrom(...keys), values).map((map) => ({ ...least, ...map }));
  fc.assert(
    fc.property(fc.oneof(maps, fc.anything()), (value) => {
      const verdict = judge(value);
      if (verdict.kind === 'invalid') {
        expect(verdict.problems.length).toBeGreaterThan(0);
        for (const { line, column, message } of verdict.problems) {
          expect([line, column]).toEqual([1, 1]);
          expect(message).not.toBe('');
        }
        return;
      }
      expect(verdict.manifest.name).toMatch(/^[a-z0-9-]{1,64}$/);
      expect([...verdict.manifest.description].length).toBeLessThanOrEqual(1024);
    }),
    { numRuns: 500 },
  );
});
