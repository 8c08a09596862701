import { describe, expect, it } from 'vitest';
import { parseFrontMatter } from './front-matter.ts';

const inFrontMatter = (yaml: string) => parseFrontMatter(`---\n${yaml}\n---\n# Body\n`);
const messageOf = (text: string) => {
  const result = parseFrontMatter(text);
  return result.kind === 'malformed' ? `${result.line}:${result.column} ${result.message}` : 'parsed';
};
const problemOf = (yaml: string) => messageOf(`---\n${yaml}\n---\n`);

describe('front matter', () => {
  it('gives the value, where each top-level key stands, and the closing line', () => {
    expect(inFrontMatter('name: a-skill\n\ndescription: >\n  Does\n  things.\nmetadata:\n  version: "1.0"')).toEqual({
      kind: 'parsed',
      value: { name: 'a-skill', description: 'Does things.\n', metadata: { version: '1.0' } },
      positionOf: {
        name: { line: 2, column: 1 },
        description: { line: 4, column: 1 },
        metadata: { line: 7, column: 1 },
      },
      endLine: 9,
    });
  });

  it('reads a file with a byte order mark and CRLF as any other', () => {
    expect(parseFrontMatter('\uFEFF---\r\nname: a\r\ndescription: b\r\n---\r\n')).toEqual({
      kind: 'parsed',
      value: { name: 'a', description: 'b' },
      positionOf: { name: { line: 2, column: 1 }, description: { line: 3, column: 1 } },
      endLine: 4,
    });
  });

  it('may be empty, and its end may be the end of the file', () => {
    const empty = { kind: 'parsed', value: null, positionOf: {} };
    expect(parseFrontMatter('---\n---\n')).toEqual({ ...empty, endLine: 2 });
    expect(parseFrontMatter('---\n\n---')).toEqual({ ...empty, endLine: 3 });
  });

  it('says what to add when there is none', () => {
    const message = expect.stringMatching(/^1:1 There is no front matter\. Begin the file with a line `---`/);
    for (const text of ['', '# Title\n', '\n---\nname: a\n---\n', '--- name: a\n---\n', '----\n', '---']) {
      expect(messageOf(text)).toEqual(message);
    }
  });

  it('says so when it does not end', () => {
    expect(messageOf('---\nname: a\n')).toBe(
      '1:1 The front matter does not end. Add a line `---` after its last entry.',
    );
    expect(messageOf('---\nname: a\n ---\n--- b\n----\n')).toMatch(/^1:1 The front matter does not end/);
  });

  it('ends only at a line of three dashes', () => {
    expect(inFrontMatter('name: "a --- b"\ntext: |\n  ---\nlast: "\u2028---"')).toMatchObject({
      value: { name: 'a --- b', text: '---\n', last: '\u2028---' },
      endLine: 6,
    });
  });

  it('points at the character that cannot be read', () => {
    expect(problemOf('name: a\ndescription: b: c')).toMatch(/^3:14 Nested mappings are not allowed/);
    expect(problemOf('name: "a')).toMatch(/^\d+:\d+ Missing closing "quote/);
    expect(problemOf('name: a\n\tdescription: b')).toMatch(/^3:1 /);
    expect(problemOf('a: 1\n...\nb: 2')).toMatch(/^\d+:\d+ /);
  });

  it('points at the second of two equal keys, at every depth', () => {
    expect(problemOf('name: a\ndescription: b\nname: c')).toBe('4:1 The key "name" is given twice.');
    expect(problemOf('metadata:\n  x: 1\n  "x": 2')).toBe('4:3 The key "x" is given twice.');
  });

  it('refuses aliases, tags and keys that are collections', () => {
    expect(problemOf('a: &x [1]\nb: *x')).toBe('3:4 The alias *x is not supported. Write the value out.');
    expect(problemOf('a: !!js/function "x"')).toMatch(/^2:4 .*tag/);
    expect(problemOf('a: !!str 1')).toMatch(/^2:\d+ The tag tag:yaml\.org,2002:str is not supported/);
    expect(problemOf('? [a]\n: 1')).not.toBe('parsed');
    expect(inFrontMatter('"<<": {a: 1}\nb: 2')).toMatchObject({ value: { '<<': { a: 1 }, b: 2 } });
  });

  it('leaves the prototype of objects alone', () => {
    const result = inFrontMatter('__proto__: {polluted: true}\nname: a');
    expect(result).toMatchObject({ kind: 'parsed', value: { name: 'a' } });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(result.kind === 'parsed' && Object.keys(result.positionOf)).toEqual(['__proto__', 'name']);
  });

  it('refuses what is nested deeper than 32 levels, and takes what is not', () => {
    const nested = (levels: number) => `a: ${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(inFrontMatter(nested(25)).kind).toBe('parsed');
    for (const deep of [nested(40), nested(30_000), '- '.repeat(30_000), '? '.repeat(30_000), '{'.repeat(60_000)]) {
      expect(problemOf(deep)).toMatch(/^2:\d+ This is nested deeper than 32 levels\.$/);
    }
  });

  it('refuses more than 65,536 characters, however long the file is', () => {
    const filler = (length: number) => `---\n#${'x'.repeat(length - 1)}\n---\n`;
    expect(messageOf(filler(65_536))).toBe('parsed');
    expect(messageOf(filler(65_537))).toMatch(/^1:1 The front matter does not end within 65536 characters/);
    expect(messageOf(filler(5_000_000))).toMatch(/^1:1 The front matter does not end within 65536 characters/);
    expect(messageOf(`---\nname: a\n---\n${'x'.repeat(5_000_000)}`)).toBe('parsed');
  });

  it('takes thousands of different keys', () => {
    const keys = Array.from({ length: 10_000 }, (_, index) => `${index.toString(36)}:`).join('\n');
    expect(inFrontMatter(keys).kind).toBe('parsed');
  });
});
